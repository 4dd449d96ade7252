"""Websocket frames (RFC 6455), read from what comes and made for what goes: whole buffers, and no loop over bytes."""

from __future__ import annotations

from collections.abc import Iterator

FINAL, MASKED = 0x80, 0x80
MORE, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
SMALL, MIDDLE = 126, 127
USUAL = bytes((FINAL | TEXT, MASKED | SMALL))
"""How a whole text of some hundred bytes begins, which is what a phone says when it answers."""
GOODBYE, PROTOCOL_ERROR, NOT_UTF8, TOO_BIG = 1000, 1002, 1007, 1009

Said = str | bytes


class Broken(Exception):
    """The other side does not speak websocket, or too much of it; `status` says so to it."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(status)


class Over(Exception):
    """The other side has said goodbye."""


def made(kind: int, payload: bytes) -> bytes:
    """One whole frame from the server, which masks nothing."""
    length = len(payload)
    if length < SMALL:
        return bytes((FINAL | kind, length)) + payload
    if length < 1 << 16:
        return bytes((FINAL | kind, SMALL)) + length.to_bytes(2, "big") + payload
    return bytes((FINAL | kind, MIDDLE)) + length.to_bytes(8, "big") + payload


def farewell(status: int) -> bytes:
    return made(CLOSE, status.to_bytes(2, "big"))


def unmasked(payload: bytes, mask: bytes) -> bytes:
    """What was masked, all of it in one piece of arithmetic; the mask, which is longer, is cut off behind."""
    length = len(payload)
    key = mask * ((length >> 2) + 1)
    return (int.from_bytes(payload, "little") ^ int.from_bytes(key, "little")).to_bytes(len(key), "little")[:length]


class Reader:
    """Turns what comes into messages; `pings` collects what wants a pong. No message is larger than `most` bytes."""

    __slots__ = ("_buffer", "_most", "_parts", "_text", "pings")

    def __init__(self, most: int) -> None:
        self._most = most
        self._buffer = b""
        self._parts: list[bytes] | None = None
        self._text = False
        self.pings: list[bytes] | None = None

    def read(self, data: bytes) -> Iterator[Said]:
        """Every message that is whole by now. Raises Broken or Over."""
        if data[:2] == USUAL and self._stands_alone(data):
            yield _text(unmasked(data[8:], data[4:8]))
            return
        buffer = self._buffer + data if self._buffer else data
        at = 0
        while (frame := self._frame(buffer, at)) is not None:
            first, payload, at = frame
            self._buffer = buffer[at:]
            message = self._message(first, payload)
            if message is not None:
                yield message
        self._buffer = buffer[at:]

    def _stands_alone(self, data: bytes) -> bool:
        """Whether this is one usual text and nothing else, and neither is anything begun before it."""
        length = int.from_bytes(data[2:4], "big")
        return length + 8 == len(data) and length <= self._most and not self._buffer and self._parts is None

    def _frame(self, buffer: bytes, at: int) -> tuple[int, bytes, int] | None:
        """The first byte and the payload of the frame that begins there, and where it ends; None until it is whole."""
        if len(buffer) - at < 2:
            return None
        first, length = buffer[at], buffer[at + 1] & 0x7F
        if not buffer[at + 1] & MASKED or first & 0x70:
            raise Broken(PROTOCOL_ERROR)
        start = at + 2
        if length >= SMALL:
            if first & CLOSE:
                raise Broken(PROTOCOL_ERROR)
            start = at + (4 if length == SMALL else 10)
            if len(buffer) < start:
                return None
            length = int.from_bytes(buffer[at + 2 : start], "big")
        if length > self._most:
            raise Broken(TOO_BIG)
        end = start + 4 + length
        if len(buffer) < end:
            return None
        return first, unmasked(buffer[start + 4 : end], buffer[start : start + 4]), end

    def _message(self, first: int, payload: bytes) -> Said | None:
        kind, final = first & 0xF, first & FINAL
        if kind & CLOSE:
            self._control(kind, bool(final), payload)
            return None
        if kind > BINARY or (kind == MORE) is (self._parts is None):
            raise Broken(PROTOCOL_ERROR)
        if final and self._parts is None:
            return _text(payload) if kind == TEXT else payload
        return self._piece(kind, bool(final), payload)

    def _piece(self, kind: int, final: bool, payload: bytes) -> Said | None:
        """A part of a message that comes in several."""
        if self._parts is None:
            self._parts, self._text = [], kind == TEXT
        self._parts.append(payload)
        if sum(map(len, self._parts)) > self._most or len(self._parts) > self._most:
            raise Broken(TOO_BIG)
        if not final:
            return None
        whole, self._parts = b"".join(self._parts), None
        return _text(whole) if self._text else whole

    def _control(self, kind: int, final: bool, payload: bytes) -> None:
        if not final or kind > PONG:
            raise Broken(PROTOCOL_ERROR)
        if kind == CLOSE:
            raise Over
        if kind == PING:
            self.pings = [*(self.pings or ()), payload]


def _text(payload: bytes) -> str:
    try:
        return payload.decode()
    except UnicodeDecodeError:
        raise Broken(NOT_UTF8) from None
