"""The sentences that scripts say: only those travel with a page, in the page's language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from app.paths import static
from decks.language import language

CONSOLE = ("presenter.js", "remote.js", "moderator.js", "keys.js", "console", "editor.js", "editor")
"""The presenter's own scripts; phones and projector never load them."""


@cache
def phrases(tag: str, console: bool = False) -> Mapping[str, str]:
    """Every sentence that a script of the phone or the projector (or also the console) says, translated."""
    scripts = _scripts(console)
    return {key: text for key, text in language(tag).all().items() if json.dumps(key, ensure_ascii=False) in scripts}


@cache
def _scripts(console: bool) -> str:
    folder = static() / "js"
    files = (path for path in sorted(folder.rglob("*.js")) if console or _for_the_room(path.relative_to(folder)))
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def _for_the_room(script: Path) -> bool:
    return script.parts[0] not in CONSOLE
