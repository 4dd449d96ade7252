"""Ballots that queued together are stored together, and each meets the fate that it would have met alone."""

from __future__ import annotations

import sqlite3

import pytest

from sessions.ballots import Ballot
from sessions.store.ballots import BallotFate
from sessions.store.commit import commit
from sessions.store.memory import Memory
from tests.sessions.memory import kept_in_mind

FIRST, CHANGED, KEPT, SHUT = BallotFate.FIRST, BallotFate.CHANGED, BallotFate.KEPT, BallotFate.SHUT


@pytest.fixture
def disk() -> sqlite3.Connection:
    """One box that takes answers, and one that does not."""
    disk = sqlite3.connect(":memory:", isolation_level=None)
    disk.execute("CREATE TABLE boxes (id TEXT PRIMARY KEY, open INT)")
    disk.execute("INSERT INTO boxes VALUES ('open', 1), ('shut', 0)")
    columns = "box TEXT, pseudonym BLOB, seq INT, nonce BLOB, sealed BLOB, told INT DEFAULT 0"
    disk.execute(f"CREATE TABLE ballots ({columns}, PRIMARY KEY (box, pseudonym))")
    return disk


class Voters:
    """Makes ballots; no two have the same nonce."""

    def __init__(self) -> None:
        self._made = 0

    def __call__(self, who: int, seq: int = 1, box: str = "open") -> Ballot:
        self._made += 1
        return Ballot(box, who.to_bytes(16, "big"), seq, self._made.to_bytes(12, "big"), b"sealed")


def fates(disk: sqlite3.Connection, ballots: list[Ballot]) -> list[BallotFate]:
    return [fate for fate, _ in commit(disk, ballots)]


@pytest.mark.parametrize("count", [1, 7, 8, 9, 31, 40, 128, 129, 300])
def test_a_burst_of_first_answers_is_counted_once_each(disk: sqlite3.Connection, count: int) -> None:
    voter = Voters()
    assert fates(disk, [voter(who) for who in range(count)]) == [FIRST] * count
    assert disk.execute("SELECT count(*) FROM ballots").fetchone() == (count,)


def test_in_one_burst_each_ballot_meets_its_own_fate(disk: sqlite3.Connection) -> None:
    voter = Voters()
    fates(disk, [voter(who) for who in range(4)])
    burst = [
        voter(0, 2),
        voter(1, 0),
        voter(9),
        voter(9, 2),
        voter(9, 2),
        voter(5, 1, "shut"),
        voter(6),
        voter(7),
        voter(8),
    ]
    assert fates(disk, burst) == [CHANGED, KEPT, FIRST, CHANGED, KEPT, SHUT, FIRST, FIRST, FIRST]
    stored = dict(disk.execute("SELECT pseudonym, seq FROM ballots WHERE box = 'open'"))
    assert {int.from_bytes(who, "big"): seq for who, seq in stored.items()} == {
        0: 2, 1: 1, 2: 1, 3: 1, 6: 1, 7: 1, 8: 1, 9: 2,
    }  # fmt: skip
    assert disk.execute("SELECT count(*) FROM ballots WHERE box = 'shut'").fetchone() == (0,)


def test_what_was_found_is_remembered_until_it_is_dropped() -> None:
    looked: list[str] = []
    truth = {"a": "1"}

    def find(name: str) -> str | None:
        looked.append(name)
        return truth.get(name)

    memory = Memory[str]()
    assert [memory.get("a", find), memory.get("a", find), memory.get("b", find)] == ["1", "1", None]
    truth["b"] = "2"
    assert memory.get("b", find) == "2"
    truth.clear()
    memory.drop("a")
    assert memory.get("a", find) is None
    assert looked == ["a", "b", "b", "a"]


def test_who_looks_while_it_is_dropped_leaves_nothing_old_behind() -> None:
    memory = Memory[str]()

    def find_and_lose(name: str) -> str:
        memory.drop(name)
        return "old"

    memory.get("a", find_and_lose)
    assert memory.get("a", lambda name: "new") == "new"


def test_what_cannot_even_be_looked_for_leaves_nothing_behind() -> None:
    memory = Memory[str]()

    def find(name: str) -> str:
        raise LookupError

    with pytest.raises(LookupError):
        memory.get("made up", find)
    assert "made up" not in kept_in_mind(memory)
