"""A database looked at without touching it: nothing that only looks may change a byte of what lies there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sessions.followup.state import FollowupState
from sessions.state import SessionState
from sessions.store import sqlite

VERSIONS = "alembic_version"
"""A table that says only which version the others have."""


@contextmanager
def glance(folder: Path) -> Iterator[sqlite3.Connection | None]:
    """The database of a data folder, to read; None where there is none yet. Raises BrokenShelf."""
    path = folder / sqlite.FILE
    sqlite.check(path)
    if not path.exists():
        yield None
        return
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        yield database


def rows(database: sqlite3.Connection, query: str, *values: Any) -> list[Any]:
    return database.execute(query, values).fetchall()


def present(database: sqlite3.Connection) -> dict[str, list[str]]:
    """The tables that are there, and their columns. A database of an earlier version has fewer."""
    names = [row["name"] for row in rows(database, "SELECT name FROM sqlite_schema WHERE type = 'table'")]
    known = (name for name in names if not name.startswith("sqlite_") and name != VERSIONS)
    return {name: [row["name"] for row in rows(database, f'PRAGMA table_info("{name}")')] for name in known}


def sessions(database: sqlite3.Connection) -> list[SessionState]:
    return [SessionState.from_json(row["state"]) for row in rows(database, "SELECT state FROM sessions")]


def followups(database: sqlite3.Connection) -> list[FollowupState]:
    """Every follow-up; none in a database that has no table for them yet."""
    if "followups" not in present(database):
        return []
    return [FollowupState.from_json(row["state"]) for row in rows(database, "SELECT state FROM followups")]
