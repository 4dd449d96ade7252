"""What the writer is given beside ballots: plain SQL and plain values, beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MOVES = ""
"""The lane of everything that is no answer."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Plain SQL. With `must`, the whole piece of work is undone unless it changes that many rows."""

    sql: str
    values: Any = ()
    must: int | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """Statements that succeed or fail together. Its outcome is the rows of the last one. Within a lane they keep their
    order with what was given before."""

    statements: tuple[Statement, ...]
    lane: str = MOVES


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Empty the write-ahead log, so that deleted ballots are nowhere on the disk. Its outcome: whether it is done."""
