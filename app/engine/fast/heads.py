"""The head of a usual request, read without the library's mail parser, which costs as much as a small page does.

Usual is what browsers send: HTTP/1.1, plain header lines, and no doubt about where the request ends. Anything else, and
whatever wants a word before it is read on, is left to the library, line by line as it came. That both read the same is
tested against the library that is installed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from http.client import HTTPMessage
from typing import NamedTuple

FIRST = re.compile(rb"([A-Z]{3,7}) (/(?!/)[!-~]*) HTTP/1\.1\r\n")
LINES = re.compile(r"(?:[A-Za-z0-9-]+:[^\r\n\0]*\r\n)+\r\n")
MOST_LINES = 100
ONCE = frozenset({"host", "content-length"})
"""Said twice, one of them would be believed here and the other one elsewhere."""
NEVER = frozenset({"expect", "transfer-encoding"})


class Head(NamedTuple):
    """What the library would have found."""

    method: str
    path: str
    headers: HTTPMessage
    stays: bool
    """The line is open for another request after this one."""


def usual(first: bytes, lines: Sequence[bytes]) -> Head | None:
    """The head that these lines are, with the empty one that ends it; None where it is not a usual one."""
    begun = FIRST.fullmatch(first)
    text = b"".join(lines).decode("latin-1")
    if begun is None or len(lines) > MOST_LINES or LINES.fullmatch(text) is None:
        return None
    headers = HTTPMessage()
    for line in text.split("\r\n")[:-2]:
        name, _, value = line.partition(":")
        headers.set_raw(name, value.lstrip(" \t"))
    said = [name.lower() for name in headers]
    if not NEVER.isdisjoint(said) or any(said.count(name) > 1 for name in ONCE):
        return None
    return Head(begun[1].decode(), begun[2].decode(), headers, headers.get("connection", "").lower() != "close")
