"""When garbage is looked for. A hall is hundreds of thousands of objects that stay, and to look through them takes a
tenth of a second: that is done while nobody answers. Under answers without end it is done all the same, in portions.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from eventlet import sleep

MOMENT_S = 0.5
PORTIONS = (5_000, 24, 1_000)
"""What Python goes by: new objects before the newest are looked through, how many of those looks before the younger
ones are, and how many of those before all are."""
YOUNGER, ALL = 2, 200
"""The same counts, where nobody has answered for a moment."""


def settle() -> None:
    """What is loaded stays loaded: it is looked through once, and never again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*PORTIONS)


class Collector:
    """Looks for garbage in moments without answers; `answers` says how many there have been so far."""

    def __init__(self, answers: Callable[[], int]) -> None:
        self._answers = answers
        self._before = 0

    def turn(self) -> None:
        """For ever."""
        while True:
            sleep(MOMENT_S)
            self.step()

    def step(self) -> None:
        """Look, if nobody has answered since the last step and there may be something to find."""
        before, self._before = self._before, self._answers()
        if self._before != before:
            return
        _, younger, everything = gc.get_count()
        if everything >= ALL:
            gc.collect()
        elif younger >= YOUNGER:
            gc.collect(1)
