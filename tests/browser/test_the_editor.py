"""Writing a deck in a real browser: the check while one types, the slide in pictures, and nothing ever lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from decks.inserts import INSERTS
from tests.browser.conftest import Windows
from tests.browser.looks import Eyes
from tests.browser.test_axe import HEARS
from tests.browser.windows import NEEDS_CHROMIUM, PATIENCE_MS, Desk
from tests.cast import House

pytestmark = NEEDS_CHROMIUM

DECK = """\
---
title: Mine
---

# Hello

It is mine.

---

## Which would you like to have?

```slide
ask: choice
```

- [ ] Tea
- [ ] Coffee

Notes:
Pour it **slowly**.
"""


@pytest.fixture
def writer(house: House, windows: Windows) -> Desk:
    """A desk at which Ana writes the deck `mine`."""
    house.writes("mine", DECK)
    return writes(windows.desk(), "mine")


def writes(desk: Desk, deck_id: str) -> Desk:
    desk.page.goto(f"/present/decks/{deck_id}/edit")
    expect(desk.at("[data-part=paper]")).to_have_attribute("data-alive", "")
    return desk


def text(desk: Desk) -> Locator:
    return desk.page.get_by_label("The deck's text")


def says(desk: Desk, words: str) -> None:
    expect(desk.at("[data-part=says]")).to_have_text(words, timeout=PATIENCE_MS)


def puts_the_cursor(desk: Desk, before: str) -> None:
    text(desk).evaluate(
        "(text, words) => { text.focus(); const at = text.value.indexOf(words); text.setSelectionRange(at, at) }",
        before,
    )


def cursor_line(desk: Desk) -> str:
    """The text of the line that is chosen."""
    return str(text(desk).evaluate("text => text.value.slice(text.selectionStart, text.selectionEnd)"))


def test_the_check_follows_what_is_typed_and_leads_to_the_line(writer: Desk) -> None:
    says(writer, "All is well.")
    puts_the_cursor(writer, "choice")
    writer.page.keyboard.type("no")

    says(writer, "1 error")
    problem = writer.at("[data-part=problems] li")
    expect(problem).to_contain_text('error S03: ask: "nochoice" is not one of')
    expect(writer.at(".lines > [data-severity=error]")).to_have_text("ask: nochoice")
    writer.shows("Its picture follows once the errors are mended.")
    writer.page.keyboard.press("Control+Home")
    expect(writer.at("[data-part=wall] .slide")).to_contain_text("It is mine.")
    writer.hides("Its picture follows once the errors are mended.")
    problem.get_by_role("link", name="Line 14").click()

    assert writer.has_focus() == "deck-text"
    assert cursor_line(writer) == "ask: nochoice"
    writer.page.keyboard.type("ask: choice")
    says(writer, "All is well.")
    expect(problem).to_have_count(0)


def test_the_slide_under_the_cursor_is_drawn_for_wall_phone_and_notes(writer: Desk) -> None:
    wall, phone, notes = (writer.at(f"[data-part={name}]") for name in ("wall", "phone", "notes"))
    expect(wall.locator(".slide")).to_contain_text("It is mine.")

    puts_the_cursor(writer, "- [ ] Coffee")

    expect(writer.at("[data-part=where]")).to_have_text("Slide 2 of 2")
    expect(wall.locator(".options li")).to_have_text(["A Tea", "B Coffee"])
    expect(phone.locator("label.answer:visible")).to_have_text(["A Tea", "B Coffee"])
    expect(notes).to_have_text("Pour it slowly.")
    writer.page.keyboard.type("- [ ] Water\n")
    expect(wall.locator(".options li")).to_have_text(["A Tea", "B Water", "C Coffee"])
    puts_the_cursor(writer, "It is mine.")
    expect(wall.locator(".slide")).to_contain_text("It is mine.")


def test_what_is_too_long_steps_down_in_the_picture_as_on_the_wall(writer: Desk) -> None:
    stage = writer.at("[data-part=wall] .stage")
    expect(stage).to_have_attribute("data-fit", "0")

    puts_the_cursor(writer, "It is mine.")
    writer.page.keyboard.type("A sentence that is rather long goes here, once and once more. " * 14)

    expect(stage).not_to_have_attribute("data-fit", "0", timeout=PATIENCE_MS)
    box = stage.bounding_box()
    assert box is not None
    assert abs(box["width"] / box["height"] - 16 / 9) < 0.05


def test_a_form_looks_as_its_own_script_makes_it_on_a_phone(writer: Desk) -> None:
    text(writer).fill(f"{DECK}\n---\n\n{next(insert.markdown for insert in INSERTS if insert.name == 'rank')}")
    puts_the_cursor(writer, "What matters most?")
    phone = writer.at("[data-part=phone]")

    expect(phone.locator(".ranked")).to_have_count(3, timeout=PATIENCE_MS)
    expect(phone.locator("[data-move=up]:visible")).to_have_count(3)
    expect(phone.locator("select")).to_have_count(0)


def test_numbers_stand_beside_their_lines_however_these_break(writer: Desk) -> None:
    puts_the_cursor(writer, "It is mine.")
    writer.page.keyboard.insert_text("Many words in one line, and it breaks. " * 12)
    lines, area = writer.at(".lines"), text(writer)
    expect(lines.locator("> div")).to_have_count(DECK.count("\n") + 1)

    for width in (1366, 700, 320):
        writer.page.set_viewport_size({"width": width, "height": 700})
        assert area.evaluate("text => text.scrollHeight - text.clientHeight") <= 1
        assert abs(lines.evaluate("lines => lines.offsetHeight") - area.evaluate("text => text.offsetHeight")) <= 1
    assert lines.evaluate(
        "lines => getComputedStyle(lines.children[6]).height !== getComputedStyle(lines.children[5]).height"
    )


def test_every_slide_to_insert_stands_behind_the_one_under_the_cursor(writer: Desk) -> None:
    for insert in reversed(INSERTS):
        puts_the_cursor(writer, "It is mine.")
        writer.page.get_by_label("Insert", exact=True).select_option(insert.name)
        writer.presses("Insert after this slide")
        assert writer.has_focus() == "deck-text"
        assert cursor_line(writer) == insert.markdown.split("\n")[0]

    expect(writer.at("[data-part=where]")).to_have_text(f"Slide 2 of {2 + len(INSERTS)}", timeout=PATIENCE_MS)
    says(writer, "All is well.")
    found = text(writer).input_value()
    assert [found.index(insert.markdown) for insert in INSERTS] == sorted(found.index(i.markdown) for i in INSERTS)
    for _ in INSERTS:
        writer.page.keyboard.press("Control+z")
    assert text(writer).input_value() == DECK


def test_saving_writes_the_file_and_leaving_unsaved_text_asks_first(writer: Desk, house: House) -> None:
    asked: list[str] = []
    writer.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    puts_the_cursor(writer, "mine.")
    writer.page.keyboard.type("truly ")
    writer.shows("Not saved yet.")

    writer.page.close(run_before_unload=True)
    writer.page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert house.reads("mine") == DECK

    writer.page.keyboard.press("Control+s")
    expect(writer.at("[data-part=saved]")).to_have_text("Saved.")
    assert house.reads("mine") == DECK.replace("mine.", "truly mine.")
    writer.page.goto("/present")
    assert asked == ["beforeunload"]


def test_two_who_save_are_told_of_each_other_and_choose(writer: Desk, house: House) -> None:
    theirs = DECK.replace("It is mine.", "It is theirs.")
    puts_the_cursor(writer, "mine.")
    writer.page.keyboard.type("truly ")
    house.writes("mine", theirs)

    writer.in_trouble = True
    writer.presses("Save", exact=True)
    writer.shows("This deck was changed elsewhere meanwhile.")
    assert writer.at("[data-part=theirs]").input_value() == theirs == house.reads("mine")
    writer.presses("Take this text instead of mine")
    assert text(writer).input_value() == theirs
    writer.hides("This deck was changed elsewhere meanwhile.")
    expect(writer.at("[data-part=saved]")).to_have_text("Saved.")

    writer.page.keyboard.press("Control+z")
    assert "It is truly mine." in text(writer).input_value()
    house.writes("mine", DECK.replace("It is mine.", "It is somebody's."))
    writer.presses("Save", exact=True)
    writer.presses("Save my text over it")
    expect(writer.at("[data-part=saved]")).to_have_text("Saved.")
    assert house.reads("mine") == DECK.replace("mine.", "truly mine.")


def test_the_tab_key_leaves_the_text_as_it_leaves_every_field(writer: Desk) -> None:
    text(writer).focus()
    writer.page.keyboard.press("Tab")

    assert writer.has_focus() != "deck-text"
    assert text(writer).input_value() == DECK


def test_typing_is_not_read_aloud_but_its_outcome_is(writer: Desk) -> None:
    says(writer, "All is well.")
    puts_the_cursor(writer, "choice")
    assert writer.page.evaluate(HEARS) >= 2

    writer.page.keyboard.type("something that is no kind", delay=30)
    says(writer, "1 error")

    heard = [words for _, words in writer.page.evaluate("heard")]
    assert heard == ["Not saved yet.", "1 error"]


def test_a_server_that_is_gone_takes_no_text_with_it(writer: Desk) -> None:
    writer.in_trouble = True
    writer.context.set_offline(True)
    puts_the_cursor(writer, "mine.")
    writer.page.keyboard.type("truly ")
    writer.page.keyboard.press("Control+s")

    writer.shows("The server did not answer. Your text is still here; try again.")
    assert "truly mine." in text(writer).input_value()
    writer.context.set_offline(False)
    writer.page.keyboard.press("Control+s")
    expect(writer.at("[data-part=saved]")).to_have_text("Saved.")
    writer.hides("The server did not answer.")


def test_without_scripts_the_page_saves_and_checks(house: House, windows: Windows) -> None:
    house.writes("plainly", DECK)
    windows.desk()
    plain = windows.desk(java_script_enabled=False)
    plain.page.goto("/present/decks/plainly/edit")
    expect(plain.at("[data-part=wall] .slide")).to_contain_text("It is mine.")

    text(plain).fill(DECK.replace("ask: choice", "ask: nothing"))
    plain.presses("Check, without saving")
    plain.shows("1 error", "Line 14")
    assert house.reads("plainly") == DECK
    plain.presses("Save", exact=True)
    plain.shows("Saved.")

    assert house.reads("plainly") == DECK.replace("ask: choice", "ask: nothing")


# --- for eyes, ears and thumbs of all kinds


@pytest.fixture
def eyes() -> Iterator[Eyes]:
    eyes = Eyes()
    yield eyes
    assert not eyes.wrong, "\n".join(eyes.wrong)


def test_the_pages_of_writing_for_everybody(eyes: Eyes, writer: Desk, house: House) -> None:
    writer.in_trouble = True
    for moment, path in [("write-new", "/present/decks/new"), ("write-copy", "/present/decks/starter/copy")]:
        writer.page.goto(path)
        eyes.page(writer, moment)
    writes(writer, "mine")
    says(writer, "All is well.")
    writer.page.set_viewport_size({"width": 1280, "height": 800})
    puts_the_cursor(writer, "- [ ] Coffee")
    expect(writer.at("[data-part=where]")).to_have_text("Slide 2 of 2")
    for summary in writer.at("main > .desk summary").all():
        summary.click()
    eyes.page(writer, "editor")
    puts_the_cursor(writer, "choice")
    writer.page.keyboard.type("no")
    says(writer, "1 error")
    eyes.page(writer, "editor-with-an-error")
    house.writes("mine", "---\ntitle: Theirs\n---\n\n# Theirs\n")
    writer.presses("Save", exact=True)
    writer.shows("This deck was changed elsewhere meanwhile.")
    eyes.page(writer, "editor-overtaken")
    writer.complaints[:] = [said for said in writer.complaints if not said.startswith(SHEETS_COPIED)]


SHEETS_COPIED = ("Applying inline style violates", "CSP: style-src-elem inline")
"""To look behind a shadow, axe copies its style sheets into a page of its own; our pages have no such style."""
