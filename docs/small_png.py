"""A screenshot in fewer bytes: at most 256 colours, which text and flat surfaces hardly exceed."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
RGB = (8, 2, 0, 0, 0)
"""Eight bits a channel, three channels, nothing interlaced: what browsers write."""
PALETTE = (8, 3, 0, 0, 0)
COLOURS = 256

Row = list[bytes]


def small_png(png: bytes) -> bytes:
    """The picture with the colours it has most of; every other one becomes the nearest of them."""
    width, height, *kind = struct.unpack(">IIBBBBB", dict(_chunks(png))[b"IHDR"])
    assert tuple(kind) == RGB, "this reads what browsers write"
    rows = list(_rows(zlib.decompress(b"".join(data for name, data in _chunks(png) if name == b"IDAT")), width))
    found = Counter(colour for row in rows for colour in row)
    kept = [colour for colour, _ in found.most_common(COLOURS)]
    index = {colour: _nearest(colour, kept) for colour in found}
    pixels = b"".join(b"\0" + bytes(index[colour] for colour in row) for row in rows)
    header = struct.pack(">IIBBBBB", width, height, *PALETTE)
    parts = ((b"IHDR", header), (b"PLTE", b"".join(kept)), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(name, data) for name, data in parts)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _rows(raw: bytes, width: int) -> Iterator[Row]:
    """Each row as colours, with the filter undone that it was packed with."""
    length, above = 3 * width, bytes(3 * width)
    for at in range(0, len(raw), length + 1):
        above = _unfiltered(raw[at], raw[at + 1 : at + 1 + length], above)
        yield [above[x : x + 3] for x in range(0, length, 3)]


def _unfiltered(kind: int, packed: bytes, above: bytes) -> bytes:
    line = bytearray(3) + packed
    corner = bytes(3) + above
    for x in range(3, len(line)):
        left, up, diagonal = line[x - 3], corner[x], corner[x - 3]
        line[x] = line[x] + (0, left, up, (left + up) // 2, _paeth(left, up, diagonal))[kind] & 255
    return bytes(line[3:])


def _paeth(left: int, up: int, diagonal: int) -> int:
    guess = left + up - diagonal
    return min((left, up, diagonal), key=lambda near: abs(guess - near))


def _nearest(colour: bytes, kept: Row) -> int:
    return min(
        range(len(kept)), key=lambda at: sum((one - other) ** 2 for one, other in zip(colour, kept[at], strict=True))
    )
