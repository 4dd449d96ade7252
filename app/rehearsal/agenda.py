"""What a simulated phone is going to do, and when."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count

LONGEST_WAIT_S = 60.0

Act = Callable[[], None]


class Agenda:
    """Acts in the order of their time. Nothing happens by itself: whoever owns it says when to look."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._acts: list[tuple[float, int, Act]] = []
        self._number = count()

    def after(self, seconds: float, act: Act) -> None:
        """Do this once so many seconds have gone by."""
        heapq.heappush(self._acts, (self._now() + seconds, next(self._number), act))

    @property
    def wait(self) -> float:
        """Seconds until the next act, or a good while when there is none."""
        return max(self._acts[0][0] - self._now(), 0) if self._acts else LONGEST_WAIT_S

    def do_what_is_due(self) -> None:
        now = self._now()
        while self._acts and self._acts[0][0] <= now:
            heapq.heappop(self._acts)[2]()
