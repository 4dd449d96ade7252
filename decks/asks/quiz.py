"""One answer out of several, of which the deck calls some right. Nobody wins: what counts is why it is right."""

from __future__ import annotations

from collections.abc import Iterator

from decks.asks import Complaint
from decks.asks.choice import Choice
from decks.deck import Ask


class Quiz(Choice):
    name = "quiz"
    place = 3
    marks = True
    splits = False
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


KIND = Quiz()
