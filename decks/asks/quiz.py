"""One answer out of several, of which the deck calls some right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from decks.asks import Complaint, Kind, NotAnAnswer
from decks.deck import Ask


class Quiz(Kind):
    name = "quiz"
    place = 3
    rule = "counts"
    answers = (2, 8)
    marks = True
    may = frozenset({"agreement", "rounds", "discuss", "confidence", "shuffle"})

    def complaints(self, ask: Ask) -> Iterator[Complaint]:
        right = sum(option.right for option in ask.options)
        if right == 0:
            yield Complaint(
                "answers", "O08", "no answer of this quiz is marked as right", "write the right one as - [x]"
            )
        elif right == len(ask.options):
            yield Complaint(
                "answers", "O08", "every answer of this quiz is marked as right", "keep [x] for the right one"
            )

    def read(self, ask: Ask, value: Any, entry: int = 0) -> str:
        """One letter that is on offer."""
        if isinstance(value, str) and value in ask.keys and entry == 0:
            return value
        raise NotAnAnswer


KIND = Quiz()
