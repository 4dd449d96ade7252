"""Engine.IO's socket of one phone, on a line of our own. Long-polling, upgrades and TLS go the library's way."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

import engineio.server
import engineio.socket
import orjson
from engineio import packet
from engineio.exceptions import EngineIOError, SocketIsClosedError
from eventlet import sleep, spawn_n
from eventlet.greenio import GreenSocket
from eventlet.hubs import get_hub

from app.engine import Soon
from app.engine.doorway import DOORWAY
from app.engine.fast import seats
from app.engine.fast.frames import TEXT, Said, made
from app.engine.fast.garbage import Collector
from app.engine.fast.line import Line
from app.engine.fast.pace import Pace
from app.engine.fast.wheel import Wheel
from app.mistakes import note

MOST_UNHEARD = 16
"""Messages of one phone that may wait to be answered. Until then nothing more is read of it."""
PONG = "3"
COMES_IN = "40"
EVENT = re.compile(r'42([0-9]{1,9})\["(\w+)",')
"""How an event begins that wants an acknowledgement: the number of that, and its name."""


def _kept(environ: Mapping[str, Any]) -> dict[str, Any]:
    """What a door may still ask of the request that has opened a socket: who and how, without the request itself."""
    plain = {name: value for name, value in environ.items() if isinstance(value, str | bool)}
    return {name: value for name, value in plain.items() if not name.startswith(("HTTP_", "wsgi.", "RAW_"))}


def quick_sockets(server: Any, soon: Mapping[str, Soon], most_unread: int | None) -> None:
    """Let this Socket.IO server have quick sockets from now on."""
    wheel = Wheel(server.eio.ping_interval)
    spawn_n(wheel.turn)
    pace = Pace()
    if hasattr(get_hub(), "do_poll"):
        pace.keep(get_hub())
    spawn_n(Collector(lambda: pace.answers).turn)

    class Quick(Socket):
        pass

    Quick.wheel, Quick.io, Quick.most_unread, Quick.soon = wheel, server, most_unread, soon
    Quick.pace = pace

    class Module:
        """What the library looks into for its socket's class."""

    Module.Socket = Quick  # type: ignore[attr-defined]
    engineio.server.socket = Module


class Socket(engineio.socket.Socket):
    """One phone. What it says is answered in the hub if that needs no waiting, else in a greenlet of its own."""

    wheel: Wheel
    pace: Pace
    io: Any
    most_unread: int | None
    soon: Mapping[str, Soon]
    stamp = 0
    """When this phone was last told something by name; news that is older is not for it."""
    line: Line
    last_ping: Any
    connected: Any
    queue: Any

    def check_ping_timeout(self) -> bool:
        """Whether somebody is still there, as far as is known. Lets go of who has not answered for too long."""
        if self.closed:
            raise SocketIsClosedError
        if self.last_ping and self.wheel.now() - self.last_ping > self.server.ping_timeout:
            self.close(wait=False, abort=False, reason=self.server.reason.PING_TIMEOUT)
            return False
        return True

    def schedule_ping(self) -> None:
        if self.last_ping:
            self.last_ping = None
            self.wheel.add(self)

    def ping(self) -> None:
        """Ask whether somebody is still there."""
        if not self.closing and not self.closed:
            self.last_ping = self.wheel.now()
            self.send(packet.Packet(packet.PING))

    def _websocket_handler(self, ws: Any) -> Any:
        if self.connected or type(ws.socket) is not GreenSocket:
            return super()._websocket_handler(ws)
        self.connected = self.upgraded = True
        said, self.queue = self.queue, self._open(ws.socket)
        while said.qsize():
            self.queue.put(said.get_nowait())
        self.io.environ[self.sid] = _kept(self.io.environ[self.sid])
        theirs = getattr(ws, "_websocket", ws)
        theirs.websocket_closed = True  # it is the line that says goodbye
        theirs.iterator = None  # a generator that holds its websocket, and that the whole request
        seats.keep(ws.socket)
        self.line.listen()
        return []

    def _open(self, green: Any) -> Line:
        self._inbox: deque[Said] | None = None
        self.line = Line(green, self._heard, self._gone, self.server.max_http_buffer_size, self.most_unread)
        return self.line

    def _gone(self) -> None:
        """The line is over."""
        seats.leave()
        self.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_CLOSE)
        self.server.sockets.pop(self.sid, None)

    # --- in the hub: nothing here may wait

    def _heard(self, message: Said) -> None:
        if self._inbox is not None:
            self._inbox.append(message)
            if len(self._inbox) >= MOST_UNHEARD:
                self.line.deafen()
        elif message == PONG:
            self.schedule_ping()
        elif not self._answered(message):
            self._inbox = deque([message])
            if isinstance(message, str) and message.startswith(COMES_IN):
                DOORWAY.later(self._answer_inbox)
            else:
                spawn_n(self._answer_inbox)

    def _answered(self, message: Said) -> bool:
        """Whether it was one of the messages that are answered soon, and so will be."""
        if not isinstance(message, str) or self.queue.qsize():
            return False
        event = EVENT.match(message)
        if event is None or event[2] not in self.soon:
            return False
        return self._soon(self.soon[event[2]], event[1], message[event.end(1) :])

    def _soon(self, answer: Soon, number: str, text: str) -> bool:
        try:
            facts = orjson.loads(text)
        except ValueError:
            return False
        manager = self.io.manager
        sid = manager.sid_from_eio_sid(self.sid, "/")
        if len(facts) != 2 or not manager.is_connected(sid, "/"):
            return False
        self.pace.heard()
        return answer(sid, facts[1], self._reply(number))

    def _reply(self, number: str) -> Callable[[Any], None]:
        def reply(facts: Any) -> None:
            self.line.send(made(TEXT, b"43%b[%b]" % (number.encode(), orjson.dumps(facts))))

        return reply

    # --- in a greenlet of its own

    def _answer_inbox(self) -> None:
        """One message after the other; between two everybody else has a turn."""
        try:
            while self._inbox and not self.line.ended:
                self._answer(self._inbox.popleft())
                self.line.listen()
                if self._inbox:
                    sleep(0)
        finally:
            self._inbox = None

    def _answer(self, message: Said) -> None:
        """Whatever is no packet, or fails, ends the line: every door catches its own mistakes."""
        try:
            self.receive(packet.Packet(encoded_packet=message))
        except Exception as error:
            if not isinstance(error, ValueError | EngineIOError):
                note("a line", error)
            self.line.end()
