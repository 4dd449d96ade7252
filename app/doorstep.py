"""Sockets before anybody has said who they are: how many from one address, how many that wait, and for how long.

The library lets whoever opens a socket keep it, also without a word. A hall that comes back at once stands here too, so
nobody is turned away for the crowd: whoever has waited longest makes room.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable
from typing import Any

from app.limits import SILENT_S, Limits
from sessions.ports import Engine

LOOK_EVERY_S = 1.0
TOO_MANY = "There are too many connections from there."


class Doorstep:
    """Knows every socket's address (as a keyed hash) while it stands, and since when it has not said who it is."""

    def __init__(self, limits: Limits, now: Callable[[], float]) -> None:
        self._limits, self._now = limits, now
        self._from: dict[str, bytes] = {}
        self._of: Counter[bytes] = Counter()
        self._waiting: OrderedDict[str, float] = OrderedDict()

    def comes(self, sid: str, address: str) -> bool:
        """A socket has opened. False where its address has as many as it may."""
        whence = self._limits.hidden(address)
        if self._of[whence] >= self._limits.sockets_of_one_address:
            return False
        self._from[sid], self._waiting[sid] = whence, self._now()
        self._of[whence] += 1
        return True

    def enters(self, sid: str) -> None:
        """It has said who it is, and was let in."""
        self._waiting.pop(sid, None)

    def leaves(self, sid: str) -> None:
        self._waiting.pop(sid, None)
        whence = self._from.pop(sid, None)
        if whence is not None:
            self._of[whence] -= 1
            if not self._of[whence]:
                del self._of[whence]

    def overdue(self) -> list[str]:
        """Those that make room: who has been silent for too long, and who waits longest where too many do."""
        waiting = list(self._waiting.items())
        until, crowd = self._now() - SILENT_S, len(waiting) - self._limits.capacity
        return [sid for number, (sid, since) in enumerate(waiting) if since <= until or number < crowd]

    # --- on a Socket.IO server

    def watch(self, server: Any) -> None:
        """Stand at the door of this server."""
        transport = self._transport = server.eio
        connect, message, leave = (transport.handlers[name] for name in ("connect", "message", "disconnect"))

        def opened(sid: str, environ: dict[str, Any]) -> Any:
            if not self.comes(sid, environ.get("REMOTE_ADDR", "")):
                return TOO_MANY
            return connect(sid, environ)

        def heard(sid: str, frame: Any) -> None:
            message(sid, frame)
            if sid in self._waiting and server.manager.sid_from_eio_sid(sid, "/"):
                self.enters(sid)

        def closed(sid: str, *reason: Any) -> Any:
            self.leaves(sid)
            return leave(sid, *reason)

        transport.handlers.update(connect=opened, message=heard, disconnect=closed)

    def look(self) -> None:
        """Let go of those that are overdue."""
        for sid in self.overdue():
            self.leaves(sid)
            if socket := self._transport.sockets.pop(sid, None):
                socket.close(wait=False)

    def look_for_ever(self, engine: Engine) -> None:
        while True:
            engine.sleep(LOOK_EVERY_S)
            self.look()
