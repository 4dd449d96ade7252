"""Bad days: the network goes, the server dies, a phone sleeps, storage is forbidden. Every answer counts, and once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Windows
from tests.browser.windows import NEEDS_CHROMIUM, PhonePage
from tests.cast import Evening, House, until
from tests.conftest import Begin
from tests.faults.network import Network

pytestmark = NEEDS_CHROMIUM

KEPT = "No connection – your answer is kept."
WAKES_WITHIN_S = 2.0
NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("forbidden", "SecurityError") } })
"""
WAKES = """() => new Promise((told) => {
  const main = document.querySelector("main"), asleep = main.dataset.scene, woke = performance.now()
  const watch = new MutationObserver(() => main.dataset.scene === asleep || told((performance.now() - woke) / 1000))
  watch.observe(main, { attributes: true })
  document.dispatchEvent(new Event("visibilitychange"))
})"""

FarPhone = Callable[..., PhonePage]


@pytest.fixture(scope="module")
def relay(house: House) -> Iterator[Network]:
    relay = Network(int(house.url.rpartition(":")[2]))
    yield relay
    relay.closes()


@pytest.fixture(scope="module")
def chromium_flags(relay: Network) -> list[str]:
    """Whoever goes to localhost comes through the bad network; 127.0.0.1 is the way without it."""
    return ["--no-sandbox", f"--host-resolver-rules=MAP localhost 127.0.0.1:{relay.port}"]


@pytest.fixture
def network(relay: Network) -> Iterator[Network]:
    yield relay
    relay.mends()


@pytest.fixture
def far(house: House) -> str:
    return house.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def phone(windows: Windows, network: Network, far: str) -> FarPhone:
    """A phone whose network can fail."""

    def phone(room: Evening, init_script: str = "", by_websocket: bool = True, **looks: object) -> PhonePage:
        page = windows.phone(url=far, **looks)
        page.in_trouble = True
        if init_script:
            page.context.add_init_script(init_script)
        page.joins(room.code)
        return page.is_connected() if by_websocket else page

    return phone


def voting(evening: Begin, others: int = 0) -> Evening:
    """The small deck with its first vote open, and so many other phones there."""
    room = evening("vote")
    if others:
        room.fills(others)
    for command in ("start", "next", "next", "next", "open"):
        room.ana.says(command)
    return room


def counted(room: Evening) -> int:
    return int(room.ana.sees()["answered"])


def tally(room: Evening) -> dict[str, int]:
    """What came of the round, once all others have answered B."""
    room.answer(dict.fromkeys(room.phones.values(), "B"))
    return dict(room.ana.says("close")["results"]["counts"])


# --- the network


def test_without_a_network_the_answer_is_kept_and_sent_by_itself(evening: Begin, phone: FarPhone) -> None:
    room = voting(evening, others=4)
    ben = phone(room)
    ben.is_in("open")

    ben.context.set_offline(True)
    ben.sends("A")
    ben.is_in("sending")
    ben.shows(KEPT)
    ben.picture("bad-kept")
    assert counted(room) == 0
    ben.is_in("sending")

    ben.context.set_offline(False)
    ben.is_in("counted")
    ben.hides(KEPT)
    assert counted(room) == 1
    assert tally(room) == {"A": 1, "B": 4, "C": 0}


def test_a_server_that_dies_gets_the_answer_when_it_is_back(house: House, evening: Begin, phone: FarPhone) -> None:
    room = voting(evening)
    ben = phone(room)
    ben.answers("B")
    ben.presses("Tap to show or change it")

    house.kill9()
    ben.sends("A")
    ben.shows(KEPT)
    ben.is_in("sending")
    house.again()

    ben.is_in("counted")
    assert counted(room) == 1
    room.fills(4)
    assert tally(room) == {"A": 1, "B": 4, "C": 0}
    ben.is_in("closed")
    ben.shows("Your answer is counted.")


def test_an_answer_whose_acknowledgement_is_lost_is_sent_again_and_counted_once(
    evening: Begin, phone: FarPhone, network: Network
) -> None:
    room = voting(evening, others=4)
    ben = phone(room)
    ben.is_in("open")

    network.loses_replies()
    ben.sends("A")
    until(lambda: counted(room) == 1)
    ben.page.wait_for_timeout(500)
    ben.is_in("sending")
    network.mends()

    ben.is_in("counted")
    assert counted(room) == 1
    assert tally(room) == {"A": 1, "B": 4, "C": 0}


