"""When something is wrong the console says what and what to do, and phones say that their answer waits."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from time import monotonic

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Windows
from tests.browser.looks import axe
from tests.browser.windows import NEEDS_CHROMIUM, Desk
from tests.cast import Evening
from tests.conftest import Begin

pytestmark = NEEDS_CHROMIUM

TOLD_WITHIN_S = 2.0
BUSY_MACHINE_S = 2.0
CALM_MS = 25_000


@pytest.fixture
def room(evening: Begin) -> Evening:
    room = evening("vote")
    room.ana.says("start")
    room.ana.says("goto", slide="say")
    room.ana.says("next")
    return room


def light(desk: Desk) -> str:
    return desk.at("[data-part=health-word]").inner_text()


def is_told(desk: Desk, words: str, since: float) -> None:
    expect(desk.at("[data-part=trouble]")).to_contain_text(words, timeout=CALM_MS)
    assert monotonic() - since < TOLD_WITHIN_S + BUSY_MACHINE_S
    expect(desk.at("[data-part=trouble-said]")).to_contain_text(words)


def is_well_again(desk: Desk) -> None:
    expect(desk.at("[data-part=health-word]")).to_have_text("All is well again.", timeout=CALM_MS)
    expect(desk.at("[data-part=trouble]")).to_be_hidden()


def test_a_locked_database_is_told_and_every_answer_waits_until_it_is_counted(room: Evening, windows: Windows) -> None:
    desk, phone, wall = windows.desk(room), windows.phone().joins(room.code), windows.wall(room)
    room.fills(2)
    room.ana.says("open")
    phone.is_in("open")
    expect(desk.at("[data-part=health-word]")).to_contain_text("All is well", timeout=CALM_MS)

    with closing(sqlite3.connect(room.house.data / "readtheroom.db", isolation_level=None)) as another:
        another.execute("BEGIN IMMEDIATE")
        phone.sends("A")
        is_told(desk, "The database is locked by another program", monotonic())
        assert light(desk) == "Trouble"
        assert axe(desk.page) == ([], [])
        phone.shows("It is kept on this phone until it is counted.", "It goes in")
        assert any('"server.busy"' in said and '"retry_after"' in said for said in phone.heard)
        another.execute("COMMIT")

    phone.is_in("counted")
    is_well_again(desk)
    assert room.ana.says("close")["results"]["n"] == 1
    for window in (phone, wall):
        assert not any('"health"' in said or "locked by another" in said for said in window.heard)


def test_phones_that_vanish_are_told_and_come_back(room: Evening, windows: Windows) -> None:
    desk = windows.desk(room)
    people = room.fills(8)
    room.ana.says("open")
    room.answer(dict.fromkeys(people[:5], "A"))

    for one in people[:6]:
        one.lines[-1].cut()
    is_told(desk, "Wi-Fi lost 6 phones in 10 s; votes already counted are safe.", monotonic())
    assert light(desk) == "Look here"
    for one in people[:6]:
        one.comes_back()
    is_well_again(desk)
    assert room.ana.says("close")["results"]["n"] == 5
