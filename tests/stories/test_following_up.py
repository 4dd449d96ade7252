"""Months after a session: one link, two questions, on a server that is killed meanwhile."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from socket import socket
from typing import Any

import httpx
import pytest

from tests.cast import Evening, House
from tests.cast.page import Reading
from tests.sessions.followup.months import DECK

Build = Callable[..., House]


@pytest.fixture
def lasting(another_house: Build) -> House:
    """A house under a name of its own. The port has to be known before, since it is part of the name."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return another_house("--port", str(port), "--public-url", f"http://localhost:{port}")


@pytest.fixture
def ended(lasting: House) -> Iterator[Evening]:
    """An evening with a pulse that has ended."""
    lasting.writes("pulse", DECK.replace("LANG", "en"))
    evening = Evening(lasting, "pulse", title="Practising")
    phones = evening.fills(6)
    evening.ana.says("start")
    for slide, answers in (("before", "112233"), ("after", "334455")):
        evening.ana.says("goto", slide=slide)
        evening.ana.says("open")
        evening.answer(zip(phones, map(int, answers), strict=True))
        evening.ana.says("close")
        evening.ana.says("results")
    evening.ana.says("end")
    yield evening
    for person in evening.everybody():
        person.leaves()


class Guest:
    """Somebody at home, with the link and a browser without scripts."""

    def __init__(self, house: House, link: str) -> None:
        self.at = "/again/" + link.rpartition("/")[2]
        self.browser: httpx.Client = house.browser(Origin=house.url)

    def reads(self) -> Reading:
        return Reading(self.browser.get(self.at).text)

    def says(self, **said: str) -> str:
        (form,) = self.reads().forms
        sent = self.browser.post(self.at, data={**form.hidden, **said})
        assert (sent.status_code, sent.headers["Location"]) == (303, self.at), sent.text
        return self.reads().text

    def moves_in(self, house: House) -> None:
        """The server was started again: the same browser, the same cookies."""
        cookies = self.browser.cookies
        self.browser = house.browser(Origin=house.url)
        self.browser.cookies = cookies


def plans(evening: Evening, **facts: Any) -> dict[str, Any]:
    house = evening.house
    today = house.asks("GET", "/api/sessions", role="organiser").json()[0]["date"]
    made = house.asks("POST", f"{evening.api}/followups", role="organiser", json={"opens": today, **facts})
    assert made.status_code == 201, made.text
    return dict(made.json())


def test_a_follow_up_survives_a_killed_server_and_leaves_totals_and_nothing_else(ended: Evening) -> None:
    house, planned = ended.house, plans(ended)
    guests = [Guest(house, planned["link"]) for _ in range(6)]
    for guest, pulse, reflection in zip(guests[:4], "3344", "AABB", strict=True):
        assert "Counted ✓" in guest.says(pulse=pulse, reflection=reflection)

    house.kill9()
    house.again()
    for guest in guests:
        guest.moves_in(house)
    assert ["Counted ✓" in guest.reads().text for guest in guests] == [True] * 4 + [False] * 2
    for guest, pulse, reflection in zip(guests[4:], "55", "CC", strict=True):
        guest.says(pulse=pulse, reflection=reflection)
    with closing(sqlite3.connect(house.data / "readtheroom.db")) as database:
        rows = database.execute("SELECT pseudonym, sealed FROM ballots").fetchall()
    keys = [path.read_bytes() for path in house.key_files]
    traces = [trace for row in rows for trace in row] + keys
    assert (len(rows), len(keys)) == (12, 2)
    assert [trace for trace in traces if not house.holds(trace)] == [], "there is something to find"

    told = house.asks("POST", f"/api/followups/{planned['id']}/end", role="organiser").json()["result"]
    assert [total["counts"] for total in told["asks"][0]["totals"]][-1] == {"1": 0, "2": 0, "3": 2, "4": 2, "5": 2}
    assert told["asks"][1]["totals"][0]["counts"] == {"A": 2, "B": 2, "C": 2, "D": 0}
    assert "At the start · 6" in guests[0].reads().text
    house.stops()
    assert [trace for trace in traces if house.holds(trace)] == []
    assert house.types("privacy-check", "--data", str(house.data)).returncode == 0
    house.again()


def test_after_a_restart_of_the_machine_the_page_asks_for_the_answers_again(ended: Evening) -> None:
    house, planned = ended.house, plans(ended)
    guests = [Guest(house, planned["link"]) for _ in range(5)]
    for guest in guests:
        guest.says(pulse="1", reflection="A")
    house.kill9()
    for path in house.key_files:
        path.unlink()
    house.again()
    for guest, reflection in zip(guests, "ABCAB", strict=True):
        guest.moves_in(house)
        asked = guest.reads().text
        assert re.search(r"The server was restarted on .+ please answer again\.", asked)
        assert "Counted" not in asked
        assert "Counted ✓" in guest.says(pulse="5", reflection=reflection)
    told = house.asks("POST", f"/api/followups/{planned['id']}/end", role="organiser").json()["result"]
    assert told["asks"][0]["totals"][-1]["counts"] == {"1": 0, "2": 0, "3": 0, "4": 0, "5": 5}