def test_an_answer_that_comes_after_the_close_is_not_called_counted(
    evening: Begin, phone: FarPhone, network: Network
) -> None:
    room = voting(evening, others=5)
    ben = phone(room)
    ben.is_in("open")

    network.cuts()
    ben.sends("A")
    ben.is_in("sending")
    assert tally(room) == {"A": 0, "B": 5, "C": 0}
    network.mends()

    ben.is_in("closed")
    ben.shows("It closed before your answer arrived, so that one is not counted. Sorry.")
    ben.hides("Your answer is counted.")


def test_where_websockets_are_refused_long_polling_does_it_all(
    evening: Begin, phone: FarPhone, network: Network
) -> None:
    room = voting(evening, others=4)
    network.refuses_websockets()
    ben = phone(room, by_websocket=False)

    ben.answers("A")
    assert any("transport=polling" in request for request in ben.requests)
    assert tally(room) == {"A": 1, "B": 4, "C": 0}
    ben.is_in("closed")
    room.ana.says("talk")
    ben.is_in("talk")


# --- the phone


def test_a_phone_that_slept_shows_the_truth_within_two_seconds(
    evening: Begin, phone: FarPhone, network: Network
) -> None:
    room = voting(evening)
    ben = phone(room)
    ben.is_in("open")
    sleep = ben.context.new_cdp_session(ben.page)

    sleep.send("Page.setWebLifecycleState", {"state": "frozen"})
    network.stalls()
    for command in ("close", "talk"):
        room.ana.says(command)
    sleep.send("Page.setWebLifecycleState", {"state": "active"})
    ben.is_in("open")

    assert ben.page.evaluate(WAKES) < WAKES_WITHIN_S
    ben.is_in("talk")


def test_two_tabs_of_one_phone_are_one_person(evening: Begin, phone: FarPhone) -> None:
    room = voting(evening, others=4)
    first = phone(room)
    second = first.tab().opens(room.code)
    second.is_in("open")
    until(lambda: room.ana.sees()["joined"] == 5)

    first.answers("A")
    second.is_in("counted")
    second.presses("Tap to show or change it")
    second.answers("C")
    first.is_in("counted")

    assert counted(room) == 1
    assert tally(room) == {"A": 0, "B": 4, "C": 1}
    for tab in (first, second):
        tab.is_in("closed")
        tab.shows("Your answer is counted.")


def test_reload_and_back_keep_the_phone_and_its_answer(evening: Begin, phone: FarPhone) -> None:
    room = voting(evening, others=4)
    ben = phone(room)
    token = ben.context.cookies()
    ben.answers("A")

    ben.page.reload()
    ben.is_in("counted")
    ben.presses("Your privacy")
    ben.shows("What is kept, and what is not")
    ben.page.go_back()
    ben.is_in("counted")
    ben.presses("Tap to show or change it")
    expect(ben.at("form.ask :checked")).to_have_value("A")
    ben.answers("C")

    assert ben.context.cookies() == token
    assert tally(room) == {"A": 0, "B": 4, "C": 1}


def test_a_choice_that_is_not_sent_yet_survives_what_the_presenter_does(evening: Begin, phone: FarPhone) -> None:
    room = voting(evening)
    ben = phone(room)
    ben.is_in("open")
    ben.chooses("C")

    room.ana.says("cover")
    ben.is_in("covered")
    room.ana.says("uncover")
    ben.is_in("open")
    room.ana.says("close", grace=8)
    ben.shows("Closing in")

    expect(ben.at("form.ask :checked")).to_have_value("C")
    ben.presses("Send", exact=True)
    ben.is_in("counted")


def test_a_browser_that_forbids_storage_can_vote(evening: Begin, phone: FarPhone) -> None:
    room = voting(evening, others=4)
    ben = phone(room, init_script=NO_STORAGE)

    ben.answers("A")
    ben.page.reload()
    ben.is_in("counted")
    ben.presses("Tap to show or change it")
    ben.answers("C")

    assert tally(room) == {"A": 0, "B": 4, "C": 1}
    ben.is_in("closed")
    ben.shows("Your answer is counted.")


