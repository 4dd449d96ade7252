"""The comparison as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from decks.language import Language, language
from sessions.comparison import as_html, as_pdf
from sessions.comparison.comparison import Comparison

WRITERS: Mapping[str, Callable[[Comparison, Language], bytes]] = {"pdf": as_pdf.write, "html": as_html.write}


def written(one: Comparison, name: str) -> bytes:
    """In the format of that name, in the language of its deck."""
    return WRITERS[name](one, language(one.lang))
