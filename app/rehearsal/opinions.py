"""What simulated people answer: a room that leans one way at first, and another way after it has talked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.rehearsal.temperament import Temperament, happens
from app.world import World, seeded

LEANING = 0.55
"""The share of those left to choose who take the next most liked answer."""

Ask = Mapping[str, Any]
"""An ask as the phone's view describes it."""


class Opinions:
    """One person's answers. What the room as a whole leans to follows from `seed`, so all its people share it."""

    def __init__(self, seed: int, temperament: Temperament, world: World) -> None:
        self._seed, self._temperament, self._world = seed, temperament, world
        self._first: dict[str, Any] = {}

    def on(self, ask: Ask) -> Any:
        """The answer to an open ask; None is a pass, and so is every kind that people here cannot answer yet."""
        liked = self._liked(ask)
        if not liked or happens(self._world, self._temperament.passes):
            return None
        before = self._first.get(ask["id"])
        answer = self._again(before, liked) if before in liked else self._lean(liked)
        self._first.setdefault(ask["id"], answer)
        return answer

    def instead_of(self, value: Any, ask: Ask) -> Any:
        """Another answer than this one, for a changed mind. The same when there is no other."""
        others = [answer for answer in self._liked(ask) if answer != value]
        return self._lean(others) if others else value

    def _again(self, before: Any, liked: Sequence[Any]) -> Any:
        """After the talk people keep their answer, or move to the one that many move to."""
        return liked[1 % len(liked)] if happens(self._world, self._temperament.moves) else before

    def _lean(self, liked: Sequence[Any]) -> Any:
        return next((answer for answer in liked if happens(self._world, LEANING)), liked[-1])

    def _liked(self, ask: Ask) -> list[Any]:
        """Every possible answer, the one that this room likes best at first in front."""
        answers = POSSIBLE.get(ask["kind"], _none)(ask)
        order = seeded(f"{self._seed}/{ask['id']}").order(len(answers))
        return [answers[index] for index in order]


def _letters(ask: Ask) -> list[Any]:
    return [option["key"] for option in ask["options"]]


def _numbers(ask: Ask) -> list[Any]:
    return list(range(ask["min"], ask["max"] + 1))


def _none(ask: Ask) -> list[Any]:
    return []


POSSIBLE = {"choice": _letters, "scale": _numbers}
"""For each kind of ask, every answer that one person could give."""