def test_a_phone_without_scripts_takes_part_by_plain_forms(evening: Begin, phone: FarPhone) -> None:
    room = evening("vote")
    room.fills(5)
    ben = phone(room, by_websocket=False, java_script_enabled=False)
    ben.shows("You are in.")
    for command in ("start", "next", "next", "next"):
        room.ana.says(command)
    looks(ben, "The vote opens when the presenter has finished the story.")

    room.ana.says("open")
    looks(ben, "Nobody can see who answered what.")
    ben.picture("bad-plain-open", full=True)
    ben.sends("A")
    ben.shows("Counted ✓")
    ben.presses("Tap to show or change it")
    expect(ben.at("form.ask :checked")).to_have_value("A")
    ben.sends("C")
    ben.shows("Counted ✓")
    assert tally(room) == {"A": 0, "B": 5, "C": 1}
    looks(ben, "The vote is closed", "Your answer is counted.")
    room.ana.says("talk")
    looks(ben, "PROMPT-ONE comes first?", "in pairs" if "in pairs" in room.ana.sees()["timer"]["label"] else "alone")

    room.ana.says("open")
    looks(ben, "The second vote")
    ben.picture("bad-plain-again", full=True)
    ben.presses("Keep my answer")
    ben.shows("Counted ✓")
    assert tally(room) == {"A": 0, "B": 5, "C": 1}
    room.ana.says("results")
    looks(ben, "First vote", "Second vote")
    ben.picture("bad-plain-results", full=True)
    for command in ("patterns", "end"):
        room.ana.says(command)
    looks(ben, "This session has ended. Thank you for being there.")


def looks(phone: PhonePage, *words: str) -> None:
    """Without scripts nothing comes by itself: there is a link for it."""
    phone.presses("Check for the next question")
    phone.shows(*words)


# --- the presenter


def test_a_console_that_is_closed_and_opened_again_is_on_the_same_slide(evening: Begin, windows: Windows) -> None:
    room = voting(evening)
    desk = windows.desk(room)
    expect(desk.at("[data-part=where]")).to_have_text("2 / 4")
    desk.page.close()

    again = desk.tab()
    again.presents(room.id)

    expect(again.at("[data-part=where]")).to_have_text("2 / 4")
    expect(again.at("[data-part=main-words]")).to_have_text("Close the vote in 8 seconds")


def test_two_consoles_stay_together(evening: Begin, windows: Windows) -> None:
    room = evening("vote")
    room.ana.says("start")
    first = windows.desk(room)
    second = first.tab().presents(room.id)

    for desk, other, words in [(first, second, "The room goes quiet."), (second, first, "Everybody looks at you.")]:
        desk.presses_next()
        other.shows(words)


def test_a_console_that_acts_on_an_old_view_is_told_so(evening: Begin, windows: Windows) -> None:
    """Without scripts, so that its view is surely old; with them the stories tell the same."""
    room = evening("vote")
    room.ana.says("start")
    late = windows.desk(java_script_enabled=False)
    late.page.goto(f"/present/{room.id}")

    room.ana.says("next")
    late.presses("Show the next part")

    late.shows("Somebody moved on meanwhile. Here is where the session stands now.")
    late.shows("The room goes quiet.")
    assert room.ana.sees()["slide"]["id"] == "the-stand-up", "the late press has moved nothing"


def test_the_projector_comes_back_to_what_it_showed(evening: Begin, windows: Windows) -> None:
    room = voting(evening)
    wall = windows.wall(room)
    wall.is_in("open")

    wall.page.reload()

    wall.is_in("open")
    wall.shows("What do you say?", "I feel awful about this.")
    room.ana.says("close")
    wall.is_in("closed")


def test_what_is_left_of_a_deleted_session_says_so_kindly(evening: Begin, windows: Windows, house: House) -> None:
    room = voting(evening)
    wall, ben = windows.wall(room), windows.phone().joins(room.code)
    for window in (wall, ben):
        window.in_trouble = True
        window.is_in("open")

    house.asks("DELETE", room.api)

    wall.shows("There is no such session here. It may have been deleted.")
    wall.picture("bad-deleted-wall")
    ben.is_in("gone")
    ben.shows("This room is closed.", "Type the code")
    ben.hides("Send")
    ben.picture("bad-deleted-phone")
    wall.page.reload()
    wall.shows("There is no such session here. It may have been deleted.")
    wall.picture("bad-deleted-wall-reloaded")


def test_a_phone_says_when_it_is_alone_and_when_it_is_not_any_more(
    evening: Begin, phone: FarPhone, network: Network
) -> None:
    room = evening("vote")
    room.ana.says("start")
    ben = phone(room)
    ben.shows("Sam says a name")

    began = time.monotonic()
    network.cuts()
    ben.shows("No connection. This page catches up by itself.")
    assert time.monotonic() - began > 1.5, "a short break is nobody's concern"
    room.ana.says("next")
    network.mends()

    ben.shows("The room goes quiet.")
    ben.hides("No connection.")
