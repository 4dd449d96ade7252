"""Months after a session: one link, two questions, on a server that is killed meanwhile."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from tests.cast import Evening, House
from tests.cast.later import Guest, a_lasting_name, evening_with_a_pulse, planned

Build = Callable[..., House]


@pytest.fixture
def ended(another_house: Build) -> Iterator[Evening]:
    """An evening with a pulse, over, on a server that stays."""
    evening = evening_with_a_pulse(another_house(*a_lasting_name()))
    yield evening
    for person in evening.everybody():
        person.leaves()


def test_a_follow_up_survives_a_killed_server_and_leaves_totals_and_nothing_else(ended: Evening) -> None:
    house, made = ended.house, planned(ended)
    guests = [Guest(house, made["link"]) for _ in range(6)]
    for guest, pulse, reflection in zip(guests[:4], "3344", "AABB", strict=True):
        assert "Counted ✓" in guest.says(pulse=pulse, reflection=reflection)

    house.kill9()
    house.again()
    for guest in guests:
        guest.comes_back(house)
    assert ["Counted ✓" in guest.reads().text for guest in guests] == [True] * 4 + [False] * 2
    for guest, pulse, reflection in zip(guests[4:], "55", "CC", strict=True):
        guest.says(pulse=pulse, reflection=reflection)
    with closing(sqlite3.connect(house.data / "readtheroom.db")) as database:
        rows = database.execute("SELECT pseudonym, sealed FROM ballots").fetchall()
    keys = [path.read_bytes() for path in house.key_files]
    traces = [trace for row in rows for trace in row] + keys
    assert (len(rows), len(keys)) == (12, 2)
    assert [trace for trace in traces if not house.holds(trace)] == [], "there is something to find"

    told = house.asks("POST", f"/api/followups/{made['id']}/end", role="organiser").json()["result"]
    assert [total["counts"] for total in told["asks"][0]["totals"]][-1] == {"1": 0, "2": 0, "3": 2, "4": 2, "5": 2}
    assert told["asks"][1]["totals"][0]["counts"] == {"A": 2, "B": 2, "C": 2, "D": 0}
    assert "At the start · 6" in guests[0].reads().text
    house.stops()
    assert [trace for trace in traces if house.holds(trace)] == []
    assert house.types("privacy-check", "--data", str(house.data)).returncode == 0
    house.again()


def test_after_a_restart_of_the_machine_the_page_asks_for_the_answers_again(ended: Evening) -> None:
    house, made = ended.house, planned(ended)
    guests = [Guest(house, made["link"]) for _ in range(5)]
    for guest in guests:
        guest.says(pulse="1", reflection="A")
    house.kill9()
    for path in house.key_files:
        path.unlink()
    house.again()
    for guest, reflection in zip(guests, "ABCAB", strict=True):
        guest.comes_back(house)
        asked = guest.reads().text
        assert re.search(r"The server was restarted on .+ please answer again\.", asked)
        assert "Counted" not in asked
        assert "Counted ✓" in guest.says(pulse="5", reflection=reflection)
    told = house.asks("POST", f"/api/followups/{made['id']}/end", role="organiser").json()["result"]
    assert told["asks"][0]["totals"][-1]["counts"] == {"1": 0, "2": 0, "3": 0, "4": 0, "5": 5}
