"""What simulated people answer: a room that leans one way at first, and another way after it has talked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.rehearsal.temperament import Temperament, happens
from app.world import World, seeded
from decks.asks import kinds
from decks.imagine import sentences

LEANING = 0.55
"""The share of those left to choose who take the next most liked answer."""
WRITES_MORE = 0.4
"""The share of those who write that have a second text to add, and so on."""
LETS_KEEP = 0.6
GIVES_REASON = 0.6
LIFTS = 0.3
SURE = (1, 5)

Ask = Mapping[str, Any]
"""An ask as the phone's view describes it."""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: which of a person's texts it is, and what goes with it."""

    value: Any
    n: int = 0
    sure: int | None = None
    keep: bool = False


class Opinions:
    """One person's answers. What the room as a whole leans to follows from `seed`, so all its people share it."""

    def __init__(self, seed: int, temperament: Temperament, world: World) -> None:
        self._seed, self._temperament, self._world = seed, temperament, world
        self._first: dict[str, Any] = {}

    def on(self, ask: Ask) -> list[Said]:
        """What somebody says to an open ask: one answer, several texts, or a pass (a single None)."""
        if happens(self._world, self._temperament.passes):
            return [Said(None)]
        if ask["collects"]:
            return self._texts(ask)
        liked = self._liked(ask)
        before = self._first.get(ask["id"])
        answer = self._again(before, liked) if before in liked else self._lean(liked)
        self._first.setdefault(ask["id"], answer)
        return [Said(answer, sure=self._sure(ask))]

    def instead_of(self, value: Any, ask: Ask) -> Said:
        """Another answer than this one, for a changed mind. The same when there is no other."""
        others = [] if ask["collects"] else [answer for answer in self._liked(ask) if answer != value]
        return Said(self._lean(others) if others else value, sure=self._sure(ask))

    def reason(self) -> str | None:
        """Why somebody might have said it; None of those who do not write."""
        if not happens(self._world, GIVES_REASON):
            return None
        return sentences(self._world.order)[0]

    def lifts(self) -> bool:
        """Whether a question of somebody else is worth lifting up."""
        return happens(self._world, LIFTS)

    def _texts(self, ask: Ask) -> list[Said]:
        texts, keep = self._imagined(ask, self._world), happens(self._world, LETS_KEEP)
        said = [Said(texts[self._world.order(len(texts))[0]], keep=keep)]
        while len(said) < ask.get("answers", 1) and happens(self._world, WRITES_MORE):
            said.append(Said(texts[len(said) % len(texts)], len(said), keep=keep))
        return said

    def _sure(self, ask: Ask) -> int | None:
        return round(self._world.uniform(*SURE)) if ask["confidence"] else None

    def _again(self, before: Any, liked: Sequence[Any]) -> Any:
        """After the talk people keep their answer, or move to the one that many move to."""
        return liked[1 % len(liked)] if happens(self._world, self._temperament.moves) else before

    def _lean(self, liked: Sequence[Any]) -> Any:
        return next((answer for answer in liked if happens(self._world, LEANING)), liked[-1])

    def _liked(self, ask: Ask) -> list[Any]:
        """Possible answers, the one that this room likes best at first in front."""
        room = seeded(f"{self._seed}/{ask['id']}")
        answers = self._imagined(ask, room)
        return [answers[index] for index in room.order(len(answers))]

    def _imagined(self, ask: Ask, world: World) -> Sequence[Any]:
        return kinds()[ask["kind"]].imagined(ask, world.order)
