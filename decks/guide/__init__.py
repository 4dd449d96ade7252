"""The presenter's guide to a deck, as a PDF: what to say and when, what can go, and what to print for the room."""

from __future__ import annotations

import re
from pathlib import Path

from decks.deck import Deck
from decks.guide.sheet import sheet
from decks.paper import pdf

TEMPLATE = Path(__file__).parent / "guide.typ"
TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def guide(deck: Deck, begins: int = 0) -> bytes:
    """The guide to this deck, for a session that begins so many minutes after midnight; 0 counts from its start."""
    return pdf(TEMPLATE, sheet(deck, begins))


def minutes_of(when: str) -> int | None:
    """How many minutes after midnight "18:30" is; None for what is no time of day."""
    found = TIME.fullmatch(when.strip())
    return int(found[1]) * 60 + int(found[2]) if found else None
