"""The whole evening on real pages: Ana's console, the projector, two phones in people's hands, and seven more."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

from playwright.sync_api import Download, Locator, expect

from tests.browser.begun import Begun
from tests.browser.conftest import Windows
from tests.browser.windows import (
    NEEDS_CHROMIUM,
    OLD_WALL,
    SMALL_PHONE,
    WALL,
    Desk,
    PhonePage,
    Wall,
    Window,
    one_time_link,
)
from tests.cast import Evening, House, Phone

pytestmark = NEEDS_CHROMIUM

TITLE = "Thursday at the depot"
START = {
    "Who presents?": "Ana",
    "What are you to the people": "A colleague from another team",
    "Whose machine is this?": "Ana’s own laptop",
    "Must you report what you hear?": "No. What is said here stays here",
    "Whom can people turn to?": "Bea in room 12",
    "What is this session called?": TITLE,
    "Jamie": "Noor",
}
NOTE = "A story about a woman who is passed over at work"
LETTERS = "ABCDE"


def test_a_workshop_from_the_door_to_the_summary(house: House, windows: Windows, tmp_path: Path) -> None:
    desk = enters_once(house, windows)
    evening = starts(house, desk)
    wall = opens_the_projector(desk)
    ben, chi = joins_by_the_code(windows, evening, desk), windows.phone(viewport=SMALL_PHONE).joins(evening.code)
    others = evening.fills(7)
    expect(wall.at(".lobby:visible .count")).to_have_text("Phones in the room: 9")
    wall.picture("01-lobby")
    desk.picture("01-lobby")

    tells_the_story(desk, wall, [ben, chi])
    votes_for_the_first_time(desk, wall, ben, chi, evening, others)
    talks(desk, wall, ben)
    votes_again(desk, wall, ben, chi, evening, others)
    shows_both_columns(desk, wall, ben)
    shows_patterns(desk, wall, ben)
    ends(desk, wall, [ben, chi])
    takes_the_summary_home(desk, windows, tmp_path)
    for person in evening.everybody():
        person.leaves()


# --- in


def enters_once(house: House, windows: Windows) -> Desk:
    desk, link = windows.open(Desk), one_time_link(house)
    desk.page.goto(link)
    desk.page.reload()
    desk.picture("00-enter")
    desk.enters(house)
    desk.shows("What would you like to run?")
    desk.picture("00-home", full=True)

    second = windows.open(Window)
    response = second.page.goto(link)
    assert response is not None
    assert response.status == 401
    second.shows("has been used or is too old")
    second.hides("Type the code")
    second.picture("00-used-link")
    second.page.goto("/present")
    second.shows("There is no page at this address")
    assert [each for each in second.complaints if "401" not in each and "404" not in each] == []
    second.complaints.clear()
    return desk


def starts(house: House, desk: Desk) -> Begun:
    deck = desk.page.get_by_role("listitem").filter(has_text="She has other priorities")
    deck.get_by_role("link", name="Start").click()
    for label, words in START.items():
        desk.page.get_by_label(label).fill(words)
    desk.picture("00-start", full=True)
    desk.presses("Open the room")
    desk.page.wait_for_url("**/present/*")
    desk.is_alive()
    return Begun(house, desk)


def opens_the_projector(desk: Desk) -> Wall:
    with desk.page.expect_popup() as popup:
        desk.presses("SHARE THIS: the projector")
    wall = object.__new__(Wall)
    wall.__dict__.update(desk.__dict__)
    wall.page = popup.value
    wall.page.set_viewport_size(WALL)
    wall.is_in("lobby")
    return wall


def joins_by_the_code(windows: Windows, evening: Begun, desk: Desk) -> PhonePage:
    """Types it as it is read aloud, reads what comes before anything else, and joins with one press."""
    phone = windows.phone()
    phone.page.goto("/")
    phone.picture("01-join")
    phone.page.get_by_label("The code on the big screen").fill(f"{evening.code[:3]} {evening.code[3:]}".lower())
    phone.presses("Go on")
    phone.page.wait_for_url(f"**/{evening.code}")
    assert NOTE in phone.at("main > *").first.inner_text()
    phone.shows("Ana", "A colleague from another team", "Ana’s own laptop", "stays here", "Bea in room 12")
    phone.shows("Nobody in this room, the presenter included, can see who answered what.")
    assert evening.ana.sees()["joined"] == 0
    phone.picture("01-before-joining", full=True)
    phone.presses("Join", exact=True)
    phone.is_in("lobby")
    expect(desk.at("[data-part=joined]")).to_have_text("1")
    phone.picture("01-in")
    return phone


# --- the story


def tells_the_story(desk: Desk, wall: Wall, phones: list[PhonePage]) -> None:
    desk.presses_next("Start: show the first slide")
    everywhere(desk, wall, phones, "She has other priorities", "Getting it wrong for a friend")
    photographs("02-title", desk, wall, *phones)
    desk.presses_next("Next slide: What stays secret, and what can’t")
    everywhere(desk, wall, phones, "What stays secret, and what can’t")
    photographs("03-promise", desk, wall, *phones)
    desk.presses_next("Next slide: How we’d like to talk")
    photographs("04-ready", desk, wall, *phones)
    desk.goes_another_way("skip")
    photographs("05-scale", desk, wall, *phones)
    desk.goes_another_way("skip")
    steps_through(
        desk, wall, phones, "You’ve learned something", "And it goes wrong", "I’m no good at this", "a bad ally"
    )
    desk.presses_next()
    steps_through(desk, wall, phones, "Because it isn’t simple", "no two people are alike", "no list to learn by heart")
    desk.presses_next("Next slide: The hiring question")
    reads_the_note_of_the_part(wall, phones)
    steps_through(desk, wall, phones, "This is Noor", "Noor’s on parental leave", "In studies of hiring")
    desk.presses_next()
    steps_through(
        desk, wall, phones, "I’ve got a new role to fill", "She could do it; you know that", "a train to catch"
    )
    photographs("07-story", desk, wall, *phones)
    desk.presses_next("Next slide: What do you say to Morgan?")
    for phone in phones:
        phone.is_in("ready")
        phone.shows("The vote opens when Ana has finished the story.")
    photographs("08-ready", desk, wall, *phones)


def everywhere(desk: Desk, wall: Wall, phones: list[PhonePage], *words: str) -> None:
    for place in (desk, wall, *phones):
        place.shows(*words)


def steps_through(desk: Desk, wall: Wall, phones: list[PhonePage], first: str, *beats: str) -> None:
    """Each press shows one beat more, on all three at once, and nothing of the next one."""
    everywhere(desk, wall, phones, first)
    for beat in beats:
        assert not any(window.page.get_by_text(beat).count() for window in (wall, *phones))
        desk.presses_next("Show the next part")
        everywhere(desk, wall, phones, beat)


def reads_the_note_of_the_part(wall: Wall, phones: list[PhonePage]) -> None:
    wall.shows("This is Noor")
    for phone in phones:
        phone.is_in("gate")
        phone.shows("The story starts here")
        phone.hides("This is Noor")
        phone.picture("06-note")
        phone.agrees()


# --- the votes

ROUND_1 = dict(zip(range(9), "ABCDEABAB", strict=True))
ROUND_2 = dict(zip(range(9), "ACCCBCCCC", strict=True))
"""What the nine answer; the first two are the pages."""


def votes_for_the_first_time(
    desk: Desk, wall: Wall, ben: PhonePage, chi: PhonePage, evening: Evening, others: list[Phone]
) -> None:
    desk.presses_next("Open the vote (round 1 of 2)")
    photographs("09-open", desk, wall, ben, chi)
    wall.shows("0 of 9 have answered")
    ben.answers(ROUND_1[0])
    wall.shows("1 of 9 have answered")
    expect(desk.at("[data-part=answered]")).to_have_text("1")
    desk.shows("4 more answers needed")
    evening.answer((phone, ROUND_1[index]) for index, phone in enumerate(others[:5], start=2))
    wall.shows("6 of 9 have answered")
    chi.answers(ROUND_1[1])
    evening.answer([(others[5], ROUND_1[7])])
    wall.shows("Nearly everyone has answered")
    expect(desk.at("[data-part=answered]")).to_have_text("8")
    photographs("10-counted", desk, wall, ben, chi)

    closes_and_keeps_it_open_after_all(desk, wall, ben)
    evening.answer([(others[6], ROUND_1[8])])
    expect(desk.at("[data-part=answered]")).to_have_text("9")
    desk.presses_next("Close the vote in 8 seconds")
    ben.page.wait_for_timeout(6500)
    ben.is_in("counted")
    ben.is_in("closed")
    wall.shows("The vote is closed")
    wall.hides("9 of 9")
    ben.shows("Your answer is counted.")
    photographs("12-closed", desk, wall, ben, chi)


def closes_and_keeps_it_open_after_all(desk: Desk, wall: Wall, phone: PhonePage) -> None:
    desk.presses_next("Close the vote in 8 seconds")
    for place in (wall, phone):
        expect(place.page.get_by_text(re.compile(r"Closing in [5-8]…")).filter(visible=True)).to_be_visible()
    photographs("11-closing", desk, wall, phone)
    desk.presses_next("Keep the vote open")
    for place in (wall, phone):
        place.hides("Closing in")
    phone.is_in("counted")


def talks(desk: Desk, wall: Wall, phone: PhonePage) -> None:
    desk.shows("PRIVATE: the result. The room does not see it.")
    assert wall.at("[data-slot=results]").inner_html().strip() == ""
    desk.presses_next("Start the talk")
    everywhere(desk, wall, [phone], "Which of these have you heard, or said, or nearly said?")
    for window in (wall, phone):
        clock = window.at(".talk .timer:visible")
        expect(clock).to_have_text(re.compile(r"2:5\d"))
        expect(clock).not_to_have_text(clock.inner_text(), timeout=3000)
        window.shows("in pairs")
    photographs("13-talk", desk, wall, phone)
    desk.waits_out_the_bounce()
    desk.at("[data-part=prompts-says]").click()
    desk.presses("Which one sounds kindest?")
    everywhere(desk, wall, [phone], "Which one sounds kindest? What does it leave Noor to do?")
    wall.hides("Which of these have you heard")


def votes_again(desk: Desk, wall: Wall, ben: PhonePage, chi: PhonePage, evening: Evening, others: list[Phone]) -> None:
    desk.presses_next("Open round 2")
    wall.shows("Second vote")
    for phone in (ben, chi):
        phone.is_in("again")
        assert phone.at("main :checked").filter(visible=True).count() == 0
        assert phone.at("form.ask:visible").count() == 0
    photographs("14-again", desk, wall, ben, chi)
    ben.presses("Keep my answer")
    ben.is_in("counted")
    chi.presses("Choose again")
    assert chi.at("form.ask :checked").count() == 0
    chi.picture("14-choose-again", full=True)
    chi.answers(ROUND_2[1])
    evening.answer((phone, ROUND_2[index]) for index, phone in enumerate(others, start=2))
    expect(desk.at("[data-part=answered]")).to_have_text("9")
    desk.presses_next("Close the vote in 8 seconds")
    desk.goes_another_way("close")
    ben.is_in("closed")


def shows_both_columns(desk: Desk, wall: Wall, phone: PhonePage) -> None:
    desk.presses_next("Get the results ready")
    expect(desk.at("#next-action")).to_have_attribute("data-tone", "room")
    photographs("15-armed", desk, wall)
    assert wall.scene == "closed"
    assert wall.at("[data-slot=results]").inner_html().strip() == ""
    desk.presses_next("Show the results to the room")
    for place in (wall, phone):
        place.is_in("results")
        results = place.at("[data-slot=results]")
        expect(results.locator(".column")).to_have_count(2)
        assert [numbers(results, nth) for nth in (0, 1)] == [counted(ROUND_1), counted(ROUND_2)]
        place.shows("C: 1 of 9, then 7 of 9.")
    expect(wall.at("[role=status]")).to_have_text("C has the most answers: 7 of 9.")
    photographs("16-results", desk, wall, phone)


def counted(answers: dict[int, str]) -> list[str]:
    tally = Counter(answers.values())
    return [str(tally[letter]) for letter in LETTERS]


def numbers(results: Locator, column: int) -> list[str]:
    return results.locator(".column").nth(column).locator(".bar .number").all_inner_texts()


def shows_patterns(desk: Desk, wall: Wall, phone: PhonePage) -> None:
    """One sentence and its name at each press, and not one number."""
    words = ["Show the first of 5 patterns", *(f"Show the next pattern ({left} left)" for left in (4, 3, 2))]
    for told, says in enumerate([*words, "Show the last pattern"], start=1):
        desk.presses_next(says)
        for window in (wall, phone):
            window.is_in("patterns")
            expect(window.at(".patterns > li")).to_have_count(told)
            assert not re.search(r"\d", window.at("[data-slot=results]").inner_text())
    wall.shows("Asking her first", "Staying out of it")
    photographs("17-patterns", desk, wall, phone)


# --- out


def ends(desk: Desk, wall: Wall, phones: list[PhonePage]) -> None:
    desk.goes_another_way("end")
    wall.is_in("patterns")
    desk.picture("18-end-armed")
    desk.presses_next("End the session for everybody")
    wall.is_in("ended")
    for phone in phones:
        phone.is_in("ended")
    photographs("19-ended", desk, wall, *phones)


def takes_the_summary_home(desk: Desk, windows: Windows, folder: Path) -> None:
    desk.presses("To the summary")
    desk.shows(TITLE, "Take it home")
    desk.picture("20-summary", full=True)
    files = {name: downloads(desk, name, folder) for name in ("JSON", "CSV", "HTML")}

    told = json.loads(files["JSON"].read_text(encoding="utf-8"))
    (ask,) = (one for one in told["asks"] if one["id"] == "what-do-you-say-to-morgan")
    assert [list(map(str, one["counts"].values())) for one in ask["rounds"]] == [counted(ROUND_1), counted(ROUND_2)]
    rows = list(csv.reader(files["CSV"].read_text(encoding="utf-8-sig").splitlines()))
    assert sum("what-do-you-say-to-morgan" in row for row in rows) >= 2 * len(LETTERS)
    opens_alone(windows, files["HTML"])


def downloads(desk: Desk, name: str, folder: Path) -> Path:
    with desk.page.expect_download() as download:
        desk.presses(name, exact=True)
    file: Download = download.value
    assert file.suggested_filename.endswith(f".{name.lower()}")
    path = folder / file.suggested_filename
    file.save_as(path)
    return path


def opens_alone(windows: Windows, file: Path) -> None:
    """The page from the disk: nothing but itself is loaded, and nothing complains (the window would)."""
    page = windows.open(Window)
    page.page.goto(file.as_uri())
    page.shows(TITLE, "What do you say to Morgan?")
    assert page.at("svg rect").count() == 2 * len(LETTERS)
    assert page.requests == [file.as_uri()]
    page.picture("21-downloaded", full=True)


def photographs(name: str, *windows: Window) -> None:
    for window in windows:
        window.picture(f"{name}-{type(window).__name__.lower()}")
        if isinstance(window, Wall):
            window.page.set_viewport_size(OLD_WALL)
            window.picture(f"{name}-wall")
            window.page.set_viewport_size(WALL)
