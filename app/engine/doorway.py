"""Who comes in waits here for a moment: those who are in the room go first.

A hall that comes back after the Wi-Fi went is thousands of requests at one instant, and each of them is work. It is
done in slices. After each slice everything else has a turn: answers are heard, stored and acknowledged, views are told.
Whoever waits here holds no place that another could take, and a slice ends by the clock, however many there are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from eventlet.hubs import get_hub
from eventlet.support.greenlets import getcurrent, greenlet

SLICE_S = 0.004
"""How long those at the door may keep the others waiting."""
SHARE = 0.25
"""Their part where the others keep the server busy for longer than that: nobody waits for ever."""


class Doorway:
    """A queue in front of one hub. Who came first goes first."""

    def __init__(self, now: Callable[[], float] | None = None) -> None:
        self._now = now or (lambda: get_hub().clock())
        self._queue: deque[greenlet] = deque()
        self._served: greenlet | None = None
        self._cutting = False
        self._slice_ended = 0.0

    def wait(self) -> None:
        """Until it is this greenlet's turn, and everybody else has had theirs."""
        me = getcurrent()
        self._comes(me)
        try:
            get_hub().switch()
        except BaseException:  # it was told to stop waiting
            self._queue.remove(me)
            raise

    def later(self, work: Callable[..., Any], *args: Any) -> None:
        """Do this in a greenlet of its own, when it is its turn."""
        self._comes(greenlet(partial(work, *args), get_hub().greenlet))

    def serves_me(self) -> bool:
        """Whether it is still this greenlet's turn: it has waited for nothing since."""
        return self._served is getcurrent()

    def _comes(self, who: greenlet) -> None:
        self._queue.append(who)
        if not self._cutting:
            self._cutting = True
            self._others()

    def _others(self) -> None:
        """Let everything else have a turn, and then cut a slice."""
        self._slice_ended = self._now()
        get_hub().schedule_call_global(0, self._slice)

    def _slice(self) -> None:
        """In the hub: each of them goes as far as it can without waiting."""
        begun = self._now()
        until = begun + max(SLICE_S, SHARE * (begun - self._slice_ended))
        try:
            while self._queue:
                self._served = self._queue.popleft()
                self._served.switch()
                if self._now() >= until:
                    break
        finally:
            self._served, self._cutting = None, bool(self._queue)
            if self._cutting:
                self._others()


DOORWAY = Doorway()
"""The one of this process."""
