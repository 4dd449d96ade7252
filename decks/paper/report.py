"""What every report on paper says besides its own: its language, the number of each page, and what a box stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decks.language import Language
from decks.paper.legible import BOX, unprintable
from decks.paper.tongue import tongue


def report(facts: Mapping[str, Any], words: Language) -> dict[str, Any]:
    """These facts for a template, with the rest."""
    boxes = words.say("A box {box} stands for a sign that this file has no letters for.", box=BOX)
    say = {
        "method": words.say("How to read this"),
        "page": words.say("Page {page} of {pages}", page="{page}", pages="{pages}"),
    }
    return {
        **tongue(words),
        **facts,
        "say": {**say, **facts.get("say", {})},
        "boxes": boxes if unprintable(facts) else "",
    }
