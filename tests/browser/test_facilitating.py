"""The console for facilitating: texts by keyboard alone, signals, something to say, a question that nobody planned."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Windows
from tests.browser.looks import Eyes
from tests.browser.windows import BOUNCE_S, NEEDS_CHROMIUM, OLD_WALL, PHONE, Desk, Wall
from tests.cast import Evening, Hurried, Phone, standing, until
from tests.conftest import Begin

pytestmark = NEEDS_CHROMIUM

WORDS = ["BIRCH grows", "CEDAR grows", "ELDER grows", "FIR grows", "HAZEL grows"]
SMALL_LAPTOP = {"width": 1280, "height": 720}
SIZES = [SMALL_LAPTOP, OLD_WALL, PHONE]
PANELS = {"o": "slides", "m": "texts", "s": "say", "u": "ask", "?": "keys"}
HIDDEN_WITHIN_MS = 300
A_MINUTE_S = 70
LATE = """---
title: Too long
---

## One

```slide
minutes: 0
```

---

## A detour

```slide
minutes: 8
optional: yes
```

---

## Home

```slide
minutes: 0
```
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hurried]:
    house = Hurried(tmp_path_factory.mktemp("house"))
    with standing(house):
        yield house


@pytest.fixture
def eyes() -> Iterator[Eyes]:
    eyes = Eyes()
    yield eyes
    assert not eyes.wrong, "\n".join(eyes.wrong)


def at(evening: Begin, windows: Windows, slide: str) -> tuple[Evening, Desk, list[Phone]]:
    """A console before an open ask of the deck in which people write."""
    room = evening("written")
    phones = room.fills(5)
    for command, facts in [("start", {}), ("goto", {"slide": slide}), ("open", {})]:
        room.ana.says(command, **facts)
    return room, windows.desk(room, viewport=SMALL_LAPTOP), phones


def write(room: Evening, phones: list[Phone]) -> None:
    room.answer(zip(phones, WORDS, strict=True))
    until(lambda: room.ana.sees()["waiting"] == len(WORDS))


def presses(desk: Desk, *keys: str) -> None:
    for key in keys:
        time.sleep(BOUNCE_S)
        desk.page.keyboard.press(key)


