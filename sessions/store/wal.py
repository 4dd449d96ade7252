"""SQLite's write-ahead log, looked at from outside: how large it is, which pages with rows it holds, and whether it can
still be read as it was written.

The format is SQLite's own (https://www.sqlite.org/fileformat2.html, "The Write-Ahead Log").
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator
from pathlib import Path

HEADER, FRAME = 32, 24
PAGE_SIZE_AT, CELLS_AT = 8, 3
SUMMED, SUMMED_OF_FRAME = 24, 8
"""So many bytes of the header, and of a frame's, go into the checksum that follows."""
BIG = 1
"""The bit of the first word that says in which order checksums read their bytes."""
IN_DOUBT = 1
"""The last commit may lie there half when the power went: nobody was told that it is saved."""

Sum = tuple[int, int]


def log_size(database: Path) -> int:
    """Bytes in the log beside a database; 0 where there is none."""
    log = _beside(database)
    return log.stat().st_size if log.exists() else 0


def pages_in_log(database: Path) -> set[int]:
    """The numbers of the pages in the log on which there are rows."""
    log = _beside(database)
    content = log.read_bytes() if log.exists() else b""
    if len(content) < HEADER:
        return set()
    return {int.from_bytes(content[at : at + 4], "big") for at, _ in _frames(content) if _cells(content, at + FRAME)}


def is_damaged(database: Path) -> bool:
    """Whether commits that were whole once lie behind something that cannot be read any more. SQLite would leave out
    all of them without a word."""
    log = _beside(database)
    content = log.read_bytes() if log.exists() else b""
    if len(content) < HEADER + FRAME:
        return False
    big = bool(content[3] & BIG)
    found = _sum(content[:SUMMED], (0, 0), big)
    if found != _pair(content, SUMMED):
        return True
    behind, is_whole = 0, True
    for at, size in _frames(content):
        found = _sum(content[at : at + SUMMED_OF_FRAME] + content[at + FRAME : at + FRAME + size], found, big)
        is_ours = _pair(content, at + SUMMED_OF_FRAME) == _pair(content, 16)
        is_whole = is_whole and is_ours and found == _pair(content, at + 16)
        behind += not is_whole and is_ours and content[at + 4 : at + 8] != bytes(4)
    return behind > IN_DOUBT


def _frames(content: bytes) -> Iterator[tuple[int, int]]:
    """Where each whole frame begins, and the size of its page."""
    size = int.from_bytes(content[PAGE_SIZE_AT : PAGE_SIZE_AT + 4], "big")
    return ((at, size) for at in range(HEADER, len(content) - FRAME - size + 1, FRAME + size))


def _pair(content: bytes, at: int) -> Sum:
    return int.from_bytes(content[at : at + 4], "big"), int.from_bytes(content[at + 4 : at + 8], "big")


def _sum(content: bytes, so_far: Sum, big: bool) -> Sum:
    """SQLite's running checksum over pairs of words."""
    words = array("I", content)
    if big != (sys.byteorder == "big"):
        words.byteswap()
    one, two = so_far
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two


def _cells(content: bytes, page: int) -> int:
    """How many rows a page says it holds."""
    return int.from_bytes(content[page + CELLS_AT : page + CELLS_AT + 2], "big")


def _beside(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")
