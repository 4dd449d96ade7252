"""What ran: found again, put side by side, and deleted, all but what phones were told may stay."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.cast import Evening, House, until
from tests.cast.desk import Desk
from tests.conftest import Begin
from tests.sessions.comparison.test_kept import DECK
from tests.sessions.summary.readers import pages
from tests.stories.test_starting import console

TOLD = "asked at its start and again at its end may be kept for comparing, up to 200 days"


@pytest.fixture
def house(another_house: Callable[..., House]) -> House:
    """A house that keeps pulses."""
    house = another_house(READTHEROOM_KEEP_PULSES="200")
    house.writes("pulse", DECK)
    return house


@pytest.fixture
def browser(house: House) -> httpx.Client:
    """The organiser's browser."""
    return console(house)


@pytest.fixture
def two_runs(house: House, browser: httpx.Client) -> Iterator[list[Evening]]:
    """Two rooms of ten, each asked at the start and at the end."""
    rooms = [Evening(house, "pulse", title=title) for title in ("Team North", "Team South")]
    for room in rooms:
        people = room.fills(10)
        room.ana.says("start")
        for ask in ("before", "after"):
            room.ana.says("goto", slide=ask)
            room.ana.votes({phone: 1 + place % 5 for place, phone in enumerate(people)})
            room.ana.says("results")
        room.ana.says("end")
        assert Desk(room, browser).releases().status_code == 303
    yield rooms
    for room in rooms:
        for phone in room.phones.values():
            phone.leaves()


def compare(house: House, *words: str) -> subprocess.CompletedProcess[str]:
    folders = ("--data", str(house.data), "--decks", str(house.decks))
    return house.types("compare", "pulse", *folders, "-o", "-", *words)


def test_what_ran_is_found_compared_and_deleted_but_for_what_phones_were_told(
    house: House, browser: httpx.Client, two_runs: list[Evening]
) -> None:
    north, south = two_runs
    listed = browser.get("/sessions", params={"q": "north"}).text
    assert "1 session fits." in listed
    assert "Team South" not in listed
    assert f'href="/sessions/{north.id}/summary.zip"' in listed
    assert 'href="/decks/pulse/runs"' in browser.get("/sessions").text
    assert re.search(r"Kept until \d{4}-\d\d-\d\d", browser.get(f"/sessions/{north.id}").text)

    page = browser.get("/decks/pulse/runs").text
    assert "Run 2, " in page
    assert "Team" not in page
    assert "How easy is it now?" in pages(browser.get("/decks/pulse/runs.pdf").content)
    typed = compare(house, "--format", "html")
    assert (typed.returncode, "Run 2, " in typed.stdout) == (0, True)

    asks = browser.get("/sessions/deletion", params={"session": [north.id, south.id]}).text
    assert "Delete these 2 sessions?" in asks
    assert "Team North" in asks
    token = re.search(r'name="csrf_token" value="([^"]+)"', asks)
    assert token
    form = {"csrf_token": token[1], "session": [north.id, south.id], "keep": "yes"}
    assert browser.post("/sessions/deletion", data=form).headers["location"] == "/sessions"

    assert house.asks("GET", "/api/sessions").json() == []
    until(lambda: house.holds("Team North") == [])
    again = browser.get("/decks/pulse/runs").text
    assert "Run 2, " in again
    assert "only these totals of theirs were kept" in again


def test_phones_are_told_before_they_join_that_totals_may_stay(house: House) -> None:
    house.writes("silent", DECK.replace("pair: before\n", ""))
    pulse, silent = Evening(house, "pulse"), Evening(house, "silent")
    assert TOLD in house.browser().get(f"/{pulse.code}").text
    assert TOLD not in house.browser().get(f"/{silent.code}").text
    assert "up to 200 days" in house.browser().get("/privacy").text


def test_programs_look_for_sessions_by_deck_day_and_words(own_evening: Begin) -> None:
    room = own_evening("vote", title="Thursday in Würzburg")
    [day] = {one["date"] for one in room.house.asks("GET", "/api/sessions").json() if one["id"] == room.id}

    def ids(**wanted: str) -> list[str]:
        found = room.house.asks("GET", "/api/sessions", params={"q": "würzburg", **wanted})
        return [one["id"] for one in found.json()]

    assert ids() == ids(deck="vote") == ids(**{"from": day}) == ids(to=day) == [room.id]
    assert ids(deck="talk") == ids(q="munich") == ids(**{"from": "2999-01-01"}) == ids(to="1999-01-01") == []
    refused = room.house.asks("GET", "/api/sessions", params={"from": "yesterday"})
    assert (refused.status_code, refused.json()["code"]) == (400, "message.invalid")


def test_strangers_see_no_runs_and_delete_nothing(house: House) -> None:
    stranger = house.browser()
    for path in ("/decks/pulse/runs", "/decks/pulse/runs.pdf", "/sessions", "/sessions/deletion"):
        assert stranger.get(path).status_code == 404


def test_where_there_is_nothing_to_compare_the_page_says_what_it_takes(house: House, browser: httpx.Client) -> None:
    page = browser.get("/decks/pulse/runs")
    assert page.status_code == 200
    assert "whose summaries are released" in page.text
    assert "at least 10 people chose an answer" in page.text
    assert browser.get("/decks/pulse/runs.pdf").status_code == 404
    assert browser.get("/decks/nosuchdeck/runs").status_code == 404
    typed = compare(house)
    assert (typed.returncode, typed.stdout) == (1, "")
    assert typed.stderr.strip() == "There are not yet two runs of this deck that may stand side by side."
