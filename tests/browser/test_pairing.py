"""A phone as the console, and a second device that reads the texts: paired by a code, driven in real browsers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Windows
from tests.browser.looks import Eyes, look
from tests.browser.windows import BOUNCE_S, NEEDS_CHROMIUM, PATIENCE_MS, PLACE, Desk, Window
from tests.cast import Evening, House
from tests.conftest import Begin

pytestmark = NEEDS_CHROMIUM

SMALLEST, USUAL, ON_ITS_SIDE = (
    {"width": 320, "height": 568},
    {"width": 390, "height": 844},
    {"width": 844, "height": 390},
)
TAKEOVER_S = 15
ESSENTIALS = [
    "[data-part=now]",
    "#next-action",
    ".walk-previous button",
    "[data-part=cover] button",
    "[data-panel=texts] > summary",
    "[data-panel=say] > summary",
    "[data-part=notes]",
]


class Hand(Window):
    """A phone that was paired: a remote, or the list of texts."""

    def __init__(self, browser: Browser, url: str, **looks: Any) -> None:
        super().__init__(browser, url, **{"viewport": SMALLEST, "has_touch": True, **looks})
        self.pressed = 0.0

    def comes_in(self, code: str) -> Self:
        """By what the QR opens: one button, and then an address without the code."""
        self.page.goto(f"/pair/{code}")
        self.presses("Pair this device", exact=True)
        self.page.wait_for_url("**/present/**")
        assert code not in self.page.url
        return self.is_alive()

    def is_alive(self) -> Self:
        while not any(said.startswith('42["view"') for said in self.heard):
            self.page.wait_for_timeout(20)
        return self

    def presses_next(self, says: str) -> None:
        expect(self.at("[data-part=main-words]")).to_contain_text(says, timeout=PATIENCE_MS)
        time.sleep(max(0.0, self.pressed + BOUNCE_S - time.monotonic()))
        before = self.page.evaluate(PLACE)
        self.at("#next-action").tap()
        self.pressed = time.monotonic()
        self.page.wait_for_function(f"before => {PLACE} !== before", arg=before)

    def phase(self, words: str) -> None:
        expect(self.at("[data-part=now-phase]")).to_have_text(words, timeout=PATIENCE_MS)


def offers(desk: Desk, role: str) -> str:
    """Ana makes a code on her console; what stands there."""
    if desk.at("[data-panel=pair]").get_attribute("open") is None:
        desk.at("[data-panel=pair] > summary").click()
    already = desk.at("[data-offer]").count()
    desk.at(f"[data-part=pairing] form:has([value={role}]) button").click()
    expect(desk.at("[data-offer]")).to_have_count(already + 1)
    return "".join(desk.at("[data-offer] .code").last.inner_text().split())


@pytest.fixture
def eyes() -> Iterator[Eyes]:
    eyes = Eyes()
    yield eyes
    assert not eyes.wrong, "\n".join(eyes.wrong)


def remote(windows: Windows, desk: Desk, **looks: Any) -> Hand:
    return windows.open(Hand, **looks).comes_in(offers(desk, "presenter"))


def reader(windows: Windows, desk: Desk, **looks: Any) -> Hand:
    return windows.open(Hand, **looks).comes_in(offers(desk, "moderator"))


def to_the_question(room: Evening) -> None:
    """The slide with the vote, all its parts shown."""
    room.ana.says("goto", slide="say")
    room.ana.says("next")


def test_a_whole_vote_is_driven_from_the_hand(evening: Begin, windows: Windows) -> None:
    room = evening("vote")
    desk, wall = windows.desk(room), windows.wall(room)
    hand = remote(windows, desk)
    desk.shows("A phone presents with you now.")
    people = room.fills(7)

    hand.presses_next("Start: show the first slide")
    hand.phase("The room sees this slide.")
    to_the_question(room)
    hand.phase("The vote is not open yet.")
    hand.presses_next("Open the vote")
    hand.phase("The vote is open")
    room.answer(dict(zip(people, "AABBBCA", strict=True)))
    expect(hand.at("[data-part=now-counts]")).to_have_text("7 of 7 answered")
    hand.presses_next("Close the vote")
    hand.phase("The vote is closing.")
    room.ana.says("close")
    hand.presses_next("Start the talk")
    hand.phase("Time to talk")
    expect(hand.at("[data-part=timer]")).to_be_visible()
    hand.at("[data-part=timer-run] button").tap()
    expect(hand.at("[data-part=timer-run] button")).to_have_text("Go on")
    hand.presses_next("Open round 2")
    hand.phase("The second vote is open")
    room.answer(dict(zip(people, "BBBBBCB", strict=True)))
    hand.presses_next("Close the vote")
    room.ana.says("close")

    hand.presses_next("Get the results ready")
    assert wall.scene != "results", "the first press shows nothing"
    hand.presses_next("Show the results to the room")
    wall.is_in("results")
    hand.phase("The room sees the results.")
    hand.at("[data-part=cover] button").tap()
    wall.is_in("covered")
    hand.phase("Covered: phones and projector show nothing of this.")


def test_a_clicker_in_the_other_hand_works_too(evening: Begin, windows: Windows) -> None:
    room = evening("talk")
    hand = remote(windows, windows.desk(room))
    for key, words in [("PageDown", "1 / "), ("PageDown", ""), ("PageUp", "")]:
        version = room.ana.sees()["version"]
        time.sleep(BOUNCE_S)
        hand.page.keyboard.press(key)
        hand.page.wait_for_function(f"() => {PLACE} > '{version}/'")
        expect(hand.at("[data-part=now-where]")).to_contain_text(words)
    time.sleep(BOUNCE_S)
    version = room.ana.sees()["version"]
    hand.page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'AudioVolumeUp', bubbles: true}))"
    )
    hand.page.wait_for_function(f"() => {PLACE} > '{version}/'")


def test_the_phone_takes_over_when_the_consoles_computer_dies(evening: Begin, windows: Windows) -> None:
    room = evening("vote")
    desk, wall = windows.desk(room), windows.wall(room)
    hand = remote(windows, desk)
    room.fills(3)
    desk.presses_next("Start")
    hand.phase("The room sees this slide.")

    died = time.monotonic()
    desk.closes()
    windows.opened.remove(desk)
    hand.presses_next("")
    assert time.monotonic() - died < TAKEOVER_S
    to_the_question(room)
    hand.presses_next("Open the vote")
    wall.is_in("open")


def test_ended_in_mid_session_the_phone_shows_nothing_more(evening: Begin, windows: Windows) -> None:
    room = evening("vote")
    desk = windows.desk(room)
    hand = remote(windows, desk)
    hand.in_trouble = True
    expect(desk.at("[data-part=pairing] .paired li")).to_have_count(1)
    desk.at("[data-part=pairing] .paired button").click()
    hand.shows("This device is no longer paired with the session.")
    expect(hand.at("#next-action")).to_have_count(0)
    expect(desk.at("[data-part=pairing] .paired")).to_have_count(0)


def test_what_cannot_wait_fits_on_the_smallest_phone(evening: Begin, windows: Windows) -> None:
    room = evening("vote")
    hand = remote(windows, windows.desk(room))
    room.ana.says("start")
    to_the_question(room)
    hand.phase("The vote is not open yet.")
    for do in ("", "open", "close", "talk"):
        if do:
            room.ana.says(do)
        for size in (SMALLEST, USUAL, ON_ITS_SIDE):
            hand.page.set_viewport_size(size)  # type: ignore[arg-type]
            for part in ESSENTIALS:
                expect(hand.at(part).first).to_be_in_viewport(ratio=0.9 if part != "[data-part=notes]" else 0.01)
            hand.picture(f"remote-{do or 'ready'}")
            assert look(hand.page, "tooWide") == []


def writes(room: Evening, *words: str) -> None:
    if "start" in room.ana.sees()["moves"]:
        room.ana.says("start")
    room.ana.says("next")
    people = room.fills(6)
    room.ana.says("open")
    for person, said in zip(people, words, strict=True):
        person.answers(said)
    room.ana.says("close")


WORDS = ("It was said once", "Nobody explained", "They listened", "It was quiet", "We went on", "Write to a@b.example")


def test_a_text_is_approved_on_the_second_device_and_stands_on_the_wall(evening: Begin, windows: Windows) -> None:
    room = evening("written")
    desk, wall = windows.desk(room), windows.wall(room)
    hand = reader(windows, desk)
    desk.shows("Somebody else reads the texts now.")
    writes(room, *WORDS)
    card = hand.at("[data-card]").filter(has_text="They listened")
    wall.hides("They listened")

    card.focus()
    hand.page.keyboard.press("a")
    wall.shows("They listened")
    wall.hides("Nobody explained")
    desk.at("[data-panel=texts] > summary").click()
    desk.shows("Somebody else reads the texts. You can still decide about them here.")
    hand.presses("Hide all texts")
    wall.hides("They listened")


def test_the_presenter_may_decide_as_well(evening: Begin, windows: Windows) -> None:
    room = evening("written")
    desk = windows.desk(room)
    hand, own = reader(windows, desk), remote(windows, desk)
    writes(room, *WORDS)
    own.at("[data-panel=texts] > summary").click()
    own.at("[data-card]").filter(has_text="They listened").get_by_role("button", name="Approve").tap()
    expect(hand.at("[data-pile^=approved] [data-card]")).to_have_count(1)


def test_without_scripts_the_remote_and_the_list_are_forms(evening: Begin, windows: Windows) -> None:
    room = evening("written")
    desk = windows.desk(room)
    hand = windows.open(Hand, java_script_enabled=False)
    hand.page.goto(f"/pair/{offers(desk, 'presenter')}")
    hand.presses("Pair this device", exact=True)
    hand.presses("Start: show the first slide")
    hand.shows("The room sees this slide.")
    assert hand.page.url.endswith("/remote")
    writes(room, *WORDS)

    list_ = windows.open(Hand, java_script_enabled=False)
    list_.page.goto(f"/pair/{offers(desk, 'moderator')}")
    list_.presses("Pair this device", exact=True)
    list_.at("[data-card]").filter(has_text="They listened").get_by_role("button", name="Approve").click()
    expect(list_.at("[data-pile=approved]")).to_contain_text("They listened")
    assert list_.page.url.endswith("/texts")
    assert [item["text"] for item in room.ana.sees()["ask"]["items"]] == ["They listened"]


def test_they_look_well_to_those_who_look_hardest(eyes: Eyes, house: House, evening: Begin, windows: Windows) -> None:
    everything = Path(__file__).with_name("everything.md").read_text(encoding="utf-8")
    house.writes("everything", everything)
    house.writes("alles", everything.replace("lang: en", "lang: de"))
    for deck in ("everything", "alles"):
        room = evening(deck)
        desk = windows.desk(room)
        code = offers(desk, "presenter")
        eyes._find(f"{deck} codes", look(desk.page, "tooWide"))
        eyes._axe(desk, f"{deck} codes", by_night=False)
        door = windows.open(Hand)
        door.page.goto("/pair")
        eyes.page(door, f"{deck} pair")
        hand = door.comes_in(code)
        eyes.page(hand, f"{deck} remote lobby")
        room.fills(6)
        room.ana.says("start")
        room.ana.says("goto", slide=asked(room))
        for do in ("open", "close", "talk"):
            room.ana.says(do)
            hand.page.wait_for_timeout(100)
            eyes.page(hand, f"{deck} remote {do}")
        for panel in ("texts", "say", "more"):
            hand.at(f"[data-panel={panel}] > summary").click()
            eyes.page(hand, f"{deck} remote {panel}")
        hand.page.keyboard.press("Escape")


def asked(room: Evening) -> str:
    """The first slide with two rounds of a question."""
    while not (ask := room.ana.sees()["ask"]) or ask["rounds"] < 2:
        room.ana.says("skip")
    slide: str = ask["id"]
    return slide


def test_the_list_of_texts_looks_well_too(eyes: Eyes, evening: Begin, windows: Windows) -> None:
    room = evening("written")
    hand = reader(windows, windows.desk(room))
    eyes.page(hand, "texts none")
    writes(room, *WORDS)
    expect(hand.at("[data-card]")).to_have_count(6)
    hand.at("[data-card]").first.get_by_role("button", name="Approve").tap()
    hand.shows("The room sees: 1")
    eyes.page(hand, "texts")
    hand.page.set_viewport_size(USUAL)  # type: ignore[arg-type]
    eyes.page(hand, "texts on a usual phone")
