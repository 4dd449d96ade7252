"""The comparison as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from decks.language import Language, language
from sessions.brand import Brand
from sessions.comparison import as_html, as_pdf
from sessions.comparison.comparison import Comparison

Writer = Callable[[Comparison, Language, Brand | None], bytes]
WRITERS: Mapping[str, Writer] = {
    "pdf": as_pdf.write,
    "html": as_html.write,
}


def written(one: Comparison, name: str, brand: Brand | None = None) -> bytes:
    """In the format of that name, in the language of its deck."""
    return WRITERS[name](one, language(one.lang), brand)
