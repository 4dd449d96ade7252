"""A hall of phones in one process, on one bare epoll: thousands of them cost less than the server that is measured.

They ask for compression as browsers do, and count what came. Every address is one of 127.0.0.0/8.
"""

from __future__ import annotations

import json
import select
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench.frames import UPGRADE, masked, split

SOURCES = [f"127.0.0.{last}" for last in range(2, 18)]
PIECE = 65_536
PONG = masked(b"3")
PATIENCE_S = 60
TURN_S = 0.05
AT_ONCE = 100

now = time.perf_counter


class Phone:
    """One connection and what it has heard."""

    __slots__ = ("asked", "line", "rest", "sent", "token", "upgraded", "waits")

    def __init__(self, line: socket.socket, token: bytes) -> None:
        self.line, self.token = line, token
        self.rest, self.upgraded = b"", False
        self.asked, self.sent = 0, 0.0
        self.waits = False

    def say(self, frame: bytes) -> None:
        """Frames are small and the buffer of a line that answers is empty, so this never blocks."""
        self.sent, self.waits = now(), True
        self.line.send(frame)


class Crowd:
    """All phones. `acknowledged` is told each reply; `views` and `last_view` count what was shown."""

    def __init__(self, host: str) -> None:
        self._host = host
        name, _, port = host.partition(":")
        self._address = (name, int(port))
        self._poll = select.epoll()
        self._by_number: dict[int, Phone] = {}
        self.phones: list[Phone] = []
        self._inside = 0
        self.views, self.first_view, self.last_view, self.view = 0, 0.0, 0.0, b""
        self.compressed, self.lost = 0, 0
        self.acknowledged: Callable[[Phone, bytes, float], None] = lambda phone, reply, at: None

    # --- coming and going

    def enter(self, tokens: list[bytes], at_once: int = AT_ONCE) -> None:
        """One phone for each token (what it says about itself when it connects); returns once all are in the room."""
        coming = iter(tokens)
        deadline = now() + PATIENCE_S
        while self._inside < len(self.phones) or len(self.phones) < len(tokens):
            while len(self.phones) - self._inside < at_once and len(self.phones) < len(tokens):
                self.phones.append(self._connect(next(coming), len(self.phones)))
            self.turn(TURN_S)
            assert now() < deadline, "The phones did not get in."

    def _connect(self, token: bytes, number: int) -> Phone:
        line = socket.socket()
        line.bind((SOURCES[number % len(SOURCES)], 0))
        line.connect(self._address)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.send(UPGRADE.format(host=self._host).encode())
        line.setblocking(False)
        phone = self._by_number[line.fileno()] = Phone(line, token)
        self._poll.register(line.fileno(), select.EPOLLIN)
        return phone

    def leave(self) -> None:
        """All at once, as when the Wi-Fi goes."""
        for phone in self._by_number.values():
            self._poll.unregister(phone.line.fileno())
            phone.line.close()
        self._by_number.clear()
        self.phones.clear()
        self._inside = 0

    def close(self) -> None:
        self.leave()
        self._poll.close()

    # --- listening

    def until(self, question: Callable[[], bool], patience: float = PATIENCE_S) -> None:
        """Listen until it is so."""
        deadline = now() + patience
        while not question():
            self.turn(TURN_S)
            assert now() < deadline, (
                f"Not in time: {self.views} views, {len(self._by_number)} phones, {self.lost} hung up."
            )

    def rest(self, seconds: float) -> None:
        """Listen for so long."""
        deadline = now() + seconds
        while now() < deadline:
            self.turn(min(TURN_S, max(deadline - now(), 0)))

    def turn(self, wait: float) -> None:
        """Hear whoever has something to say; wait at most so many seconds for it."""
        for number, _ in self._poll.poll(wait):
            phone = self._by_number[number]
            try:
                data = phone.line.recv(PIECE)
            except BlockingIOError:
                continue
            except ConnectionError:
                data = b""
            if not data:
                self._gone(phone)
                continue
            for payload in self._payloads(phone, data):
                self._hear(phone, payload)

    def _gone(self, phone: Phone) -> None:
        """The server hung up."""
        self.lost += 1
        self._by_number.pop(phone.line.fileno())
        self._poll.unregister(phone.line.fileno())
        phone.line.close()

    def _payloads(self, phone: Phone, data: bytes) -> Iterator[bytes]:
        buffer = phone.rest + data if phone.rest else data
        if not phone.upgraded:
            head, end, buffer = buffer.partition(b"\r\n\r\n")
            if not end:
                phone.rest = head
                return
            assert head.startswith(b"HTTP/1.1 101"), head
            self.compressed += b"permessage-deflate" in head
            phone.upgraded = True
        payloads, phone.rest = split(buffer)
        yield from payloads

    def _hear(self, phone: Phone, payload: bytes) -> None:
        start = payload[:2]
        if start == b"43":
            phone.waits = False
            self.acknowledged(phone, payload, now())
        elif payload.startswith(b'42["view"'):
            self.views += 1
            self.last_view, self.view = now(), payload
            if self.views == 1:
                self.first_view = self.last_view
        elif payload == b"2":
            phone.line.send(PONG)
        elif start == b"40":
            self._inside += 1
        elif start == b"44":
            raise AssertionError(f"A phone was turned away: {payload!r}")
        elif payload[:1] == b"0":
            phone.line.send(masked(b"40" + phone.token))


def auth(token: str, session: str | None = None) -> bytes:
    """What a phone (or, with `session`, a console) says about itself when it connects."""
    return json.dumps({"token": token, **({"session": session} if session else {})}).encode()


def reply(payload: bytes) -> Any:
    """What an acknowledgement says."""
    return json.loads(payload[payload.index(b"[") :])[0]
