"""F21: a newer version is started on the data of an older one, in the middle of a vote. Nothing is lost by it.

`upgrades/` holds what servers of older versions left when they were killed: the database as SQL, the keys, the phones'
tokens. In each of them five phones have voted (A A B B C), and four of them again (B B C C); that vote is open.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from app.keys import key_place
from tests.cast import Evening, House, Phone, until
from tests.faults.dying import KILLED, Steps, is_forgotten

OLD = sorted((Path(__file__).parent / "upgrades").glob("*.json"))
EVERY, NAMES = 3, ("ben", "chi", "dee", "eli", "fay")

Left = Callable[..., tuple[House, dict[str, Any]]]


@pytest.fixture
def left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Left:
    """A house in which an older version has left its data; nothing runs in it yet."""

    def left(path: Path, **env: str) -> tuple[House, dict[str, Any]]:
        facts: dict[str, Any] = json.loads(path.read_text("utf-8"))
        house = House(tmp_path, **env)  # type: ignore[arg-type]
        house.data.mkdir()
        with closing(sqlite3.connect(house.data / "readtheroom.db")) as database:
            database.executescript("\n".join(facts["sql"]))
        (house.data / "secret").write_text(facts["secret"])
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(house.keys))
        keys, _ = key_place(house.data)
        keys.mkdir()
        for name, secret in facts["keys"].items():
            (keys / name).write_bytes(bytes.fromhex(secret))
        return house, facts

    return left


def goes_on(house: House, facts: dict[str, Any]) -> None:
    """The phones come back to the open vote, the fifth answers too, and it closes with all of them."""
    room = Evening.goes_on(house, facts)
    view = room.ana.sees()
    assert (view["ask"]["phase"], view["ask"]["round"], view["answered"]) == ("open", 2, 4)
    names = zip(NAMES, facts["tokens"], strict=False)
    phones = [comes_back(room, name, token) for name, token in names]
    assert [phone.resyncs()["mine"]["value"] for phone in phones] == ["B", "B", "C", "C", None]
    phones[4].answers("B")
    rounds = room.ana.says("close")["results"]["rounds"]
    assert [one["counts"] for one in rounds] == [{"A": 2, "B": 2, "C": 1}, {"A": 0, "B": 3, "C": 2}]
    until(lambda: is_forgotten(room))
    room.ana.says("end")
    assert "An evening of long ago" in room.ana.summary().text


def comes_back(room: Evening, name: str, token: str) -> Phone:
    phone = room.phone(name)
    phone.token = token
    return phone.comes_back()


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_a_vote_that_was_open_under_an_older_version_goes_on(left: Left, path: Path) -> None:
    house, facts = left(path)
    try:
        goes_on(house.opens(), facts)
    finally:
        house.closes()
    assert house.errors == ""


def test_an_upgrade_that_dies_between_two_steps_is_finished_by_the_next_start(left: Left, tmp_path: Path) -> None:
    """Before every third step, until it comes through."""
    steps, deaths = Steps(tmp_path), list[int]()
    house, facts = left(OLD[0], **steps.settings)
    try:
        for dies_before in count(2, EVERY):
            steps.begin(dies_before)
            deaths.append(house.types("db", "upgrade", "--data", str(house.data)).returncode)
            steps.end()
            if deaths[-1] != KILLED:
                break
        assert deaths == [KILLED] * (len(deaths) - 1) + [0]
        assert len(deaths) > 2
        goes_on(house.opens(), facts)
    finally:
        house.closes()
    assert house.errors == ""
