"""Websocket frames as a browser writes them, made ahead, so that the measuring costs less than what it measures."""

from __future__ import annotations

import json
from typing import Any

MASK = b"\x37\xfa\x21\x3d"
FINAL, TEXT = 0x80, 0x1
SMALL, MIDDLE = 126, 127
LIKE_A_PHONE = 256
"""Bytes to which a phone fills up what it says, as the product's own page does (`static/js/outbox.js`)."""

UPGRADE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
    "User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36\r\n"
    "Accept-Encoding: gzip, deflate\r\nAccept-Language: en-GB,en;q=0.9\r\nCache-Control: no-cache\r\n"
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n"
)


def masked(payload: bytes) -> bytes:
    """A browser's text frame around this."""
    length = len(payload)
    size = bytes([0x80 | length]) if length < SMALL else bytes([0x80 | SMALL]) + length.to_bytes(2, "big")
    key = (MASK * (length // 4 + 1))[:length]
    body = (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(length, "big")
    return bytes([FINAL | TEXT]) + size + MASK + body


def event(name: str, message: Any, number: int) -> bytes:
    """Something said that wants an acknowledgement of that number, filled up as a phone does."""
    short = len(json.dumps({**message, "pad": ""}, separators=(",", ":")))
    full = -(-short // LIKE_A_PHONE) * LIKE_A_PHONE
    said = json.dumps([name, {**message, "pad": "." * (full - short)}], separators=(",", ":"))
    return masked(f"42{number}{said}".encode())


def split(buffer: bytes) -> tuple[list[bytes], bytes]:
    """The payloads of all whole text frames in this, and what is left. A control frame counts as an empty payload."""
    payloads, at, end = [], 0, len(buffer)
    while end - at >= 2:
        start, length = at + 2, buffer[at + 1] & 0x7F
        if length == SMALL:
            start, length = at + 4, int.from_bytes(buffer[at + 2 : at + 4], "big")
        elif length == MIDDLE:
            start, length = at + 10, int.from_bytes(buffer[at + 2 : at + 10], "big")
        if start + length > end:
            break
        payloads.append(buffer[start : start + length] if buffer[at] == FINAL | TEXT else b"")
        at = start + length
    return payloads, buffer[at:]
