"""One phone's line, as cheap as can be: Socket.IO over a websocket, written out by hand."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

UPGRADE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Version: 13\r\n\r\n"
)
MASK = b"\x37\xfa\x21\x3d"
SMALL, MIDDLE = 126, 127
NO_REPLY = {"ok": False, "code": "no.reply"}


class Refused(Exception):
    """The server let this phone not in; its words are what it said."""


class Line(asyncio.Protocol):
    """`open` is done once the server has let it in, `lost` once the line is gone; `views` counts what was shown."""

    def __init__(self, host: str, token: str) -> None:
        loop = asyncio.get_running_loop()
        self._host, self._token = host, token
        self._buffer, self._upgraded = bytearray(), False
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
        while (text := self._frame()) is not None:
            self._hear(text)

    def _upgrade(self) -> bool:
        head, end, rest = bytes(self._buffer).partition(b"\r\n\r\n")
        if end and not head.startswith(b"HTTP/1.1 101"):
            self._ends(ConnectionError(head[:40].decode("latin-1")))
            self._transport.abort()
        if not end or self._transport.is_closing():
            return False
        self._upgraded, self._buffer = True, bytearray(rest)
        return True

    def _ends(self, why: Exception) -> None:
        if not self.open.done():
            self.open.set_exception(why)
            self.open.exception()  # somebody may have stopped waiting

    def _frame(self) -> str | None:
        """The next whole frame's text; None while there is none."""
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        start, length = 2, buffer[1] & 0x7F
        if length >= SMALL:
            start = 4 if length == SMALL else 10
            length = int.from_bytes(buffer[2:start], "big")
        if len(buffer) < start + length:
            return None
        kind, text = buffer[0] & 0xF, bytes(buffer[start : start + length])
        del buffer[: start + length]
        return text.decode() if kind == 1 else ""

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


def masked(payload: bytes) -> bytes:
    """A browser's text frame around this."""
    length = len(payload)
    size = bytes([0x80 | length]) if length < SMALL else bytes([0x80 | SMALL]) + length.to_bytes(2, "big")
    key = (MASK * (length // 4 + 1))[:length]
    body = (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(length, "big")
    return b"\x81" + size + MASK + body
