"""Presenting without a mouse: every key of the table, every slip it forgives, and a focus that is never lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.begun import Begun
from tests.browser.conftest import Windows
from tests.browser.windows import BOUNCE_S, NEEDS_CHROMIUM, Desk, PhonePage
from tests.cast import Evening, House, Phone, until
from tests.conftest import Begin

pytestmark = NEEDS_CHROMIUM

BEATS = 12
DECK = (
    """---
title: Many steps
patterns:
  asking: Asking first
---

## One

Beat 0.
"""
    + "".join(f"\n. . .\n\nBeat {number}.\n" for number in range(1, BEATS + 1))
    + """
Notes:
Notes of One.

---

## Two

First.

. . .

Second. [Over to the end](#five)

---

## Three

Which?

```slide
ask: choice
rounds: 2
discuss: [2m in pairs]
prompts:
  - What first?
  - What then?
next: presenter
```

- [ ] This
  > asking: It asks.
- [ ] That
  > asking: It asks, too.

---

## Four

Nothing to see.

---

## Five

The end.
"""
)
NEXT = ["ArrowRight", "ArrowDown", "PageDown", " ", "n", "N"]
PREVIOUS = ["ArrowLeft", "ArrowUp", "PageUp", "Shift+Space", "p", "P", "Backspace"]


class Keyboard:
    """Ana at her console, with nothing but keys."""

    room: Evening
    pressed = 0.0

    def __init__(self, desk: Desk | PhonePage, room: Evening | None = None) -> None:
        self.desk, self.page = desk, desk.page
        if room:
            self.room = room

    def press(self, *keys: str) -> None:
        """One after the other, each long enough after the last one to count."""
        for key in keys:
            time.sleep(max(0.0, self.pressed + BOUNCE_S - time.monotonic()))
            self.page.keyboard.press(key)
            self.pressed = time.monotonic()

    def sees(self) -> dict[str, Any]:
        return self.room.ana.sees()

    @property
    def place(self) -> tuple[str, int] | None:
        slide = self.sees()["slide"]
        return slide and (slide["id"], slide["step"])

    def is_at(self, slide: str, step: int = 0) -> None:
        """The session is there, and the console knows it."""
        until(lambda: self.place == (slide, step))
        self.knows()

    def knows(self) -> None:
        version = str(self.sees()["version"])
        field = "document.querySelector('form[data-part=main] input[name=version]')"
        self.page.wait_for_function(f"version => {field}.value === version", arg=version)

    def stays(self, slide: str, step: int = 0) -> None:
        """Nothing happens, also not a little later."""
        self.page.wait_for_timeout(150)
        assert self.place == (slide, step)

    def is_seen(self, **facts: Any) -> None:
        """The session is in this state, and the console knows it."""
        until(lambda: {name: self.sees()[name] for name in facts} == facts)
        self.knows()

    def is_in(self, phase: str) -> None:
        until(lambda: self.sees()["ask"]["phase"] == phase)
        self.knows()

    def does(self, do: str, **facts: Any) -> None:
        """Something that happens elsewhere: another console, the server."""
        self.room.ana.says(do, **facts)
        self.knows()

    def tabs_to(self, selector: str) -> None:
        for _ in range(80):
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The Tab key does not reach {selector}")


@pytest.fixture(scope="module")
def steps(house: House) -> str:
    house.writes("steps", DECK)
    return "steps"


@pytest.fixture(scope="module")
def own_desk(browser: Browser, house: House) -> Iterator[Desk]:
    """One window for all the tests that need no more than a console."""
    desk = Desk(browser, house.url).enters(house)
    yield desk
    desk.closes()


@pytest.fixture
def desk(own_desk: Desk) -> Iterator[Desk]:
    """It has forgotten what was set, and complains of nothing."""
    own_desk.page.goto("/privacy")
    own_desk.page.evaluate("localStorage.clear()")
    yield own_desk
    complaints = own_desk.complaints[:]
    own_desk.complaints.clear()
    assert complaints == []


@pytest.fixture
def lobby(steps: str, evening: Begin, desk: Desk) -> Keyboard:
    room = evening(steps)
    return Keyboard(desk.presents(room.id), room)


@pytest.fixture
def keys(steps: str, evening: Begin, desk: Desk) -> Keyboard:
    """The session has started: on its first slide, before its first pause."""
    room = evening(steps)
    room.ana.says("start")
    return Keyboard(desk.presents(room.id), room)


def at_the_vote(keys: Keyboard, phase: str = "ready") -> Keyboard:
    way = {"ready": [], "open": ["open"], "closed": ["open", "close"], "talk": ["open", "close", "talk"]}
    keys.room.ana.says("goto", slide="three")
    for command in way[phase]:
        keys.room.ana.says(command)
    keys.knows()
    return keys


# --- the whole of it


def test_a_whole_session_from_the_decks_to_the_summary(house: House, windows: Windows) -> None:
    keys = starts(house, windows)
    others = keys.room.fills(5)
    tells_the_story(keys)
    keys.press("v")
    votes(keys, others, "ABCAB")
    keys.press("ArrowRight")
    keys.is_in("talk")
    keys.press("PageDown")
    votes(keys, others, "CBCCC")
    shows(keys)
    ends(keys)
    goes_to_the_summary(keys)
    keys.room.goes_home()


def starts(house: House, windows: Windows) -> Keyboard:
    """From the list of decks through the start form to the console."""
    desk = windows.desk()
    desk.page.goto("/present")
    keys = Keyboard(desk)
    keys.tabs_to("#start-vote")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/present/start/vote")
    keys.tabs_to("#field-presenter")
    desk.page.keyboard.type("Ana")
    keys.tabs_to("form.start button")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url(lambda url: "/start/" not in url)
    desk.is_alive()
    keys.room = Begun(house, desk)
    return keys


def tells_the_story(keys: Keyboard) -> None:
    for key, slide, step in [
        ("F5", "the-stand-up", 0),
        (" ", "the-stand-up", 1),
        ("n", "say", 0),
        ("PageDown", "say", 1),
    ]:
        keys.press(key)
        keys.is_at(slide, step)


def votes(keys: Keyboard, others: list[Phone], answers: str) -> None:
    """The vote is open: closed, kept open after all, and closed at once."""
    keys.is_in("open")
    keys.room.answer(zip(others, answers, strict=True))
    expect(keys.desk.at("[data-part=answered]")).to_have_text("5")
    for key, is_closing in [("PageDown", True), ("ArrowRight", False), ("v", True)]:
        keys.press(key)
        until(lambda is_closing=is_closing: (keys.sees()["ask"]["closing"] is not None) == is_closing)  # type: ignore[misc]
        keys.knows()
    keys.tabs_to("[data-panel=more] > summary")
    keys.press("Enter")
    keys.tabs_to("form[data-part=way-close] button")
    keys.press("Enter")
    keys.is_in("closed")


def shows(keys: Keyboard) -> None:
    keys.press("v")
    expect(keys.desk.at("#next-action")).to_have_attribute("data-tone", "room")
    assert keys.sees()["ask"]["phase"] == "closed"
    keys.press("v")
    keys.is_in("results")
    for told in (1, 2, 3):
        keys.press("ArrowRight")
        until(lambda told=told: len(keys.sees()["results"]["patterns"] or ()) == told)  # type: ignore[misc]
        keys.knows()


def ends(keys: Keyboard) -> None:
    """Keys walk to the end, and not over it: what nothing undoes has a button of its own."""
    keys.press("ArrowRight")
    keys.is_at("hard")
    keys.press("Alt+ArrowRight")
    keys.is_at("later-slide")
    keys.press("ArrowRight")
    until(lambda: keys.sees()["recap"] == "up")
    keys.press("ArrowRight")
    expect(keys.desk.at("[data-part=said]")).to_contain_text("Keys do not do this.")
    keys.tabs_to("#next-action")
    keys.press("Enter")
    expect(keys.desk.at("#next-action")).to_have_attribute("data-tone", "warn")
    assert keys.sees()["session"]["status"] == "live"
    keys.press("Enter")
    until(lambda: keys.sees()["session"]["status"] == "ended")


def goes_to_the_summary(keys: Keyboard) -> None:
    expect(keys.desk.at("[data-part=summary]")).to_be_focused()
    keys.press("Enter")
    keys.page.wait_for_url(f"**/sessions/{keys.room.id}")
    keys.tabs_to("a[href$='summary.json']")
    with keys.page.expect_download() as download:
        keys.press("Enter")
    assert download.value.suggested_filename.endswith(".json")


# --- the table


def test_forward_and_back_one_step(keys: Keyboard) -> None:
    for number, key in enumerate(NEXT, start=1):
        keys.press(key)
        keys.is_at("one", number)
    for number, key in enumerate(PREVIOUS, start=1):
        if number > len(NEXT):
            keys.does("next")
            number = len(NEXT)
        keys.press(key)
        keys.is_at("one", len(NEXT) - number)


def test_forward_and_back_one_slide(keys: Keyboard) -> None:
    for key, slide, step in [
        ("Alt+ArrowRight", "two", 0),
        ("Alt+ArrowRight", "three", 0),
        ("Alt+ArrowLeft", "two", 0),
        ("Alt+ArrowLeft", "one", 0),
        ("End", "five", 0),
        ("Home", "one", 0),
    ]:
        keys.press(key)
        keys.is_at(slide, step)


def test_a_number_and_enter_go_to_a_slide(keys: Keyboard) -> None:
    keys.press("4", "Enter")
    keys.is_at("four")
    keys.press("9", "Enter")
    expect(keys.desk.at("[data-part=said]")).to_have_text("There is no slide 9.")
    keys.stays("four")
    keys.press("2")
    expect(keys.desk.at("[data-part=said]")).to_have_text("Go to slide 2: press Enter.")
    keys.page.wait_for_timeout(3100)
    keys.press("Enter")
    keys.stays("four")


def test_g_goes_to_a_slide_by_its_title(keys: Keyboard) -> None:
    keys.press("g")
    expect(keys.desk.at("#find-slide")).to_be_focused()
    keys.page.keyboard.type("fou")
    assert keys.desk.at("[data-part=overview] li:visible").count() == 1
    keys.press("Enter")
    keys.is_at("four")
    assert keys.desk.at("details.panel[open]").count() == 0
    assert keys.desk.has_focus() == "next-action"


def test_o_shows_all_slides_and_enter_goes_to_one(keys: Keyboard) -> None:
    keys.press("o")
    expect(keys.desk.at("[data-part=overview] [aria-current]")).to_be_focused()
    keys.page.keyboard.press("Tab")
    keys.press("Enter")
    keys.is_at("two")
    keys.press("o", "o")
    assert keys.desk.at("details.panel[open]").count() == 0
    assert keys.desk.has_focus() != "body"


def test_the_wall_becomes_plain_and_comes_back(keys: Keyboard) -> None:
    for key, stage in [("b", "black"), (".", "live"), (".", "black"), (",", "white"), ("w", "live"), ("w", "white")]:
        keys.press(key)
        keys.is_seen(stage=stage)
    keys.press("Escape")
    keys.is_seen(stage="live")


def test_x_covers_everything_and_uncovers_it(keys: Keyboard, windows: Windows) -> None:
    wall = windows.wall(keys.room)
    for stage, scene in [("covered", "covered"), ("live", "story")]:
        keys.press("x")
        keys.is_seen(stage=stage)
        wall.is_in(scene)


def test_z_freezes_what_the_room_sees_while_the_presenter_looks_ahead(keys: Keyboard, windows: Windows) -> None:
    wall = windows.wall(keys.room)
    keys.press("z", "Alt+ArrowRight", "Alt+ArrowRight")
    keys.is_at("three")
    assert keys.sees()["frozen"]["id"] == "one"
    keys.desk.shows("PRIVATE: you look ahead alone")
    wall.hides("Which?")
    keys.press("z")
    keys.is_at("one")
    assert keys.sees()["frozen"] is None


def test_j_shows_the_code_over_any_slide(keys: Keyboard, windows: Windows) -> None:
    wall = windows.wall(keys.room)
    card = wall.at(".card")
    expect(card).to_be_hidden()
    keys.press("j")
    expect(card).to_be_visible()
    keys.is_seen(joincode=True)
    keys.press("j")
    expect(card).to_be_hidden()


def test_t_pauses_the_timer_and_shift_t_resets_it(keys: Keyboard) -> None:
    at_the_vote(keys, "talk")
    until(lambda: keys.sees()["timer"]["left"] < 120)
    keys.press("t")
    until(lambda: not keys.sees()["timer"]["running"])
    keys.knows()
    left = keys.sees()["timer"]["left"]
    keys.page.wait_for_timeout(1100)
    assert keys.sees()["timer"]["left"] == left
    keys.press("t")
    until(lambda: keys.sees()["timer"]["running"])
    keys.knows()
    keys.press("Shift+T")
    until(lambda: keys.sees()["timer"]["left"] > left)


def test_v_does_what_the_vote_needs_next(keys: Keyboard) -> None:
    at_the_vote(keys)
    others = keys.room.fills(5)
    keys.press("v")
    keys.is_in("open")
    keys.room.answer(zip(others, ["A", "B", "A", "B", "A"], strict=True))
    expect(keys.desk.at("[data-part=answered]")).to_have_text("5")
    keys.press("v")
    until(lambda: keys.sees()["ask"]["closing"] is not None)
    keys.does("close")
    keys.press("v")
    keys.is_in("talk")
    keys.press("v")
    keys.is_in("open")
    keys.does("close")
    keys.press("v", "v")
    keys.is_in("results")
    keys.press("v")
    keys.is_in("patterns")


def test_v_says_when_there_is_no_vote(keys: Keyboard) -> None:
    keys.press("v")
    expect(keys.desk.at("[data-part=said]")).to_have_text("There is no vote to move on here.")
    keys.stays("one")


def test_plus_and_minus_size_the_notes_also_when_held(keys: Keyboard) -> None:
    size = "getComputedStyle(document.querySelector('[data-part=notes]')).fontSize"
    usual = float(keys.page.evaluate(size)[:-2])
    for key in ("+", "+", "-"):
        keys.page.keyboard.press(key)
    assert float(keys.page.evaluate(size)[:-2]) == pytest.approx(usual * 1.125)
    keys.page.reload()
    keys.desk.is_alive()
    assert float(keys.page.evaluate(size)[:-2]) == pytest.approx(usual * 1.125), "it is kept"
    keys.press("-")
    assert float(keys.page.evaluate(size)[:-2]) == pytest.approx(usual)


def test_f_opens_the_projector_and_then_fills_its_screen(keys: Keyboard) -> None:
    with keys.page.expect_popup() as popup:
        keys.press("f")
    wall = popup.value
    expect(wall.locator("main")).to_have_attribute("data-scene", "story")
    wall.evaluate("window.asked = []; addEventListener('message', (event) => asked.push(event.data))")
    keys.page.bring_to_front()
    keys.press("f")
    wall.wait_for_function("() => asked.length === 1 && document.fullscreenElement !== null")
    keys.press("F11")
    wall.wait_for_function("() => asked.length === 2 && document.fullscreenElement === null")
    assert wall.evaluate("asked") == ["fullscreen", "fullscreen"]


def test_question_mark_lists_the_keys_that_work_right_now(keys: Keyboard) -> None:
    keys.press("?")
    listed = keys.desk.at("[data-part=keys] dd").all_inner_texts()
    assert {"Next step", "Cover everything: phones and projector", "Overview of all slides"} <= set(listed)
    assert not {"Previous step", "Start or pause the timer", "Start, while people are arriving"} & set(listed)
    assert keys.page.evaluate("document.activeElement.closest('[data-panel=keys]') !== null")
    keys.press("Escape")
    assert keys.desk.at("details.panel[open]").count() == 0
    assert keys.desk.has_focus() != "body"


@pytest.mark.parametrize("looks", ["ss", "oo", ["s", "Escape"], ["?", "Escape"]])
def test_the_space_bar_goes_on_after_a_list_was_put_away(keys: Keyboard, looks: str | list[str]) -> None:
    keys.press(*looks, " ")
    keys.is_at("one", 1)
    assert keys.desk.at("details.panel[open]").count() == 0


CAUGHT = """() => {
  window.caught = []
  addEventListener("keydown", (event) => caught.push(event.defaultPrevented))
}"""


def test_f5_starts_and_never_reloads(lobby: Keyboard) -> None:
    lobby.page.evaluate(CAUGHT)
    lobby.press("F5")
    lobby.is_at("one")
    lobby.press("F5")
    lobby.stays("one")
    lobby.press("g")
    lobby.press("F5")
    assert lobby.page.evaluate("caught") == [True, True, True, True], "a browser reloads where F5 is not caught"


def test_esc_leaves_one_thing_at_a_time_and_what_weighs_most_first(keys: Keyboard) -> None:
    at_the_vote(keys, "closed")
    panels = keys.desk.at("details.panel[open]")
    keys.press("z", "b")
    keys.is_seen(stage="black")
    keys.press("x")
    keys.is_seen(stage="covered")
    keys.press("Escape", "b")
    keys.is_seen(stage="black")
    keys.press("Escape")
    keys.is_seen(stage="live")
    assert keys.sees()["frozen"] is not None

    keys.press("o", "x")
    keys.is_seen(stage="covered")
    keys.press("Escape")
    keys.is_seen(stage="live")
    assert keys.sees()["frozen"] is not None
    keys.press("Escape")
    keys.is_seen(frozen=None)
    assert panels.count() == 1
    keys.press("Escape")
    expect(panels).to_have_count(0)
    keys.press("Escape")
    assert keys.sees()["ask"]["phase"] == "closed"


def test_esc_puts_an_armed_result_away(keys: Keyboard) -> None:
    at_the_vote(keys, "open")
    others = keys.room.fills(5)
    keys.room.answer(dict.fromkeys(others, "A"))
    keys.does("close")
    keys.does("talk")
    keys.desk.goes_another_way("results")
    expect(keys.desk.at("#next-action")).to_have_attribute("data-tone", "room")
    keys.press("Escape")
    expect(keys.desk.at("#next-action")).to_have_attribute("data-tone", "calm")
    assert keys.sees()["ask"]["phase"] == "talk"


# --- slips, and who does not want them


def test_keys_are_left_alone_while_somebody_types(keys: Keyboard) -> None:
    keys.press("g")
    for key in ["n", "x", "b", " ", "3", "ArrowRight", "Home", "."]:
        keys.press(key)
    keys.stays("one")
    assert keys.sees()["stage"] == "live"
    assert keys.desk.at("#find-slide").input_value() == ".nxb 3"
    keys.press("Escape")
    assert keys.desk.at("details.panel[open]").count() == 0


def test_space_and_enter_press_the_button_that_has_the_focus(keys: Keyboard) -> None:
    for key, stage in [(" ", "covered"), ("Enter", "live")]:
        keys.desk.at("form[data-part=cover] button").focus()
        keys.press(key)
        keys.is_seen(stage=stage)
        assert keys.place == ("one", 0)


def test_a_key_that_is_held_counts_once(keys: Keyboard) -> None:
    keys.page.keyboard.down("ArrowRight")
    for _ in range(3):
        keys.page.wait_for_timeout(350)
        keys.page.keyboard.down("ArrowRight")
    keys.page.keyboard.up("ArrowRight")
    keys.is_at("one", 1)
    keys.stays("one", 1)


def test_presses_within_300_ms_count_once(keys: Keyboard) -> None:
    keys.page.evaluate("""() => {
      const press = () => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown", bubbles: true }))
      for (const after of [0, 100, 250, 400]) setTimeout(press, after)
    }""")
    keys.page.wait_for_timeout(700)
    keys.is_at("one", 2)
    keys.stays("one", 2)


def test_two_clicks_on_the_big_button_count_once(keys: Keyboard) -> None:
    keys.desk.at("#next-action").dblclick()
    keys.is_at("one", 1)
    keys.page.wait_for_timeout(350)
    keys.stays("one", 1)


def test_single_letters_can_be_switched_off(keys: Keyboard) -> None:
    keys.press("?")
    keys.tabs_to("[data-setting=letters]")
    keys.page.keyboard.press("Space")
    expect(keys.desk.at("[data-setting=letters]")).not_to_be_checked()
    keys.press("Escape")
    expect(keys.desk.at("details.panel[open]")).to_have_count(0)

    for key in ["n", "x", "b", ".", "2", "?", "+", "v"]:
        keys.press(key)
    keys.stays("one")
    assert keys.sees()["stage"] == "live"
    for number, key in enumerate(["ArrowRight", "PageDown", "ArrowDown"], start=1):
        keys.press(key)
        keys.is_at("one", number)
    keys.page.reload()
    keys.desk.is_alive()
    keys.press("x")
    keys.stays("one", 3)
    assert keys.sees()["stage"] == "live", "the setting is kept"


def test_a_clicker_can_be_kept_from_votes(keys: Keyboard) -> None:
    at_the_vote(keys)
    keys.press("?")
    keys.tabs_to("[data-setting=clickerVotes]")
    keys.page.keyboard.press("Space")
    keys.press("Escape")
    said = keys.desk.at("[data-part=said]")

    keys.press("PageDown")
    expect(said).to_contain_text("The clicker does not open or close votes here.")
    assert keys.sees()["ask"]["phase"] == "ready"
    keys.press("v")
    keys.is_in("open")
    keys.press("ArrowRight")
    expect(said).to_contain_text("The clicker does not open or close votes here.")
    assert keys.sees()["ask"]["closing"] is None
    keys.press("PageUp")
    assert keys.sees()["ask"]["phase"] == "open", "nor does going back"


# --- the focus

LOST = {
    "the button that freezes": ("ready", "form[data-part=freeze] button", "press"),
    "the way back, in the first place": ("ready", "form[data-part=previous] button", "goto one"),
    "the way back, while a vote is open": ("ready", "form[data-part=previous] button", "open"),
    "the timer's button": ("talk", "form[data-part=timer-run] button", "open"),
    "a prompt": ("talk", "[data-part=prompts-list] li:nth-child(2) button", "open"),
    "a prompt that is put up": ("talk", "[data-part=prompts-list] li:nth-child(2) button", "press"),
    "the start of the talk, among other ways": ("closed", "form[data-part=way-open] button", "open"),
    "the biggest button": ("talk", "#next-action", "end"),
}


@pytest.mark.parametrize(("phase", "control", "act"), LOST.values(), ids=LOST.keys())
def test_the_focus_is_never_lost(keys: Keyboard, phase: str, control: str, act: str) -> None:
    """Whatever had it goes away, becomes another, or cannot be pressed any more."""
    at_the_vote(keys, phase)
    if "way-" in control:
        keys.desk.at("[data-panel=more] > summary").click()
    if "prompts" in control:
        keys.desk.at("[data-part=prompts-says]").click()
    keys.desk.at(control).focus()
    version = keys.sees()["version"]

    if act == "press":
        keys.press("Enter")
    elif act == "goto one":
        keys.room.ana.says("goto", slide="one")
    else:
        keys.room.ana.says(act)
    until(lambda: keys.sees()["version"] > version)
    keys.knows()

    assert keys.page.evaluate("document.activeElement !== document.body")
    assert keys.page.evaluate("document.activeElement.matches(':not(:disabled)')")
    assert keys.page.evaluate("document.activeElement.checkVisibility()")


def test_the_first_tab_leads_to_the_next_action(keys: Keyboard) -> None:
    keys.page.keyboard.press("Tab")
    expect(keys.desk.at(".skip")).to_be_focused()
    keys.page.keyboard.press("Enter")
    expect(keys.desk.at("#next-action")).to_be_focused()


def test_a_phone_answers_by_keyboard_and_keeps_its_focus(keys: Keyboard, windows: Windows) -> None:
    at_the_vote(keys)
    phone = windows.phone().joins(keys.room.code).is_connected()
    keys.does("open")
    phone.is_in("open")
    ben = Keyboard(phone, keys.room)

    ben.tabs_to("form.ask input")
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "Space"):
        phone.page.keyboard.press(key)
    chosen = phone.at("form.ask :checked").get_attribute("value")
    ben.tabs_to("form.ask button.primary")
    phone.page.keyboard.press("Enter")
    phone.is_in("counted")
    assert focused_heading(phone) == "Counted ✓"
    ben.tabs_to("[data-do=change]")
    phone.page.keyboard.press("Space")
    phone.is_in("open")
    assert focused_heading(phone) == "Your answer"
    ben.tabs_to("form.ask input")
    assert phone.at("form.ask :checked").get_attribute("value") == chosen
    keys.does("close")
    phone.is_in("closed")
    assert focused_heading(phone) == "The vote is closed"


def focused_heading(phone: PhonePage) -> str:
    expect(phone.at("h2:focus")).to_have_count(1)
    return phone.at("h2:focus").inner_text()
