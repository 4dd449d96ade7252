"""The sentences that scripts say: only those travel with a page, in the page's language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from app.paths import static
from decks.language import language

CONSOLE = ("presenter.js", "keys.js", "console")
"""The presenter's own scripts; phones and projector never load them."""


@cache
def phrases(tag: str) -> Mapping[str, str]:
    """Every sentence that a script of the phone or the projector says, with its translation."""
    scripts = _scripts()
    return {key: text for key, text in language(tag).all().items() if json.dumps(key, ensure_ascii=False) in scripts}


@cache
def _scripts() -> str:
    folder = static() / "js"
    files = (path for path in sorted(folder.rglob("*.js")) if path.relative_to(folder).parts[0] not in CONSOLE)
    return "\n".join(path.read_text(encoding="utf-8") for path in files)
