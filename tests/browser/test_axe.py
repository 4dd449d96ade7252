"""Every page in every moment, by day and by night, for eyes, ears and thumbs of all kinds."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Windows
from tests.browser.looks import TOUCH_PX, Eyes, axe, look
from tests.browser.windows import NEEDS_CHROMIUM, Desk, PhonePage, Wall, Window, one_time_link
from tests.cast import Evening, House, Phone
from tests.conftest import Begin

pytestmark = NEEDS_CHROMIUM

EVERYTHING = Path(__file__).with_name("everything.md").read_text(encoding="utf-8")
START = {
    "presenter": "Ana",
    "relation": "A colleague",
    "machine": "Ana’s own laptop",
    "reports": "No.",
    "support": "Bea",
}


@pytest.fixture(scope="module", autouse=True)
def decks(house: House) -> None:
    house.writes("everything", EVERYTHING)
    house.writes("alles", EVERYTHING.replace("lang: en", "lang: de"))


@pytest.fixture
def room(evening: Begin) -> Evening:
    return evening("everything", start=START)


@pytest.fixture
def eyes() -> Iterator[Eyes]:
    """They look at many moments, and tell everything at the end."""
    eyes = Eyes()
    yield eyes
    assert not eyes.wrong, "\n".join(eyes.wrong)


# --- the doors


def test_the_doors(eyes: Eyes, house: House, windows: Windows) -> None:
    stranger = windows.open(PhonePage)
    stranger.in_trouble = True
    for moment, path, words in [
        ("enter", one_time_link(house), "This is the presenter's door"),
        ("join", "/", "Join the room"),
        ("join-wrong", "/join?code=nope", "That code opens no room"),
        ("code-unknown", "/K7M2PQ", "That code opens no room"),
        ("privacy", "/privacy", "What is kept, and what is not"),
        ("error", "/nothing", "There is no page at this address"),
    ]:
        stranger.page.goto(path)
        stranger.shows(words)
        eyes.page(stranger, moment)


# --- the phone


def test_the_phone(eyes: Eyes, room: Evening, windows: Windows) -> None:
    ana, others = room.ana, room.fills(4)
    phone = windows.phone().opens(room.code)
    phone.in_trouble = True
    eyes.page(phone, "welcome")
    phone.joins(room.code).is_connected()
    eyes.page(phone, "lobby")

    moves(room, "start")
    comes_to(eyes, phone, "story")
    moves(room, "skip", "skip")
    comes_to(eyes, phone, "gate")
    phone.presses("Sit this part out")
    expect(phone.at("main.veiled")).to_be_visible()
    phone.at("main summary:visible").click()
    eyes.page(phone, "out")
    phone.presses("Come back in")
    comes_to(eyes, phone, "story", "story-with-everything")
    votes(eyes, room, phone)
    talks_and_votes_again(eyes, room, phone)
    the_other_kinds(eyes, room, phone)
    phone.page.goto(f"/{room.code}/story")
    eyes.page(phone, "story-so-far")
    phone.opens(room.code)
    ana.says("end")
    comes_to(eyes, phone, "ended")
    assert others


def moves(room: Evening, *commands: str) -> None:
    for command in commands:
        room.ana.says(command)


def comes_to(eyes: Eyes, phone: PhonePage, scene: str, moment: str = "") -> None:
    phone.is_in(scene)
    eyes.page(phone, f"phone-{moment or scene}")


def votes(eyes: Eyes, room: Evening, phone: PhonePage) -> None:
    moves(room, "skip")
    comes_to(eyes, phone, "ready")
    moves(room, "open")
    comes_to(eyes, phone, "open")
    expect(phone.at("form.ask")).to_be_visible()
    phone.chooses("B")
    eyes.page(phone, "phone-chosen")
    phone.context.set_offline(True)
    phone.presses("Send", exact=True)
    phone.shows("No connection – your answer is kept.")
    comes_to(eyes, phone, "sending", "offline")
    phone.context.set_offline(False)
    comes_to(eyes, phone, "counted")
    phone.presses("Tap to show or change it")
    comes_to(eyes, phone, "open", "counted-shown")
    phone.answers("C")
    room.answer(dict.fromkeys(room.phones.values(), "B"))
    room.ana.says("close", grace=60)
    phone.shows("Closing in")
    comes_to(eyes, phone, "counted", "closing")
    moves(room, "close")
    comes_to(eyes, phone, "closed")


def talks_and_votes_again(eyes: Eyes, room: Evening, phone: PhonePage) -> None:
    moves(room, "talk")
    comes_to(eyes, phone, "talk")
    moves(room, "open")
    comes_to(eyes, phone, "again")
    phone.presses("Keep my answer")
    phone.is_in("counted")
    room.answer(dict.fromkeys(room.phones.values(), "C"))
    moves(room, "close", "results")
    phone.is_in("results")
    phone.at("[data-slot=results] summary").click()
    comes_to(eyes, phone, "results")
    moves(room, "patterns", "patterns")
    comes_to(eyes, phone, "patterns")
    moves(room, "cover")
    comes_to(eyes, phone, "covered")
    moves(room, "uncover")


def the_other_kinds(eyes: Eyes, room: Evening, phone: PhonePage) -> None:
    room.ana.says("goto", slide="how-hard")
    comes_to(eyes, phone, "ready", "scale-ready")
    moves(room, "open")
    expect(phone.at("form.ask")).to_be_visible()
    comes_to(eyes, phone, "open", "scale-open")
    phone.answers("4")
    room.answer(dict.fromkeys(room.phones.values(), 2))
    moves(room, "close", "results")
    comes_to(eyes, phone, "results", "scale-results")
    room.ana.says("goto", slide="personal")
    room.ana.says("open", confirm=True)
    expect(phone.at("form.ask")).to_be_visible()
    comes_to(eyes, phone, "open", "personal")
    moves(room, "close", "skip")
    moves(room, "talk")
    comes_to(eyes, phone, "talk", "discuss")


# --- the wall


def test_the_wall(eyes: Eyes, room: Evening, windows: Windows) -> None:
    others, wall = room.fills(6), windows.wall(room)
    wall.in_trouble = True
    eyes.wall(wall, "lobby")
    moves(room, "start")
    eyes.wall(wall, "story")
    room.ana.says("joincode", on=True)
    expect(wall.at(".card")).to_be_visible()
    eyes.wall(wall, "story", "code-over-it")
    room.ana.says("joincode", on=False)
    moves(room, "skip")
    wall.shows("What stays secret")
    eyes.wall(wall, "story", "promise")
    moves(room, "skip")
    wall.shows("The stand-up")
    eyes.wall(wall, "story", "with-everything")
    the_wall_while_voting(eyes, room, wall, others)
    the_wall_of_other_kinds(eyes, room, wall, others)
    the_wall_when_it_shows_nothing(eyes, room, wall)


def the_wall_while_voting(eyes: Eyes, room: Evening, wall: Wall, others: list[Phone]) -> None:
    moves(room, "skip")
    eyes.wall(wall, "ready")
    moves(room, "open")
    eyes.wall(wall, "open")
    room.answer(dict.fromkeys(others, "A"))
    wall.shows("Nearly everyone has answered")
    eyes.wall(wall, "open", "nearly")
    room.ana.says("close", grace=60)
    wall.shows("Closing in")
    eyes.wall(wall, "open", "closing")
    moves(room, "close")
    eyes.wall(wall, "closed")
    moves(room, "talk")
    eyes.wall(wall, "talk")
    moves(room, "open")
    eyes.wall(wall, "open", "again")
    room.answer(dict(zip(others, "CCCBCA", strict=True)))
    moves(room, "close", "results")
    eyes.wall(wall, "results")
    for _ in range(3):
        moves(room, "patterns")
    eyes.wall(wall, "patterns")


def the_wall_of_other_kinds(eyes: Eyes, room: Evening, wall: Wall, others: list[Phone]) -> None:
    room.ana.says("goto", slide="how-hard")
    eyes.wall(wall, "ready", "scale-ready")
    moves(room, "open")
    room.answer(dict(zip(others, [1, 2, 2, 4, 5, 5], strict=True)))
    moves(room, "close", "results")
    eyes.wall(wall, "results", "scale-results")
    room.ana.says("goto", slide="personal")
    room.ana.says("open", confirm=True)
    eyes.wall(wall, "open", "personal")
    moves(room, "close", "results")
    eyes.wall(wall, "results", "withheld")
    room.ana.says("goto", slide="aloud")
    moves(room, "talk")
    eyes.wall(wall, "talk", "discuss")
    room.ana.says("goto", slide="what-we-have-met")
    eyes.wall(wall, "story", "debrief")


def the_wall_when_it_shows_nothing(eyes: Eyes, room: Evening, wall: Wall) -> None:
    for command, facts, scene in [
        ("cover", {}, "covered"),
        ("uncover", {}, "story"),
        ("blank", {"colour": "black"}, "black"),
        ("blank", {"colour": "white"}, "white"),
        ("unblank", {}, "story"),
        ("end", {}, "ended"),
    ]:
        room.ana.says(command, **facts)
        if scene != "story":
            eyes.wall(wall, scene)
    room.house.asks("DELETE", room.api)
    eyes.wall(wall, "gone")


# --- the console


def test_the_console(eyes: Eyes, room: Evening, windows: Windows) -> None:
    others, desk = room.fills(6), windows.desk(room)
    desk.in_trouble = True
    eyes.console(desk, "lobby")
    the_console_tells_a_story(eyes, room, desk)
    the_console_votes(eyes, room, desk, others)
    the_console_opens_its_panels(eyes, room, desk)
    desk.context.set_offline(True)
    desk.shows("This console has lost the server.")
    eyes.console(desk, "offline")
    desk.context.set_offline(False)
    desk.hides("This console has lost the server.")
    room.ana.says("end")
    expect(desk.at("[data-part=summary]")).to_be_visible()
    eyes.console(desk, "ended")


def follows(desk: Desk, room: Evening, *commands: str, **facts: object) -> None:
    """The console has heard of it."""
    for command in commands:
        version = str(room.ana.says(command, **facts)["version"])
    field = "document.querySelector('form[data-part=main] input[name=version]')"
    desk.page.wait_for_function(f"version => {field}.value === version", arg=version)


def the_console_tells_a_story(eyes: Eyes, room: Evening, desk: Desk) -> None:
    follows(desk, room, "start")
    eyes.console(desk, "story")
    follows(desk, room, "skip", "skip")
    eyes.console(desk, "story-with-everything")
    follows(desk, room, "freeze", "next")
    eyes.console(desk, "frozen")
    follows(desk, room, "unfreeze", go=False)
    follows(desk, room, "cover")
    eyes.console(desk, "covered")
    follows(desk, room, "uncover")
    follows(desk, room, "blank", colour="black")
    eyes.console(desk, "black")
    follows(desk, room, "unblank")


def the_console_votes(eyes: Eyes, room: Evening, desk: Desk, others: list[Phone]) -> None:
    follows(desk, room, "skip")
    eyes.console(desk, "ready")
    follows(desk, room, "open")
    eyes.console(desk, "open", by_night=True)
    room.answer(dict.fromkeys(others, "A"))
    follows(desk, room, "close", grace=60)
    eyes.console(desk, "closing")
    follows(desk, room, "close")
    eyes.console(desk, "closed")
    follows(desk, room, "talk")
    eyes.console(desk, "talk")
    follows(desk, room, "open")
    room.answer(dict(zip(others, "AAABBB", strict=True)))
    follows(desk, room, "close")
    eyes.console(desk, "closed-twice", by_night=True)
    desk.presses_next()
    expect(desk.at("#next-action")).to_have_attribute("data-tone", "room")
    eyes.console(desk, "armed")
    follows(desk, room, "results")
    eyes.console(desk, "results", by_night=True)
    follows(desk, room, "patterns", all=True)
    eyes.console(desk, "a-choice-of-ways")


def the_console_opens_its_panels(eyes: Eyes, room: Evening, desk: Desk) -> None:
    for name in ("slides", "more", "keys"):
        desk.at(f"[data-panel={name}] > summary").click()
        eyes.console(desk, f"panel-{name}")
    desk.at("[data-panel=keys] > summary").click()
    desk.at("[data-part=plain-http] > summary").click()
    text = room.house.reads("everything")
    room.house.writes("everything", text.replace("ask: scale", "ask: scala"))
    try:
        desk.shows("The deck's file has a mistake.")
        eyes.console(desk, "a-mistake-in-the-deck")
    finally:
        room.house.writes("everything", text)


# --- before and after


def test_the_pages_before_and_after(eyes: Eyes, room: Evening, windows: Windows) -> None:
    others, desk = room.fills(5), windows.desk()
    desk.in_trouble = True
    for moment, path in [("home", "/present"), ("start", "/present/start/everything"), ("sessions", "/sessions")]:
        desk.page.goto(path)
        eyes.page(desk, moment)
    desk.at("input[name=session]").first.check()
    desk.presses("Delete those that are ticked")
    desk.shows("Delete this session?")
    eyes.page(desk, "deletion")
    desk.page.goto("/decks/everything/runs")
    eyes.page(desk, "runs-to-come")
    desk.page.goto("/present/start/she-has-other-priorities")
    desk.page.evaluate("document.querySelector('form.start').noValidate = true")
    desk.page.evaluate("document.querySelector('#field-presenter').removeAttribute('maxlength')")
    desk.page.get_by_label("Who presents?").fill("Ana " * 50)
    desk.page.get_by_label("How many answers").fill("1")
    desk.presses("Open the room")
    desk.shows("Nothing has started yet.", "Please keep this to 80 characters.")
    eyes.page(desk, "start-with-errors")

    moves(room, "start")
    room.ana.says("goto", slide="say")
    for answers in ("ABABA", "CCABC"):
        room.ana.votes(dict(zip(others, answers, strict=True)))
    moves(room, "results", "patterns", "end")
    desk.page.goto(f"/sessions/{room.id}")
    for summary in desk.at("summary").all():
        summary.click()
    eyes.page(desk, "session")


def test_the_end_of_a_session_for_those_who_were_there_and_those_who_were_not(
    eyes: Eyes, room: Evening, windows: Windows
) -> None:
    others, desk = room.fills(5), windows.desk()
    desk.in_trouble = True
    phone, wall = windows.phone().joins(room.code), windows.wall(room)
    moves(room, "start")
    room.ana.says("goto", slide="say")
    for answers in ("ABABA", "CCABC"):
        room.ana.votes(dict(zip(others, answers, strict=True)))
    moves(room, "results", "patterns", "summary")
    phone.is_in("summary")
    eyes.page(phone, "summary-offered")
    eyes.wall(wall, "summary", "summary")
    phone.page.get_by_role("link", name="Read it").click()
    phone.shows("This is all that the organiser will get.", "Second vote · 5")
    eyes.page(phone, "summary-read")
    moves(room, "end")

    desk.page.goto(f"/sessions/{room.id}")
    desk.at("#line-1").fill("They were braver than the numbers say.")
    desk.at(".cuts fieldset").first.get_by_label("Blur it").check()
    desk.presses("Release it")
    desk.shows("Released on")
    desk.at(".more-cuts > summary").click()
    desk.presses("Make a link")
    link = desk.at("#fresh-link").input_value()
    eyes.page(desk, "session-released")
    reader = windows.open(PhonePage)
    reader.in_trouble = True
    reader.page.goto(link)
    reader.shows("They were braver than the numbers say.", "half or fewer")
    eyes.page(reader, "shared")
    desk.at("#links").get_by_role("button", name="Revoke").click()
    reader.page.reload()
    reader.shows("There is nothing to read at this link any more.")
    eyes.page(reader, "shared-no-more")


def test_all_of_it_in_german(eyes: Eyes, evening: Begin, windows: Windows) -> None:
    room = evening("alles", start=START)
    phone, wall, desk = windows.phone().opens(room.code), windows.wall(room), windows.desk(room)
    eyes.page(phone, "de-welcome")
    phone.presses("Teilnehmen", exact=True)
    moves(room, "start")
    room.ana.says("goto", slide="say")
    moves(room, "open")
    phone.agrees()
    for window in (phone, wall, desk):
        assert window.at("html").get_attribute("lang") == "de"
    expect(phone.at("form.ask")).to_be_visible()
    eyes.page(phone, "de-open")
    eyes.wall(wall, "open", "de-open")
    eyes.console(desk, "de-open")


# --- eyes and ears of other kinds


def test_nothing_moves_for_those_who_asked_for_stillness(room: Evening, windows: Windows) -> None:
    others = room.fills(5)
    still, usual = windows.wall(room), windows.wall(room, reduced_motion="no-preference")
    phone = windows.phone().joins(room.code)
    moves(room, "start", "skip", "skip", "skip")
    phone.agrees()
    room.ana.votes(dict.fromkeys(others, "A"))

    moves(room, "results")
    for window in (still, usual, phone):
        window.is_in("results")

    assert look(usual.page, "moving") != [], "the bars grow"
    assert look(still.page, "moving") == []
    assert look(phone.page, "moving") == []


def test_bars_can_be_told_apart_without_colours(room: Evening, windows: Windows) -> None:
    others, wall = room.fills(6), windows.wall(room, forced_colors="active")
    phone, blank = windows.phone(forced_colors="active").joins(room.code), windows.open(Window)
    moves(room, "start", "skip", "skip", "skip")
    phone.agrees()
    room.ana.votes(dict(zip(others, "AABBCC", strict=True)))
    moves(room, "results")

    for window in (wall, phone):
        window.is_in("results")
        window.picture("eyes-forced-colours")
        bars = [base64.b64encode(bar.screenshot()).decode() for bar in window.at(".bar .track").all()]
        assert len(bars) == 3
        assert all(blank.page.evaluate(INK, bar) > 0.08 for bar in bars)
        if window is wall:
            others_than = [blank.page.evaluate(DIFFERENCE, pair) for pair in combinations(bars, 2)]
            assert all(share > 0.08 for share in others_than), f"equal bars, each of another weave: {others_than}"


PIXELS = """async (picture) => {
  const image = Object.assign(new Image(), { src: `data:image/png;base64,${picture}` })
  await image.decode()
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height })
  const drawing = canvas.getContext("2d")
  drawing.drawImage(image, 0, 0)
  const { data } = drawing.getImageData(3, 3, image.width - 8, image.height - 8)
  return data.filter((_, at) => at % 4 === 0)
}"""
INK = f"""async (picture) => {{
  const shades = await ({PIXELS})(picture)
  return shades.filter((shade) => Math.abs(shade - shades.at(-1)) > 64).length / shades.length
}}"""
"""The share of a picture that is not its background: the shade of its last corner, where a bar has ended."""
DIFFERENCE = f"""async ([one, other]) => {{
  const [some, more] = [await ({PIXELS})(one), await ({PIXELS})(other)]
  return some.filter((shade, at) => Math.abs(shade - more[at]) > 64).length / some.length
}}"""


HEARS = """() => {
  window.heard = []
  const polite = "[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off]), output"
  const regions = document.querySelectorAll(polite)
  for (const region of regions)
    new MutationObserver(() => region.textContent.trim() && heard.push([performance.now(), region.textContent]))
      .observe(region, { childList: true, characterData: true, subtree: true })
  return regions.length
}"""


def test_a_burst_of_votes_is_not_read_aloud(room: Evening, windows: Windows) -> None:
    crowd = room.fills(60)
    moves(room, "start", "skip", "skip", "skip", "open")
    listening = [windows.phone().joins(room.code).agrees().is_connected(), windows.wall(room), windows.desk(room)]
    for window in listening:
        assert window.page.evaluate(HEARS) >= 1

    for tenth in range(10):
        room.answer(dict.fromkeys(crowd[tenth::10], "ABC"[tenth % 3]))
        listening[1].page.wait_for_timeout(150)
    expect(listening[2].at("[data-part=answered]")).to_have_text("60")

    for window in listening:
        assert len(window.page.evaluate("heard")) <= 1
    moves(room, "close", "results")
    listening[1].is_in("results")
    assert listening[1].page.evaluate("heard.at(-1)[1]") == room.ana.sees()["results"]["says"]


SINS = """
<!doctype html><html lang="en"><title>Sins</title><main>
<h1>Sins</h1>
<p style="color: #ccc; background: #fff">Hardly there</p>
<button style="height: 30px">Small</button>
<div style="width: 900px; background: #eee">Wide</div>
<h2 style="height: 20px; line-height: 20px; overflow: hidden; width: 90px">A title in a box that is too small</h2>
</main></html>
"""


def test_these_eyes_see(windows: Windows) -> None:
    """A page with one sin of each kind, so that nobody believes in a check that cannot fail."""
    window = windows.open(Window, viewport={"width": 320, "height": 640})
    window.page.set_content(SINS)

    violations, _ = axe(window.page)
    assert [told.partition(":")[0] for told in violations] == ["color-contrast"]
    assert look(window.page, "tooWide") == ["908 px wide in a window of 320"]
    assert look(window.page, "tooSmall", TOUCH_PX) == ["BUTTON “Small” is 30 px high"]
    assert look(window.page, "cutOff") == ["H2. cuts “A title in a box that is too small” off"]
