"""G4: whoever copied the data folder while people answered has nothing but scrambled rows once the question is over."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from sessions import ballots
from sessions.ballots import KEY_BYTES, Ballot, BrokenSeal, GroupKey
from sessions.protocol import Moderate, Upvote
from sessions.store.sqlite import FILE
from tests.sessions.house import Core, Run, voter
from tests.trust.guarantees.rooms import EVERYTHING, Steps, lets_all_through, says

COPIES = 20
PEOPLE = 10
ASKS = ("choice-personal", "text-standard", "qa-standard")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Core(tmp_path / "house", deck=EVERYTHING, engine=Steps()).opens()


@pytest.fixture(autouse=True)
def house(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()


class Thief:
    """Copies what lies on the disk, again and again. The keys lie in memory, which no copy of the disk has."""

    def __init__(self, run: Run, loot: Path) -> None:
        self.run, self.loot, self.taken = run, loot, 0

    def copies(self) -> None:
        self.taken += 1
        kept_out = shutil.ignore_patterns("keys")
        shutil.copytree(self.run.core.folder, self.loot / f"{self.taken:02}", ignore=kept_out)

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        for copy in sorted(self.loot.iterdir()):
            with closing(sqlite3.connect(copy / FILE)) as database:
                yield from database.execute(query).fetchall()

    def sealed(self) -> list[Ballot]:
        return [Ballot(*row) for row in self.rows("SELECT box, pseudonym, seq, nonce, sealed, told FROM ballots")]

    def texts(self) -> list[tuple[str, bytes]]:
        return [(name, sealed) for name, sealed in self.rows("SELECT id, sealed FROM items") if sealed]

    def reads(self, keys: list[GroupKey]) -> list[Any]:
        """Everything that opens with one of these keys."""
        return [*self._opened(keys, self.sealed(), ballots.open_ballot), *self._texts(keys)]

    def _texts(self, keys: list[GroupKey]) -> Iterator[Any]:
        yield from self._opened(keys, self.texts(), lambda key, row: ballots.open_text(key, *row))

    @staticmethod
    def _opened(keys: list[GroupKey], rows: list[Any], unseal: Any) -> Iterator[Any]:
        for key in keys:
            for row in rows:
                try:
                    yield unseal(key, row)
                except BrokenSeal:
                    continue


def keys_left(run: Run) -> list[GroupKey]:
    """Every secret that can still be found: key files, and any stretch of the database as long as a key."""
    files = [path.read_bytes() for path in (run.core.folder / "keys").iterdir()]
    with closing(sqlite3.connect(run.core.folder / FILE)) as database:
        stored = [value for row in database.execute("SELECT * FROM sessions") for value in row]
    secrets = [*files, *(value for value in stored if isinstance(value, bytes))]
    return [GroupKey(secret[:KEY_BYTES], secret[-KEY_BYTES:]) for secret in secrets if len(secret) >= KEY_BYTES]


def test_twenty_copies_made_during_the_evening_open_with_nothing_that_is_left(run: Run, tmp_path: Path) -> None:
    (tmp_path / "loot").mkdir()
    thief, kept = Thief(run, tmp_path / "loot"), {}
    for slide in ASKS:
        run.at(slide).says("open")
        for number in range(PEOPLE):
            says(run, f"p{number}", "ABCD"[number % 4] if slide.startswith("choice") else f"Nightjar {slide} {number}")
            run.core._engine.settle()
            if number % 2:
                if slide.startswith("qa"):
                    lets_all_through(run)
                    item = next(item for item in run.core.stage.desk.items(run.session) if item.ask == slide)
                    run.core.stage.upvote(run.id, voter(f"p{number}"), Upvote(item.id))
                thief.copies()
        kept |= {group: run.core.keyring.get(group) for group in run.core.keyring.groups()}
        thief.copies()
        run.says("close")
        if not slide.startswith("choice"):
            run.core.stage.moderate(run.id, Moderate("all", "hide"))
        run.says("results")
    run.says("end")
    run.core._engine.settle()

    assert thief.taken >= COPIES - 2
    assert len(list(thief.rows("SELECT * FROM upvotes"))) > 5
    opened = thief.reads([key for key in kept.values() if key])
    assert len(opened) > 100, "with the keys there is much to read"
    assert keys_left(run) == []
    assert thief.reads(keys_left(run)) == []
    assert b"Nightjar" not in b"".join(path.read_bytes() for path in (tmp_path / "loot").rglob("*") if path.is_file())


def test_a_row_that_was_moved_to_another_vote_or_person_does_not_open(run: Run) -> None:
    """Nobody with the disk can give somebody the answer of somebody else."""
    run.at("choice-standard").says("open")
    for name in ("ben", "chi"):
        says(run, name, "A")
    session = run.session
    key = run.core.keyring.get(session.standing.group or "")
    assert key
    one, other = run.core.shelf.ballots(session.open_box or "")
    assert ballots.open_ballot(key, one)[0] == "A"

    for moved in (one._replace(pseudonym=other.pseudonym), one._replace(box="another")):
        with pytest.raises(BrokenSeal):
            ballots.open_ballot(key, moved)
