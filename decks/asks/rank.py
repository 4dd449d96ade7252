"""All answers, put in order."""

from __future__ import annotations

from typing import Any

from decks.asks import Kind, NotAnAnswer
from decks.deck import Ask


class Rank(Kind):
    name = "rank"
    place = 7
    rule = "scores"
    answers = (2, 8)
    may = frozenset({"rounds", "discuss", "shuffle"})

    def read(self, ask: Ask, value: Any, entry: int = 0) -> list[str]:
        """Every letter once, the first choice first."""
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise NotAnAnswer
        if entry != 0 or sorted(value) != sorted(ask.keys):
            raise NotAnAnswer
        return list(value)


KIND = Rank()
