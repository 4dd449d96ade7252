"""One commit, in a native thread: plain SQL and plain values go in, plain values come out.

Nothing may log or take a lock here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from sessions.ballots import Ballot
from sessions.errors import Overtaken, ServerBusy, StorageFull
from sessions.store.ballots import cast_all
from sessions.store.work import Checkpoint, Work


def commit(connection: sqlite3.Connection, items: Sequence[Any]) -> list[Any]:
    """Commit a batch in one transaction; the outcome of each item, an exception where it failed."""
    together = [item for item in items if not isinstance(item, Checkpoint)]
    outcomes = iter(_transaction(connection, together) if together else [])
    return [_checkpoint(connection) if isinstance(item, Checkpoint) else next(outcomes) for item in items]


def _transaction(connection: sqlite3.Connection, items: Sequence[Any]) -> list[Any]:
    try:
        connection.execute("BEGIN IMMEDIATE")
        outcomes = [outcome for some in _alike(items) for outcome in _do_some(connection, some)]
        connection.execute("COMMIT")
        return outcomes
    except Exception as error:  # whatever the disk says, nobody may be told that it is saved
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        return [_failure(error)] * len(items)


def _failure(error: Exception) -> Exception:
    busy = isinstance(error, sqlite3.OperationalError) and "locked" in str(error)
    return ServerBusy(retry_after=2) if busy else StorageFull()


def _alike(items: Sequence[Any]) -> Iterator[list[Any]]:
    """The items in their order: ballots that follow each other together, anything else alone."""
    for is_ballot, some in groupby(items, lambda item: isinstance(item, Ballot)):
        if is_ballot:
            yield list(some)
        else:
            yield from ([item] for item in some)


def _do_some(connection: sqlite3.Connection, items: list[Any]) -> list[Any]:
    return cast_all(connection, items) if isinstance(items[0], Ballot) else [_do(connection, items[0])]


def _do(connection: sqlite3.Connection, item: Work) -> Any:
    connection.execute("SAVEPOINT work")
    rows: list[Any] = []
    for statement in item.statements:
        cursor = connection.execute(statement.sql, statement.values)
        rows = cursor.fetchall()
        if statement.must is not None and cursor.rowcount != statement.must:
            connection.execute("ROLLBACK TO work")
            connection.execute("RELEASE work")
            return Overtaken()
    connection.execute("RELEASE work")
    return rows


def _checkpoint(connection: sqlite3.Connection) -> bool:
    try:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.Error:
        return False
    return bool(busy == 0)
