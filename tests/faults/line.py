"""One phone's line, as cheap as can be: Socket.IO over a websocket, written out by hand."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from bench.frames import masked, split

UPGRADE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Version: 13\r\n\r\n"
)
NO_REPLY = {"ok": False, "code": "no.reply"}


class Refused(Exception):
    """The server let this phone not in; its words are what it said."""


class Line(asyncio.Protocol):
    """`open` is done once the server has let it in, `lost` once the line is gone; `views` counts what was shown."""

    def __init__(self, host: str, token: str) -> None:
        loop = asyncio.get_running_loop()
        self._host, self._token = host, token
        self._buffer, self._upgraded = b"", False
        self._replies: dict[int, asyncio.Future[Any]] = {}
        self._said = 0
        self.view: Any = None
        self.viewed: Callable[[Any], None] = lambda view: None
        self.open: asyncio.Future[None] = loop.create_future()
        self.lost = asyncio.Event()

    async def say(self, name: str, message: Any, patience: float) -> Any:
        """The reply; one with the code no.reply when there was none in time, or the line broke."""
        if self.lost.is_set():
            return NO_REPLY
        self._said += 1
        number, reply = self._said, asyncio.get_running_loop().create_future()
        self._replies[number] = reply
        self._send(f"42{number}" + json.dumps([name, message], separators=(",", ":")))
        try:
            async with asyncio.timeout(patience):
                return await reply
        except TimeoutError:
            return NO_REPLY
        finally:
            self._replies.pop(number, None)

    def hang_up(self) -> None:
        self._transport.abort()

    # --- the connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(UPGRADE.format(host=self._host).encode())

    def connection_lost(self, error: Exception | None) -> None:
        self.lost.set()
        self._ends(ConnectionError("The line broke."))
        for reply in self._replies.values():
            if not reply.done():
                reply.set_result(NO_REPLY)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._upgraded and not self._upgrade():
            return
        payloads, self._buffer = split(self._buffer)
        for payload in payloads:
            self._hear(payload.decode())

    def _upgrade(self) -> bool:
        head, end, rest = self._buffer.partition(b"\r\n\r\n")
        if end and not head.startswith(b"HTTP/1.1 101"):
            self._ends(ConnectionError(head[:40].decode("latin-1")))
            self._transport.abort()
        if not end or self._transport.is_closing():
            return False
        self._upgraded, self._buffer = True, rest
        return True

    def _ends(self, why: Exception) -> None:
        if not self.open.done():
            self.open.set_exception(why)
            self.open.exception()  # somebody may have stopped waiting

    def _send(self, text: str) -> None:
        self._transport.write(masked(text.encode()))

    # --- Socket.IO

    def _hear(self, text: str) -> None:
        if text.startswith('42["view"'):
            self.view = json.loads(text[2:])[1]
            self.viewed(self.view)
        elif text.startswith("43"):
            number, _, said = text[2:].partition("[")
            reply = self._replies.get(int(number))
            if reply is not None and not reply.done():
                reply.set_result(json.loads("[" + said)[0])
        elif text == "2":
            self._send("3")
        elif text.startswith("0"):
            self._send("40" + json.dumps({"token": self._token}))
        elif text.startswith("40"):
            if not self.open.done():
                self.open.set_result(None)
        elif text.startswith("44"):
            self._ends(Refused(text[2:]))
            self.hang_up()
        elif text == "41":
            self.hang_up()
