"""A house whose server dies before the step of a close, or of a start, that a test names."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx

from tests.cast import Evening, House, standing, until
from tests.faults.hall import OPTIONS

STEPS = Path(__file__).parent / "failpoints"
KILLED = -9

SHUT, SAVE, KEYS, LOG = (
    ["BEGIN IMMEDIATE", "SAVEPOINT work", "UPDATE boxes SET", "RELEASE work", "COMMIT"],
    [
        "BEGIN IMMEDIATE",
        "SAVEPOINT work",
        "UPDATE sessions SET",
        "DELETE FROM ballots",
        "DELETE FROM boxes",
        "RELEASE work",
        "COMMIT",
    ],
    ["open a key", "os.remove a key"],
    ["PRAGMA wal_checkpoint(TRUNCATE)"],
)
ALL = [*SHUT, *SAVE, *KEYS, *LOG]


class Steps:
    """Counts, or ends, what the servers of one house do to disk and keys."""

    def __init__(self, folder: Path) -> None:
        self._armed = folder / "steps"
        self._log = folder / "steps.log"

    @property
    def settings(self) -> dict[str, str]:
        """What the house has to put into the environment of its servers."""
        return {"PYTHONPATH": str(STEPS), "READTHEROOM_TEST_STEPS": str(self._armed)}

    def begin(self, dies_before: int = 0) -> None:
        """Count from here; the server dies before that step, or before none."""
        self._log.unlink(missing_ok=True)
        self._armed.write_bytes(bytes(dies_before))

    def end(self) -> list[str]:
        """Count no more; the steps there were."""
        self._armed.unlink()
        return self.so_far

    @property
    def so_far(self) -> list[str]:
        return self._log.read_text().splitlines() if self._log.exists() else []


def closes(room: Evening, steps: Steps, dies_before: int = 0) -> list[str]:
    """Close the vote, and die before that step of it; the steps there were."""
    steps.begin(dies_before)
    with contextlib.suppress(httpx.HTTPError):
        room.ana.tries("close")
    if dies_before:
        assert room.house.falls() == KILLED
    else:
        until(lambda: is_forgotten(room))
    return steps.end()


def is_forgotten(room: Evening) -> bool:
    """Nothing of any closed vote is left: no ballot, no box, no key, no log."""
    path = room.house.data / "readtheroom.db"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        (left,) = database.execute("SELECT (SELECT count(*) FROM ballots) + (SELECT count(*) FROM boxes)").fetchone()
    return left == 0 and not room.house.key_files and room.house.log_size == 0


@contextlib.contextmanager
def mortal(folder: Path) -> Iterator[tuple[House, Steps]]:
    """A house of which each step can be the last."""
    steps = Steps(folder)
    with standing(House(folder, **steps.settings)) as house:
        yield house, steps


ANSWERS = ("AAABB", "ABCCC", "BBBBC", "AABCC", "CCCCC", "ABBBB")


def dies_in_a_close(room: Evening, steps: Steps, vote: int, dies_before: int) -> None:
    """One vote, closed by a server that dies before that step; the next one finishes what was begun, exactly once."""
    answers = ANSWERS[vote % len(ANSWERS)]
    if vote:
        room.ana.says("goto", slide=f"v{vote}")
        room.ana.says("open")
    room.answer(zip(room.fills(len(answers)), answers, strict=True))
    closes(room, steps, dies_before)
    room.house.again()
    for phone in room.phones.values():
        phone.comes_back()
    assert room.ana.sees()["ask"]["phase"] == ("closed" if dies_before > len(SHUT) else "open")
    if dies_before <= len(SHUT):  # it had not begun yet
        assert room.ana.sees()["answered"] == len(answers)
        room.ana.says("close")
    until(lambda: is_forgotten(room))
    results = room.ana.sees()["results"]
    assert (results["n"], results["counts"]) == (len(answers), {letter: answers.count(letter) for letter in OPTIONS})
