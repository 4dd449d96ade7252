"""The start form: five lines about who asks, and the names of the story."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decks.deck import Deck
from sessions.disclosure import FLOORS, HIGHEST_FLOOR, LOWEST_FLOOR
from sessions.state import Start

LINES = {"presenter": 80, "relation": 160, "machine": 160, "reports": 160, "support": 300}
LONGEST_TITLE = 120
LONGEST_NAME = 40


def start_form(deck: Deck, form: Mapping[str, str]) -> tuple[dict[str, str], Start, dict[str, str]]:
    """What was told (field by field), the Start it makes, and what is wrong (field to sentence)."""
    told = {name: " ".join(text.split()) for name, text in form.items() if name not in {"csrf_token", "deck"}}
    told["min_answers"] = told.get("min_answers") or str(FLOORS["standard"])
    return told, _start(deck, told), _wrongs(deck, told)


def _start(deck: Deck, told: Mapping[str, str]) -> Start:
    names = {name: told.get(f"cast-{name}", "") or name for name in deck.cast}
    lines: dict[str, Any] = {line: told.get(line, "") for line in LINES}
    return Start(
        **lines,
        cast={name: new for name, new in names.items() if new != name},
        plain_http=told.get("plain_http") == "yes",
        no_texts=told.get("no_texts") == "yes",
    )


def _wrongs(deck: Deck, told: Mapping[str, str]) -> dict[str, str]:
    limits = {**LINES, "title": LONGEST_TITLE, **{f"cast-{name}": LONGEST_NAME for name in deck.cast}}
    wrongs = {
        name: f"Please keep this to {longest} characters."
        for name, longest in limits.items()
        if len(told.get(name, "")) > longest
    }
    least = told["min_answers"]
    if not (least.isascii() and least.isdigit() and len(least) < 5 and LOWEST_FLOOR <= int(least) <= HIGHEST_FLOOR):
        wrongs["min_answers"] = f"Choose a whole number from {LOWEST_FLOOR} to {HIGHEST_FLOOR}."
    return wrongs
