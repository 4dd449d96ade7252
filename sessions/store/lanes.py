"""What waits for the disk, in a lane for each ballot box: a flood into one keeps the others waiting for no more than a
batch."""

from __future__ import annotations

from collections import deque
from typing import Any, NamedTuple

from sessions.ports import Told


class Waiting(NamedTuple):
    """A piece of work, who is told of its outcome, since when it waits, and whether the figures leave it out."""

    item: Any
    result: Told
    since: float
    quietly: bool = False


class Lanes:
    """Each lane keeps its order; all lanes have the same share of a batch."""

    def __init__(self) -> None:
        self._lanes: dict[str, deque[Waiting]] = {}
        self._all = 0

    def __len__(self) -> int:
        return self._all

    def length(self, lane: str) -> int:
        """How much waits in one of them."""
        return len(self._lanes.get(lane, ()))

    def add(self, lane: str, waiting: Waiting) -> None:
        self._lanes.setdefault(lane, deque()).append(waiting)
        self._all += 1

    def take(self, most: int) -> list[Waiting]:
        """The next batch: as much from each lane as there is room for. Whoever had a turn stands at the end."""
        batch: list[Waiting] = []
        while self._lanes and len(batch) < most:
            share = max((most - len(batch)) // len(self._lanes), 1)
            for lane in list(self._lanes)[: most - len(batch)]:
                waiting = self._lanes.pop(lane)
                batch += [waiting.popleft() for _ in range(min(share, len(waiting)))]
                if waiting:
                    self._lanes[lane] = waiting
        self._all -= len(batch)
        return batch
