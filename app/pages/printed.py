"""A page that many phones get is rendered once: what is one phone's own stays blank, and is filled in for it alone.

Only words that mean the same wherever they stand in a page are filled in (letters, digits, `-`, `_` and `.`), and only
where they are as long as their blank: so nothing needs escaping, and the page is compressed once, around its blanks.
Whatever does not fit goes the ordinary way, where each page is rendered by itself.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import zip_longest

HARMLESS = re.compile(r"[A-Za-z0-9_.-]+")
LEVEL = 6
GZIP = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
END = b"\x03\x00"
"""Of what is compressed: a last, empty piece."""
DIGEST = 16
NEVER = b"\xff"
"""No byte of any text in UTF-8."""


class Printed:
    """One page. `blanks` are the words that stand in it for what is filled in, by its name."""

    def __init__(self, page: str, blanks: Mapping[str, str]) -> None:
        names = {blank: name for name, blank in blanks.items()}
        pieces = re.split(f"({'|'.join(names)})", page) if names else [page]
        self._texts = [piece.encode() for piece in pieces[::2]]
        self._names = [names[piece] for piece in pieces[1::2]]
        self._lengths = {name: len(blank) for name, blank in blanks.items()}
        self._packed = list(self._compressed())
        self.digest = sha256(page.encode()).hexdigest()[:DIGEST]
        """Another page has another one."""

    def fits(self, own: Mapping[str, str]) -> bool:
        """Whether this can be filled in as it is."""
        return all(
            len(own[name]) == length and HARMLESS.fullmatch(own[name]) is not None
            for name, length in self._lengths.items()
        )

    def filled(self, own: Mapping[str, str]) -> bytes:
        """The page of one phone."""
        words = (own[name].encode() for name in self._names)
        return b"".join(part for pair in zip_longest(self._texts, words, fillvalue=b"") for part in pair)

    def packed(self, own: Mapping[str, str]) -> bytes:
        """The same as a gzip file. What is filled in is not compressed, so its length tells nothing about it."""
        page = self.filled(own)
        words = (_as_it_is(own[name].encode()) for name in self._names)
        parts = (part for pair in zip_longest(self._packed, words, fillvalue=b"") for part in pair)
        check = zlib.crc32(page).to_bytes(4, "little") + (len(page) % 2**32).to_bytes(4, "little")
        return b"".join((GZIP, *parts, END, check))

    def _compressed(self) -> Iterator[bytes]:
        """Each text between blanks, as one stream: a text may be said to be like an earlier one, but never like what is
        filled in, since blanks are made of what is in no text meanwhile."""
        stream = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        for text, name in zip_longest(self._texts, self._names):
            yield stream.compress(text) + stream.flush(zlib.Z_SYNC_FLUSH)
            if name:
                stream.compress(NEVER * self._lengths[name])
                stream.flush(zlib.Z_SYNC_FLUSH)


def _as_it_is(words: bytes) -> bytes:
    """A piece of such a stream that is not compressed."""
    length = len(words)
    return b"\x00" + length.to_bytes(2, "little") + (length ^ 0xFFFF).to_bytes(2, "little") + words