def focused_text(desk: Desk) -> str:
    return str(desk.page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''"))


def states(room: Evening) -> dict[str, str]:
    return {item["text"]: item["state"] for item in room.ana.sees()["moderation"]}


def pile(desk: Desk, name: str) -> list[str]:
    return desk.at(f"[data-pile={name}] [data-text=words]").all_inner_texts()


# --- texts


def test_texts_are_looked_at_by_keys_alone(evening: Begin, windows: Windows) -> None:
    room, desk, phones = at(evening, windows, "unclear")
    write(room, phones)
    expect(desk.at("[data-part=waiting-n]")).to_have_text("5")
    presses(desk, "m")
    order = pile(desk, "waiting")
    assert (sorted(order), focused_text(desk)) == (WORDS, order[0])

    for key, state, after in [("a", "approved", order[1]), ("h", "hidden", order[2]), ("r", "removed", order[3])]:
        text = focused_text(desk)
        desk.page.keyboard.press(key)
        until(lambda state=state, text=text: states(room).get(text, "removed") == state)
        assert focused_text(desk) == after, "the next one has the focus"
    desk.shows("Removed; nobody learns who wrote it.")
    desk.page.keyboard.press("ArrowDown")
    assert focused_text(desk) == order[4]

    for name, left in [("waiting", order[3:]), ("approved-", order[:1]), ("hidden", order[1:2])]:
        assert pile(desk, name) == left
    presses(desk, "Escape")
    expect(desk.at("details.panel[open]")).to_have_count(0)
    assert room.ana.sees()["ask"]["phase"] == "open", "no key meant anything else"


def test_what_comes_in_moves_nothing_under_the_hand_and_takes_no_focus(evening: Begin, windows: Windows) -> None:
    room, desk, phones = at(evening, windows, "unclear")
    room.answer({phones[0]: WORDS[0]})
    presses(desk, "m")
    expect(desk.at("[data-card]")).to_have_count(1)
    desk.at("[data-card]").focus()
    room.answer(zip(phones[1:], WORDS[1:], strict=True))
    expect(desk.at("[data-card]")).to_have_count(5)

    assert (focused_text(desk), pile(desk, "waiting")[0]) == (WORDS[0], WORDS[0])


EMPTIED = """() => new Promise((done) => {
  const all = {childList: true, subtree: true, attributes: true}
  const empty = () => ![...document.querySelectorAll('[data-slot=pins] > *')].some((pin) => pin.checkVisibility())
  new MutationObserver(() => empty() && done(Date.now())).observe(document.body, all)
})"""


def test_hide_all_empties_the_projector_at_once(evening: Begin, windows: Windows) -> None:
    room, desk, phones = at(evening, windows, "unclear")
    wall = windows.wall(room)
    write(room, phones)
    for item in room.ana.sees()["moderation"]:
        room.house.asks("POST", f"{room.api}/moderate", json={"item": item["item"], "do": "approve"})
    expect(wall.at("[data-slot=pins] > *")).to_have_count(5)
    expect(desk.at("[data-part=hide-all]")).to_be_visible()
    wall.page.evaluate(f"() => {{ window.emptied = ({EMPTIED})() }}")
    desk.page.evaluate("addEventListener('keydown', () => { window.pressed = Date.now() }, {capture: true})")

    presses(desk, "Shift+H")
    took = wall.page.evaluate("window.emptied") - desk.page.evaluate("window.pressed")

    assert took <= HIDDEN_WITHIN_MS, f"{took} ms"
    expect(desk.at("[data-part=hide-all]")).to_be_hidden()
    assert set(states(room).values()) == {"hidden"}


def test_a_question_is_picked_for_the_screen_and_marked_as_answered(evening: Begin, windows: Windows) -> None:
    room, desk, phones = at(evening, windows, "unclear")
    write(room, phones)
    presses(desk, "m")
    expect(desk.at("[data-card]")).to_have_count(5)
    text = focused_text(desk)
    desk.page.keyboard.press("a")
    card = desk.at(f"[data-card][aria-label='{text}']")
    card.get_by_role("button", name="Alone on the screen").press("Enter")

    expect(card).to_contain_text("alone on the screen")
    assert room.ana.sees()["ask"]["picked"]["text"] == text
    expect(card.get_by_role("button", name="Back to all")).to_be_focused()
    card.get_by_role("button", name="Answered", exact=True).press("Enter")
    expect(card).to_contain_text("answered")
    assert room.ana.sees()["ask"]["picked"] is None


# --- a question that nobody planned, and hands


def test_an_unplanned_question_is_typed_asked_and_kept(evening: Begin, windows: Windows) -> None:
    room = evening("vote")
    phones = room.fills(5)
    room.ana.says("start")
    desk = windows.desk(room, viewport=SMALL_LAPTOP)
    keyboard = desk.page.keyboard
    presses(desk, "u")
    keyboard.type("What next? m s x")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.type("Only one")
    keyboard.press("Tab")
    keyboard.press("Enter")
    desk.shows("A choice has 2 to 8 different answers.")
    keyboard.press("Shift+Tab")
    keyboard.press("Control+End")
    keyboard.type("\nAnother")
    keyboard.press("Tab")
    presses(desk, "Enter")

    expect(desk.at("details.panel[open]")).to_have_count(0)
    assert (desk.has_focus(), room.ana.sees()["slide"]["title"]) == ("next-action", "What next? m s x")
    expect(desk.at("[data-slide=unplanned-1]")).to_have_count(1)
    room.ana.votes(dict.fromkeys(phones, "B"))
    presses(desk, "u")
    desk.at(".hand-counts input").first.fill("7")
    desk.at(".hand-counts input").first.press("Enter")
    until(lambda: (room.ana.sees()["results"]["hands"] or {}).get("counts") == {"A": 7, "B": 0})
    room.ana.says("results")
    asked = next(each for each in room.ana.summary().json()["asks"] if each["title"] == "What next? m s x")
    assert asked["rounds"][0]["counts"] == {"A": 0, "B": 5}


def test_people_are_counted_and_the_room_is_locked(evening: Begin, windows: Windows) -> None:
    room = evening("vote")
    room.fills(3)
    desk = windows.desk(room)
    desk.at("#heads-n").fill("2")
    desk.at("#heads-n").press("Enter")

    expect(desk.at("[data-part=heads-says]")).to_have_text("3 phones, 2 people: more phones than people")
    desk.presses("Lock the room")
    expect(desk.at("[data-part=heads-says]")).to_have_text("Locked · 3 phones, 2 people: more phones than people")
    assert room.phone("zoe").asks_to_join().status_code == 404
    expect(desk.at("#heads-n")).to_have_value("2")


def test_a_silence_is_started_and_the_list_of_other_ways_closes(evening: Begin, windows: Windows) -> None:
    room = evening("vote")
    room.fills(1)
    room.ana.says("start")
    desk = windows.desk(room)
    desk.at("[data-panel=more] > summary").click()
    desk.presses("30 seconds")

    expect(desk.at("[data-part=timer-label]")).to_have_text("in silence")
    expect(desk.at("details.panel[open]")).to_have_count(0)
    assert desk.has_focus() == "next-action"


COUNTS_BELLS = """() => {
  window.rung = 0
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (...when) { window.rung += 1; return start.apply(this, when) }
}"""


def test_a_bell_rings_at_the_end_of_a_time_for_those_who_want_it(evening: Begin, windows: Windows) -> None:
    room = evening("vote")
    room.fills(1)
    room.ana.says("start")
    desk = windows.desk(room)
    desk.page.evaluate(COUNTS_BELLS)
    for wanted in (False, True):
        if wanted:
            presses(desk, "?")
            desk.at("[data-setting=bell]").check()
            presses(desk, "Escape")
        room.ana.says("silence", seconds=1)
        desk.shows("Time is up")
        assert desk.page.evaluate("window.rung") == int(wanted)
    desk.page.reload()
    desk.is_alive()
    assert desk.at("[data-setting=bell]").is_checked(), "this computer remembers it"


def test_in_talk_the_prompts_take_one_line_and_the_next_is_one_press_away(evening: Begin, windows: Windows) -> None:
    room = evening("vote")
    phones = room.fills(5)
    room.ana.says("start")
    room.ana.says("goto", slide="say")
    room.ana.votes(dict.fromkeys(phones, "A"))
    desk = windows.desk(room, viewport=SMALL_LAPTOP)
    room.ana.says("talk")

    expect(desk.at("[data-part=prompts-says]")).to_have_text("Prompt 1 of 2: PROMPT-ONE comes first?")
    expect(desk.at("[data-part=prompts-list]")).to_be_hidden()
    desk.presses("Next prompt")
    expect(desk.at("[data-part=prompts-says]")).to_have_text("Prompt 2 of 2: PROMPT-TWO is left to do?")
    expect(desk.at("[data-part=prompt-next]")).to_be_hidden()
    until(lambda: room.ben.sees()["ask"]["prompt"] == "PROMPT-TWO is left to do?")


# --- something to say, and what needs it


def test_something_to_say_goes_with_esc_and_with_the_next_press(evening: Begin, windows: Windows) -> None:
    room = evening("vote")
    room.fills(1)
    room.ana.says("start")
    desk = windows.desk(room, viewport=SMALL_LAPTOP)
    version = room.ana.sees()["version"]
    for leaving in ("Escape", "s", "ArrowRight"):
        presses(desk, "s")
        desk.shows(*room.ana.sees()["rescue"]["tears"])
        presses(desk, leaving)
        expect(desk.at("details.panel[open]")).to_have_count(0)
    until(lambda: room.ana.sees()["slide"]["step"] == 1)
    assert room.ana.sees()["version"] == version + 1, "only the last of them went on"


def test_after_a_minute_signals_are_there_and_what_can_go_is_said(
    evening: Begin, windows: Windows, house: Hurried, eyes: Eyes
) -> None:
    house.writes("late", LATE)
    room = evening("late")
    ben, chi = room.fills(2)
    room.ana.says("start")
    desk = windows.desk(room, viewport=SMALL_LAPTOP)
    assert ben.says("signal", {"kind": "slow"})["ok"]
    assert chi.says("signal", {"kind": "slow"})["ok"]
    expect(desk.at(".signal")).to_be_visible()
    until(lambda: [each["n"] for each in room.ana.sees()["signals"]] == ["some"])
    desk.shows("Too fast", "some people", "Let me say that once more, slowly.")
    house.passes(A_MINUTE_S)
    room.ana.says("joincode", on=True)
    desk.shows("You are 1 min behind: “A detour” (8 min, optional) can go.")
    eyes.console(desk, "signals")
    for size in SIZES:
        desk.page.set_viewport_size(size)  # type: ignore[arg-type]
        desk.picture("signals")

    desk.page.set_viewport_size(SMALL_LAPTOP)  # type: ignore[arg-type]
    desk.presses("Seen")
    expect(desk.at(".signal")).to_have_count(0)
    until(lambda: '"receipt"' in ben.wire and '"receipt"' in chi.wire)
    desk.presses("Leave it out now")
    until(lambda: room.ana.sees()["slide"]["title"] == "Home")
    expect(desk.at("[data-part=cut]")).to_be_hidden()


# --- for everybody


COVERS = """(panel) => {
  const action = document.querySelector("#next-action").getBoundingClientRect()
  const there = document.elementFromPoint(action.x + action.width / 2, action.y + action.height / 2)
  return Boolean(there?.closest("#next-action"))
}"""


def test_no_panel_covers_the_next_action_and_all_are_for_everybody(
    evening: Begin, windows: Windows, eyes: Eyes
) -> None:
    room, desk, phones = at(evening, windows, "unclear")
    write(room, phones)
    for text in room.ana.sees()["moderation"][:2]:
        room.house.asks("POST", f"{room.api}/moderate", json={"item": text["item"], "do": "approve"})
    room.ana.says("close")
    for key, panel in PANELS.items():
        presses(desk, key)
        expect(desk.at(f"[data-panel={panel}][open]")).to_have_count(1)
        for size in SIZES:
            desk.page.set_viewport_size(size)  # type: ignore[arg-type]
            assert desk.page.evaluate(COVERS), f"{panel} at {size}"
            desk.picture(f"panel-{panel}")
        desk.page.set_viewport_size(SMALL_LAPTOP)  # type: ignore[arg-type]
        eyes.console(desk, f"panel-{panel}")
        presses(desk, "Escape")


def test_reasons_stand_beside_their_answers(evening: Begin, windows: Windows, eyes: Eyes) -> None:
    room, desk, phones = at(evening, windows, "say")
    room.answer(dict.fromkeys(phones, "A"))
    room.ana.says("close")
    desk.shows("Phones ask for reasons now")
    for phone, words in zip(phones, WORDS, strict=True):
        dealt = until(lambda phone=phone: phone.resyncs()["mine"]["dealt"])
        assert phone.says("reason", {"ask": "say", "option": dealt, "text": words})["ok"]
    until(lambda: room.ana.sees()["waiting"] >= 3)
    for text in room.ana.sees()["moderation"]:
        room.house.asks("POST", f"{room.api}/moderate", json={"item": text["item"], "do": "approve"})
    room.ana.says("talk")

    desk.at("[data-part=reasons-n]").click()
    shown = room.ana.sees()["ask"]["items"]
    until(lambda: len(desk.at("[data-part=reasons-list] dd").all()) == len(shown))
    assert desk.at("[data-part=reasons-list] dt").all_inner_texts() == sorted({item["option"] for item in shown})
    eyes.console(desk, "reasons")


def test_the_wall_shows_nothing_of_all_this(evening: Begin, windows: Windows) -> None:
    room, desk, phones = at(evening, windows, "unclear")
    wall: Wall = windows.wall(room)
    write(room, phones)
    presses(desk, "m")
    expect(desk.at("[data-card]")).to_have_count(5)

    assert [each for each in WORDS if each in str(wall.heard)] == []
    wall.hides(*WORDS)
