"""While answers come, the hub rests for a moment between two turns: what arrives meanwhile is heard in one go, and the
thread that commits has the interpreter to itself. Nobody's acknowledgement is later for it, since that waits for others
anyway."""

from __future__ import annotations

from typing import Any

from eventlet import patcher

REST_S = 0.001
FEW = 16
"""Answers in one turn. Where there were more, some are waiting already, and nobody rests."""

_sleep = patcher.original("time").sleep


class Pace:
    """Counts the answers, of a turn and in all. In force from `keep` on."""

    def __init__(self) -> None:
        self._now = self.answers = 0

    def heard(self) -> None:
        """An answer has been taken in this turn."""
        self._now += 1
        self.answers += 1

    def keep(self, hub: Any) -> None:
        """Rest before this hub looks who has something to say; never beyond what is due."""
        look = hub.do_poll

        def rested(seconds: float) -> Any:
            if 0 < self._now < FEW and seconds > 0:
                _sleep(min(REST_S, seconds))
                seconds = max(seconds - REST_S, 0)
            self._now = 0
            return look(seconds)

        hub.do_poll = rested
