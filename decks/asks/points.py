"""A purse of points, spent over the answers."""

from __future__ import annotations

from typing import Any

from decks.asks import Kind, NotAnAnswer, Setting
from decks.deck import Ask
from decks.values import whole


class Points(Kind):
    name = "points"
    place = 8
    rule = "scores"
    answers = (2, 8)
    may = frozenset({"shuffle"})
    settings = (Setting("points", whole(10, 1000), 100, "100"),)

    def read(self, ask: Ask, value: Any, entry: int = 0) -> dict[str, int]:
        """Whole points for every letter (none where a letter is left out) that spend the purse exactly."""
        if not isinstance(value, dict) or not set(value) <= set(ask.keys) or entry != 0:
            raise NotAnAnswer
        if not all(type(spent) is int and spent >= 0 for spent in value.values()):
            raise NotAnAnswer
        if sum(value.values()) != ask.settings["points"]:
            raise NotAnAnswer
        return {key: value.get(key, 0) for key in ask.keys}


KIND = Points()
