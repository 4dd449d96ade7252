"""A phone as cheap as can be: Socket.IO over a websocket, written out by hand, so that a thousand fit into one process.

It asks for compression as browsers do, and says so if it is given it; and for light views, as the page does.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from bench.frames import UPGRADE, masked, split
from sessions.protocol import LIGHT

Ack = Callable[[Any, float], None]


class Phone(asyncio.Protocol):
    """One connection. `connected` is done once the server has let it in; `viewed` is told of every view."""

    def __init__(self, host: str, token: str, viewed: Callable[[str, float], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._host, self._token, self._viewed = host, token, viewed
        self._buffer = b""
        self._acks: dict[int, Ack] = {}
        self._asked = 0
        self._upgraded = False
        self._transport: asyncio.Transport | None = None
        self.connected: asyncio.Future[Phone] = self._loop.create_future()
        self.compressed = False

    def say(self, name: str, message: Any, acknowledged: Ack) -> None:
        """Say something; `acknowledged` is called with the reply and the time it came."""
        self._asked += 1
        self._acks[self._asked] = acknowledged
        self._send(f"42{self._asked}" + json.dumps([name, message], separators=(",", ":")))

    def hang_up(self) -> None:
        if self._transport:
            self._transport.abort()

    # --- the connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(UPGRADE.format(host=self._host).encode())

    def connection_lost(self, error: Exception | None) -> None:
        if not self.connected.done():
            self.connected.set_exception(ConnectionError(f"The server hung up: {self._buffer[:200]!r}"))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._upgraded and not self._upgrade():
            return
        payloads, self._buffer = split(self._buffer)
        for payload in payloads:
            self._hear(payload.decode())

    def _upgrade(self) -> bool:
        head, end, rest = self._buffer.partition(b"\r\n\r\n")
        if not end or not head.startswith(b"HTTP/1.1 101"):
            return False
        self.compressed = b"permessage-deflate" in head
        self._upgraded, self._buffer = True, rest
        return True

    def _send(self, text: str) -> None:
        assert self._transport is not None
        self._transport.write(masked(text.encode()))

    # --- Socket.IO

    def _hear(self, text: str) -> None:
        now = self._loop.time()
        if text.startswith('42["view"'):
            self._viewed(text, now)
        elif text.startswith("43"):
            number, _, reply = text[2:].partition("[")
            self._acks.pop(int(number))(json.loads("[" + reply)[0], now)
        elif text == "2":
            self._send("3")
        elif text.startswith("0"):
            self._send("40" + json.dumps({"token": self._token, LIGHT: True}))
        elif text.startswith("40"):
            self.connected.set_result(self)
        elif text.startswith("44"):
            self.connected.set_exception(ConnectionRefusedError(text))
