"""SQLite's write-ahead log, looked at from outside: how large it is, and which pages with rows it holds.

The format is SQLite's own (https://www.sqlite.org/fileformat2.html, "The Write-Ahead Log").
"""

from __future__ import annotations

from pathlib import Path

HEADER, FRAME = 32, 24
PAGE_SIZE_AT, CELLS_AT = 8, 3


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
    size = int.from_bytes(content[PAGE_SIZE_AT : PAGE_SIZE_AT + 4], "big")
    starts = range(HEADER, len(content) - FRAME - size + 1, FRAME + size)
    return {int.from_bytes(content[at : at + 4], "big") for at in starts if _cells(content, at + FRAME)}


def _cells(content: bytes, page: int) -> int:
    """How many rows a page says it holds."""
    return int.from_bytes(content[page + CELLS_AT : page + CELLS_AT + 2], "big")


def _beside(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")
