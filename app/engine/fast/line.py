"""One phone's line, driven by the hub itself: no greenlet runs for it while nothing happens, nor for a small message.

It looks like the queue that the library would keep for a phone, but what is put into it is on its way at once. What a
phone does not take waits here, in order; a newer view takes the place of an older one that has not left yet.
"""

from __future__ import annotations

import contextlib
import socket
from collections import deque
from collections.abc import Callable
from typing import Any

from eventlet import hubs
from eventlet.hubs.hub import READ, WRITE

from app.engine.doorway import DOORWAY
from app.engine.fast.frames import GOODBYE, PONG, TEXT, Broken, Over, Reader, Said, farewell, made
from app.mistakes import note

PIECE = 16_384
LAST_WORDS_S = 5.0
"""How long what was said before a goodbye may take to leave."""
KEEPING = 160
"""Bytes that it costs to keep a message, beside its own: of small ones there would be too many."""
NEWEST_WINS = frozenset({"view", "pulse"})
"""Messages that say everything: of those that wait for a phone only the newest matters."""


class Line:
    """A websocket after its opening. `heard` is told each message, in the hub, where nothing may wait; `gone` is called
    in a greenlet of its own once it is over, in its turn at the door. At most `largest` bytes are one message."""

    __slots__ = (
        "_cut", "_data", "_fd", "_gone", "_green", "_hub", "_most", "_number", "_out", "_over", "_reading", "_unread",
        "_writing", "ended", "heard",
    )  # fmt: skip

    def __init__(
        self,
        green: Any,
        heard: Callable[[Said], None],
        gone: Callable[[], None],
        largest: int,
        most_unread: int | None,
    ) -> None:
        self._green, self._fd, self._number = green, green.fd, green.fd.fileno()
        self._gone = gone
        self._hub = hubs.get_hub()
        self._data = Reader(largest)
        self._out: deque[tuple[str, bytes]] | None = None  # nearly every phone takes what it is told at once
        self._cut, self._unread = 0, 0
        self._most = most_unread
        self._reading: Any = None
        self._writing: Any = None
        self._over = False
        self.ended = False
        self.heard = heard

    # --- hearing

    def listen(self) -> None:
        """Read what comes. Does nothing while it is read already, or after the end."""
        if self._reading is None and not self.ended:
            self._reading = self._hub.add(READ, self._number, self._readable, self._thrown, self._lost)

    def deafen(self) -> None:
        """Read no more for now: what this phone says must be answered first."""
        reading, self._reading = self._reading, None
        self._forget(reading)

    def _forget(self, listener: Any) -> None:
        """The hub may have done so itself, when something went wrong in its turn."""
        if listener is not None:
            with contextlib.suppress(KeyError):
                self._hub.remove(listener)

    def _readable(self, number: int) -> None:
        if self.ended:
            return
        try:
            data = self._fd.recv(PIECE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if not data:
            self.end()
            return
        try:
            for message in self._data.read(data):
                self.heard(message)
                if self.ended:
                    return
            self._pong()
        except Over:
            self.end(GOODBYE)
        except Broken as broken:
            self.end(broken.status)
        except Exception as error:  # the hub would let go of the descriptor, and nobody would be told
            note("a line", error)
            self.end()

    def _pong(self) -> None:
        if self._data.pings:
            for ping in self._data.pings:
                self.send(made(PONG, ping))
            self._data.pings = None

    # --- saying

    def put(self, packet: Any, *_: Any) -> None:
        """Say a packet of Engine.IO. None is the end, after everything that was said before."""
        if packet is None:
            self._say_goodbye()
        else:
            self.send(framed(packet), getattr(packet, "event", ""))

    def send(self, frame: bytes, kind: str = "") -> None:
        """Say a whole frame: at once if nothing waits before it."""
        if self._over:
            return
        if not self._out:
            sent = self._sent(frame)
            if sent == len(frame):
                return
            self._cut = max(sent, 0)
        self._keep(kind, frame)

    def qsize(self) -> int:
        """How many messages this phone has not taken yet."""
        return len(self._out or ())

    def join(self) -> None:
        """Nobody waits for a phone to read."""

    def _sent(self, data: bytes) -> int:
        try:
            return self._fd.send(data)
        except (BlockingIOError, InterruptedError):
            return 0
        except OSError:
            self.end()
            return len(data)

    def _keep(self, kind: str, frame: bytes) -> None:
        out = self._out = self._out or deque()
        if kind in NEWEST_WINS:
            self._drop_older(kind, out)
        out.append((kind, frame))
        self._unread += len(frame) + KEEPING
        if self._most is not None and self._unread > self._most:
            self.end()
        elif self._writing is None:
            self._writing = self._hub.add(WRITE, self._number, self._writable, self._thrown, self._lost)

    def _drop_older(self, kind: str, out: deque[tuple[str, bytes]]) -> None:
        first = 1 if self._cut else 0
        for at in range(first, len(out)):
            if out[at][0] == kind:
                self._unread -= len(out[at][1]) + KEEPING
                del out[at]
                return

    def _writable(self, number: int) -> None:
        while self._out:
            frame = self._out[0][1]
            sent = self._sent(frame[self._cut :] if self._cut else frame)
            if self.ended:
                return
            self._cut += sent
            if self._cut < len(frame):
                return
            self._out.popleft()
            self._cut, self._unread = 0, self._unread - len(frame) - KEEPING
        self._out = None
        self._stop_writing()
        if self._over:
            self.end(GOODBYE)

    def _stop_writing(self) -> None:
        writing, self._writing = self._writing, None
        self._forget(writing)

    # --- the end

    def _say_goodbye(self) -> None:
        if self._over:
            return
        self._over = True
        if self._out:
            self._hub.schedule_call_global(LAST_WORDS_S, self.end)
        else:
            self.end(GOODBYE)

    def end(self, status: int | None = None) -> None:
        """Hang up, with a reason if there is one. What has not left by now is lost."""
        if self.ended:
            return
        self._over = self.ended = True
        self.deafen()
        self._stop_writing()
        if status and not self._out:
            self._sent(farewell(status))
        self._out = None
        with contextlib.suppress(OSError):
            self._fd.shutdown(socket.SHUT_WR)
        self._green.close()
        DOORWAY.later(self._gone)
        del self._gone, self.heard  # they hold whoever holds this line: all of it goes now, not when garbage is sought

    def _thrown(self, error: BaseException) -> None:
        """The hub says that the descriptor belongs to somebody else by now."""
        self._lost()
        self.end()

    def _lost(self) -> None:
        self._reading = self._writing = None


def framed(packet: Any) -> bytes:
    """A packet of Engine.IO as one frame, made once however many phones hear it."""
    try:
        frame: bytes = packet.frame
    except AttributeError:
        said = packet.encode()
        frame = packet.frame = made(TEXT, said.encode()) if isinstance(said, str) else made(0x2, said)
    return frame
