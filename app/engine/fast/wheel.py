"""One wheel of pings for all phones, instead of a sleeping greenlet for each."""

from __future__ import annotations

from collections import deque
from typing import Any

from eventlet import sleep
from eventlet.hubs import get_hub

SPOKE_S = 0.5
AT_ONCE = 50


class Wheel:
    """A phone that is added is pinged after `interval` seconds; those of one moment not all at the same time."""

    def __init__(self, interval: float) -> None:
        self._spokes: deque[list[Any]] = deque([] for _ in range(max(round(interval / SPOKE_S), 1)))

        self.now = get_hub().clock

    def add(self, socket: Any) -> None:
        self._spokes[-1].append(socket)

    def turn(self) -> None:
        """For ever."""
        while True:
            sleep(SPOKE_S)
            self.step()

    def step(self) -> None:
        """Ping those whose time has come."""
        due = self._spokes.popleft()
        self._spokes.append([])
        for number, socket in enumerate(due, 1):
            socket.ping()
            if number % AT_ONCE == 0:
                sleep(0)
