"""What is never written down, and how long the rest is kept."""

from __future__ import annotations

import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.app.process import running
from tests.cast import House, until
from tests.conftest import Begin

STRANGER = "127.66.77.88"
"""An address of this machine that nobody else uses; it stands for a phone's."""
PHONE = "Quillphone/7 (a browser that only this phone has)"
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems have one loopback address only")


@needs_linux
def test_neither_the_address_nor_the_browser_of_a_phone_is_written_anywhere(
    own_house: House, own_evening: Begin
) -> None:
    room = own_evening("vote", title="A title that is kept")
    headers = {"User-Agent": PHONE, "Origin": own_house.url}
    transport = httpx.HTTPTransport(local_address=STRANGER)
    with httpx.Client(base_url=own_house.url, headers=headers, transport=transport) as phone:
        door = phone.get(f"/{room.code}")
        joined = phone.post(f"/{room.code}", data={"csrf_token": CSRF.findall(door.text)[0]})
        inside = phone.get(f"/{room.code}")
        wrong = phone.get("/ZZ2ZZZ")
    assert (joined.status_code, inside.status_code, wrong.status_code) == (303, 200, 404)

    assert own_house.holds("A title that is kept"), "there should be something to look through"
    assert (own_house.holds(STRANGER), own_house.holds(PHONE)) == ([], [])
    own_house.stops()
    assert "ready " in own_house.printed, "there should be something to look through"
    assert STRANGER not in own_house.printed + own_house.errors
    assert PHONE not in own_house.printed + own_house.errors
    own_house.again()


def test_the_presenters_own_browser_gets_no_vote(own_house: House, own_evening: Begin) -> None:
    room = own_evening("vote")
    (link,) = (line.strip() for line in own_house.said if "/enter/" in line)
    with own_house.browser(Origin=own_house.url) as browser:
        door = browser.get(httpx.URL(link).path)
        entered = browser.post(httpx.URL(link).path, data={"csrf_token": CSRF.findall(door.text)[0]})
        assert entered.status_code == 303
        refused = browser.post("/api/join", json={"code": room.code})
    with own_house.browser() as another:
        let_in = another.post("/api/join", json={"code": room.code})

    assert (refused.status_code, refused.json()["code"]) == (403, "role.denied")
    assert let_in.status_code == 200


@pytest.mark.parametrize(("day", "kept"), [("2026-01-01", False), ("2999-01-01", True)])
def test_a_session_is_deleted_when_its_time_is_over(own_house: House, day: str, kept: bool) -> None:
    answer = own_house.asks("POST", "/api/sessions", json={"deck": "vote", "title": "An evening long ago"})
    own_house.stops()
    with closing(sqlite3.connect(own_house.data / "readtheroom.db")) as database:
        database.execute("UPDATE sessions SET day = ?", (day,))
        database.commit()

    own_house.again()

    address = f"/api/sessions/{answer.json()['id']}"
    if kept:
        assert own_house.asks("GET", address).status_code == 200
    else:
        until(lambda: own_house.asks("GET", address).json().get("code") == "session.unknown")
        until(lambda: own_house.holds("An evening long ago") == [])


@needs_linux
def test_the_servers_memory_is_never_dumped_to_disk(tmp_path: Path) -> None:
    with running("app", "serve", "--port", "0", "--no-browser", "--data", str(tmp_path)) as server:
        server.ready()
        limits = Path(f"/proc/{server.pid}/limits").read_text()
    assert re.search(r"Max core file size\s+0\s+0\s", limits)
