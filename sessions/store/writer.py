"""The one writer: takes what has queued, commits it together, and only then lets anybody say "counted"."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from sessions.ballots import Ballot
from sessions.errors import ServerBusy, StorageFull
from sessions.ports import Engine, Told
from sessions.store.commit import commit
from sessions.store.lanes import Lanes, Waiting
from sessions.store.vitals import Vitals
from sessions.store.work import MOVES, Checkpoint, Work

LARGEST_BATCH = 500
LONGEST_QUEUE = 20_000
LONGEST_LANE = 10_000
"""Of one ballot box: whoever floods one leaves room for the answers of the others."""
LINGER = 0.003
"""Seconds that the first to come waits for company before a commit: halves the cost of an answer at middling rates. A
crowd gathers while the commit before it runs, and has waited long enough by then."""


class Writer:
    """Runs as one light thread; `put` waits until what was given is on disk. `now` tells how long each has waited."""

    def __init__(self, connection: sqlite3.Connection, engine: Engine, now: Callable[[], float]) -> None:
        self._connection = connection
        self._engine = engine
        self._now = now
        self._given: deque[Waiting] = deque()
        self._bell = engine.queue()
        self._rests = False
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
                self._engine.sleep(max(LINGER - (self._now() - self._given[0].since), 0.0))
            for _ in range(len(self._given)):
                self._sort(self._given.popleft())
            if batch := self._lanes.take(LARGEST_BATCH):
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
