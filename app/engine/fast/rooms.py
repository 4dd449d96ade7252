"""Who listens where, and how something is told to all of them: encoded once, written at once, others in between."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import Any

from engineio import packet as engine_packet
from eventlet import sleep
from socketio import packet
from socketio.manager import Manager

from app.engine.fast.line import NEWEST_WINS

AT_ONCE = 100
"""Phones that are told before everybody else has a turn."""


class Rooms(Manager):
    """Socket.IO's own manager; telling a room and leaving it cost as much as they must."""

    def __init__(self) -> None:
        super().__init__()
        self._rooms_of: defaultdict[str, set[str | None]] = defaultdict(set)
        self._telling: dict[str, deque[tuple[Any, int]]] = {}
        self._stamp = 0

    # --- telling

    def emit(
        self,
        event: str,
        data: Any,
        namespace: str,
        room: Any = None,
        skip_sid: Any = None,
        callback: Any = None,
        to: Any = None,
        **kwargs: Any,
    ) -> None:
        name = to or room
        if callback or skip_sid or namespace != "/" or not isinstance(name, str):
            super().emit(event, data, namespace, room=name, skip_sid=skip_sid, callback=callback, **kwargs)
            return
        self._stamp += 1
        said = self._packet(event, data, namespace)
        if self.is_sid_room(namespace, name):
            self._tell_one(said, self.rooms[namespace][name][name])
        else:
            self._tell_all(said, name)

    def _packet(self, event: str, data: Any, namespace: str) -> Any:
        """What is said, for the library and for the lines: `event` is its name, and its frame is made once. Data that
        many get one by one may have a place to keep it, `sent`."""
        if getattr(data, "sent", None) is not None:
            return data.sent
        facts = list(data) if isinstance(data, tuple) else [] if data is None else [data]
        text = self.server.packet_class(packet.EVENT, namespace=namespace, data=[event, *facts], binary=False).encode()
        said = engine_packet.Packet(engine_packet.MESSAGE, text)
        said.event = event
        if hasattr(data, "sent"):
            data.sent = said
        return said

    def _tell_one(self, said: Any, eio_sid: str) -> None:
        socket = self.server.eio.sockets.get(eio_sid)
        if socket is not None and not socket.closed:
            if said.event in NEWEST_WINS:
                socket.stamp = self._stamp
            socket.send(said)

    def _tell_all(self, said: Any, room: str) -> None:
        """One after the other, so that nobody hears older news after newer: what comes meanwhile waits its turn."""
        if room in self._telling:
            waiting = self._telling[room]
            if said.event in NEWEST_WINS:
                waiting = deque(one for one in waiting if one[0].event != said.event)
            waiting.append((said, self._stamp))
            self._telling[room] = waiting
            return
        self._telling[room] = deque([(said, self._stamp)])
        try:
            while self._telling[room]:
                self._tell(*self._telling[room].popleft(), room)
        finally:
            del self._telling[room]

    def _tell(self, said: Any, stamp: int, room: str) -> None:
        members = self.rooms.get("/", {}).get(room)
        sockets, newest_wins = self.server.eio.sockets, said.event in NEWEST_WINS
        for number, eio_sid in enumerate(list(members.values()) if members else (), 1):
            socket = sockets.get(eio_sid)
            if socket is not None and not socket.closed and not (newest_wins and socket.stamp > stamp):
                socket.queue.put(said)
            if number % AT_ONCE == 0:
                sleep(0)

    # --- coming and going

    def basic_enter_room(self, sid: str, namespace: str, room: Any, eio_sid: str | None = None) -> None:
        super().basic_enter_room(sid, namespace, room, eio_sid=eio_sid)
        if namespace == "/":
            self._rooms_of[sid].add(room)

    def basic_leave_room(self, sid: str, namespace: str, room: Any) -> None:
        super().basic_leave_room(sid, namespace, room)
        if namespace == "/" and sid in self._rooms_of:
            self._rooms_of[sid].discard(room)

    def basic_disconnect(self, sid: str, namespace: str, **kwargs: Any) -> None:
        """The library looks through all rooms, of which there is one for each phone."""
        if namespace != "/":
            super().basic_disconnect(sid, namespace, **kwargs)
            return
        for room in self._rooms_of.pop(sid, ()):
            self.basic_leave_room(sid, namespace, room)
        self.callbacks.pop(sid, None)
        for pending in (self.pending_connect, self.pending_disconnect):
            if sid in pending.get(namespace, ()):
                pending[namespace].remove(sid)
                if not pending[namespace]:
                    del pending[namespace]
