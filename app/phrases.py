"""The sentences that scripts say: only those travel with a page, in the page's language."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache

from app.paths import static
from decks.language import language

CONSOLE = ("presenter.js", "remote.js", "moderator.js", "keys.js", "console", "editor.js", "editor")
"""The presenter's own scripts; phones and projector never load them."""
LATER = ("asks", "phone", "keepsake.js")
"""Scripts that a phone fetches once it needs them; their sentences come with its blank forms."""


@cache
def phrases(tag: str, console: bool = False) -> Mapping[str, str]:
    """Every sentence that a first script of the phone or the projector (or also the console) says, translated."""
    return _said(tag, _scripts(lambda script: script not in LATER and (console or script not in CONSOLE)))


@cache
def later_phrases(tag: str) -> Mapping[str, str]:
    """Every sentence of the scripts that a phone fetches later, translated."""
    return _said(tag, _scripts(lambda script: script in LATER))


def _said(tag: str, scripts: str) -> Mapping[str, str]:
    return {key: text for key, text in language(tag).all().items() if json.dumps(key, ensure_ascii=False) in scripts}


def _scripts(belongs: Callable[[str], bool]) -> str:
    """The scripts of those files and folders of static/js that belong."""
    folder = static() / "js"
    files = (path for path in sorted(folder.rglob("*.js")) if belongs(path.relative_to(folder).parts[0]))
    return "\n".join(path.read_text(encoding="utf-8") for path in files)
