"""The one writer: takes what has queued, commits it together, and only then lets anybody say "counted".

Its commits run in a native thread, where nothing may log or take a lock: plain SQL and plain values go in, plain
values come out.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Any

from sessions.ballots import Ballot
from sessions.errors import Overtaken, ServerBusy, StorageFull
from sessions.ports import Engine, Told
from sessions.store.lanes import Lanes, Waiting
from sessions.store.vitals import Vitals

LARGEST_BATCH = 500
LONGEST_QUEUE = 20_000
LONGEST_LANE = 10_000
"""Of one ballot box: whoever floods one leaves room for the answers of the others."""
MOVES = ""
"""The lane of everything that is no answer."""
LINGER = 0.003
"""Seconds to wait for company before a commit: halves the cost of an answer at middling rates."""
CROWD, LINGER_IN_A_CROWD = 32, 0.008
"""So many in one commit are a crowd, and the next waits longer: what a commit writes hardly grows with their number."""


class BallotFate(Enum):
    """What became of a ballot."""

    FIRST = "first"
    CHANGED = "changed"
    KEPT = "kept"
    """The stored one is as new or newer, or was told already; it comes back as a Ballot."""
    SHUT = "shut"
    """Its box takes no answers."""


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


class Writer:
    """Runs as one light thread; `put` waits until what was given is on disk. By `now` others see how it fares."""

    def __init__(self, connection: sqlite3.Connection, engine: Engine, now: Callable[[], float]) -> None:
        self._connection = connection
        self._engine = engine
        self._now = now
        self._given: deque[Waiting] = deque()
        self._bell = engine.queue()
        self._rests = False
        self._linger = LINGER
        self._lanes = Lanes()
        self._wipes = False
        self.vitals = Vitals(now)

    def start(self) -> None:
        self._engine.spawn(self._run)

    def depth(self) -> int:
        """How much is waiting."""
        return len(self._given) + len(self._lanes)

    def oldest(self) -> float:
        """For how many seconds the oldest piece has been waiting. It is in the commit that runs: each has something of
        every lane."""
        first = self.vitals.first
        return 0.0 if first is None else self._now() - first

    def waits_for_a_lock(self) -> bool:
        """Whether the commit that runs has not begun yet: another program is writing into the database."""
        return self.vitals.since is not None and not self._wipes and not self._connection.in_transaction

    def put(self, item: Ballot | Work | Checkpoint, quietly: bool = False) -> Any:
        """Commit one item and return its outcome; quietly where nobody may count how many there were. Raises Overtaken,
        StorageFull or ServerBusy."""
        result = self._engine.result()
        self.hand_in(item, result, quietly)
        return result.wait()

    def hand_in(self, item: Ballot | Work | Checkpoint, told: Told, quietly: bool = False) -> None:
        """The same without waiting: `told` is told the outcome, by the writer itself, so it must not put anything in.
        Raises ServerBusy."""
        if isinstance(item, Ballot) and self.depth() > LONGEST_QUEUE:
            raise ServerBusy(retry_after=2)
        self._given.append(Waiting(item, told, self._now(), quietly))
        if self._rests:
            self._rests = False
            self._bell.put(None)

    def stop(self) -> None:
        """Commit what waits, then return."""
        self.put(Work(()))
        while self.depth():
            self.put(Work(()))

    def _run(self) -> None:
        while True:
            if not self._lanes:
                self._rest()
                self._engine.sleep(self._linger)
            for _ in range(len(self._given)):
                self._sort(self._given.popleft())
            if batch := self._lanes.take(LARGEST_BATCH):
                self._linger = LINGER if len(batch) < CROWD else LINGER_IN_A_CROWD
                self._commit(batch)

    def _rest(self) -> None:
        """Until something is given. Whoever gives it rings only if they see a rest, so that is said before looking."""
        while not self._given:
            self._rests = True
            if not self._given:
                self._bell.get()

    def _sort(self, waiting: Waiting) -> None:
        """Into its lane, or away where that is too long already."""
        lane = _lane(waiting.item)
        if lane != MOVES and self._lanes.length(lane) >= LONGEST_LANE:
            waiting.result.fail(ServerBusy(retry_after=2))
        else:
            self._lanes.add(lane, waiting)

    def _commit(self, batch: Sequence[Waiting]) -> None:
        self._wipes = any(isinstance(waiting.item, Checkpoint) for waiting in batch)
        self.vitals.begins([waiting.since for waiting in batch])
        outcomes = self._engine.run_native(commit, self._connection, [waiting.item for waiting in batch])
        failed = _failed_together(outcomes)
        self.vitals.ends(type(failed) if failed else None, all(waiting.quietly for waiting in batch))
        for waiting, outcome in zip(batch, outcomes, strict=True):
            _tell(waiting, outcome)
        if isinstance(failed, ServerBusy):
            self._turn_away()

    def _turn_away(self) -> None:
        """The database is held by another program: nobody who waits is left to find that out after as long again."""
        others = (self._given.popleft() for _ in range(len(self._given)))
        for waiting in (*self._lanes.take(len(self._lanes)), *others):
            _tell(waiting, False if isinstance(waiting.item, Checkpoint) else ServerBusy(retry_after=2))


def _lane(item: Ballot | Work | Checkpoint) -> str:
    if isinstance(item, Ballot):
        return item.box
    return item.lane if isinstance(item, Work) else MOVES


def _tell(waiting: Waiting, outcome: Any) -> None:
    if isinstance(outcome, BaseException):
        waiting.result.fail(outcome)
    else:
        waiting.result.set(outcome)


def _failed_together(outcomes: Sequence[Any]) -> BaseException | None:
    """Why nothing of a batch is on the disk; None where it is."""
    return next((outcome for outcome in outcomes if isinstance(outcome, (ServerBusy, StorageFull))), None)


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
    return _cast_all(connection, items) if isinstance(items[0], Ballot) else [_do(connection, items[0])]


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


INSERT = """INSERT INTO ballots (box, pseudonym, seq, nonce, sealed)
SELECT ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM boxes WHERE id = ? AND open)
ON CONFLICT (box, pseudonym) DO NOTHING"""
MANY = """INSERT INTO ballots (box, pseudonym, seq, nonce, sealed)
SELECT * FROM (VALUES {}) WHERE EXISTS (SELECT 1 FROM boxes WHERE id = column1 AND open)
ON CONFLICT (box, pseudonym) DO NOTHING"""
TOGETHER = {count: MANY.format(", ".join(["(?, ?, ?, ?, ?)"] * count)) for count in (128, 64, 32, 16, 8, 4, 2)}
FIELDS = 5
OURS = "SELECT 1 FROM ballots WHERE box = ? AND pseudonym = ? AND nonce = ?"
UPDATE = """UPDATE ballots SET seq = ?, nonce = ?, sealed = ?
WHERE box = ? AND pseudonym = ? AND seq < ? AND NOT told AND EXISTS (SELECT 1 FROM boxes WHERE id = ? AND open)"""
STORED = """SELECT seq, nonce, sealed, told FROM ballots
WHERE box = ? AND pseudonym = ? AND EXISTS (SELECT 1 FROM boxes WHERE id = ? AND open)"""


def _cast_all(connection: sqlite3.Connection, ballots: list[Ballot]) -> list[tuple[BallotFate, Ballot | None]]:
    """In as few statements as can be: around each, this thread and the one that serves pass each other the turn."""
    fates: list[tuple[BallotFate, Ballot | None]] = []
    at = 0
    while at < len(ballots):
        count = next((count for count in TOGETHER if count <= len(ballots) - at), 1)
        fates += _cast_some(connection, ballots[at : at + count])
        at += count
    return fates


def _cast_some(connection: sqlite3.Connection, ballots: list[Ballot]) -> list[tuple[BallotFate, Ballot | None]]:
    if len(ballots) == 1:
        return [_cast(connection, ballots[0])]
    values = [value for one in ballots for value in one[:FIELDS]]
    if connection.execute(TOGETHER[len(ballots)], values).rowcount == len(ballots):
        return [(BallotFate.FIRST, None)] * len(ballots)
    return [_inserted(connection, one) or _cast(connection, one) for one in ballots]


def _inserted(connection: sqlite3.Connection, ballot: Ballot) -> tuple[BallotFate, None] | None:
    """Whether it is the one that was just put in: nobody else's has its nonce."""
    found = connection.execute(OURS, (ballot.box, ballot.pseudonym, ballot.nonce)).fetchone()
    return (BallotFate.FIRST, None) if found else None


def _cast(connection: sqlite3.Connection, ballot: Ballot) -> tuple[BallotFate, Ballot | None]:
    """Open or closed, first or newer: all decided in the transaction that stores it."""
    box, who, seq = ballot.box, ballot.pseudonym, ballot.seq
    if connection.execute(INSERT, (box, who, seq, ballot.nonce, ballot.sealed, box)).rowcount:
        return BallotFate.FIRST, None
    if connection.execute(UPDATE, (seq, ballot.nonce, ballot.sealed, box, who, seq, box)).rowcount:
        return BallotFate.CHANGED, None
    stored = connection.execute(STORED, (box, who, box)).fetchone()
    if stored is None:
        return BallotFate.SHUT, None
    return BallotFate.KEPT, Ballot(box, who, *stored)


def _checkpoint(connection: sqlite3.Connection) -> bool:
    try:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.Error:
        return False
    return bool(busy == 0)
