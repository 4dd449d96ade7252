"""A follow-up in a real browser: planned at a desk, answered by keyboard without scripts, read in any eyes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Windows
from tests.browser.looks import Eyes
from tests.browser.windows import NEEDS_CHROMIUM, SMALL_PHONE, PhonePage, Window
from tests.cast import Evening, House, standing
from tests.cast.later import Guest, a_lasting_name, evening_with_a_pulse, planned

pytestmark = NEEDS_CHROMIUM


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with standing(House(tmp_path_factory.mktemp("house"), *a_lasting_name())) as house:
        yield house


@pytest.fixture(scope="module")
def ended(house: House) -> Iterator[Evening]:
    evening = evening_with_a_pulse(house)
    yield evening
    for person in evening.everybody():
        person.leaves()


@pytest.fixture
def eyes() -> Iterator[Eyes]:
    eyes = Eyes()
    yield eyes
    assert not eyes.wrong, "\n".join(eyes.wrong)


def test_on_a_small_phone_joining_takes_no_scrolling_and_what_may_be_kept_is_said(
    ended: Evening, windows: Windows, eyes: Eyes
) -> None:
    told = {"presenter": "Ana", "relation": "Trainer", "machine": "Her own laptop", "reports": "Harm", "support": "Ben"}
    room, phone = Evening(ended.house, "pulse", start=told), windows.phone(viewport=SMALL_PHONE)
    phone.page.goto(f"/{room.code}")

    place = phone.page.get_by_role("button", name="Join").bounding_box()
    assert place
    assert place["y"] + place["height"] <= SMALL_PHONE["height"]

    longer = phone.page.locator("details", has_text="may be kept longer; single answers never are.")
    expect(longer.get_by_text("for a follow-up some months from now")).to_be_hidden()
    longer.locator("summary").press("Enter")
    expect(longer.get_by_text("for a follow-up some months from now")).to_be_visible()
    eyes.page(phone, "join-on-a-small-phone")
    room.goes_home()


def test_every_page_of_a_follow_up(eyes: Eyes, ended: Evening, windows: Windows) -> None:
    desk = windows.desk()
    desk.in_trouble = True
    desk.page.goto(f"/sessions/{ended.id}")
    desk.presses("Plan a follow-up")
    eyes.page(desk, "follow-up-form")
    desk.page.get_by_label("For how many days?").fill("7")
    desk.presses("Make the link")
    desk.shows("Planned", "QR code alone")
    eyes.page(desk, "follow-up-planned")
    desk.page.goto("/followups")
    eyes.page(desk, "follow-ups")

    made = planned(ended)
    guest = windows.open(PhonePage, java_script_enabled=True)
    guest.in_trouble = True
    address = Guest(ended.house, made["link"]).at
    guest.page.goto(address)
    eyes.page(guest, "again-form")
    answers_by_keyboard(guest)
    guest.shows("Counted ✓")
    expect(guest.page).to_have_title(re.compile("^Counted ✓ · "))
    eyes.page(guest, "again-counted")
    guest.presses("Change my answers")
    expect(guest.page.locator("input:checked")).to_have_count(2)
    guest.page.evaluate("document.querySelector('form.ask').noValidate = true")
    guest.page.locator("input:checked").first.evaluate("radio => { radio.checked = false }")
    guest.presses("Send both answers")
    guest.shows("Answer both questions, or pass.")
    expect(guest.page).to_have_title(re.compile("^Answer both questions"))
    eyes.page(guest, "again-half")

    for reflection in "ABCDA":
        Guest(ended.house, made["link"]).says(pulse="4", reflection=reflection)
    desk.page.goto(f"/followups/{made['id']}")
    for summary in desk.at("summary").all():
        summary.click()
    eyes.page(desk, "follow-up-open")
    desk.presses("End it for good")
    for window, path in ((desk, ""), (guest, address)):
        if path:
            window.page.goto(path)
        for summary in window.at("summary").all():
            summary.click()
        eyes.page(window, "follow-up-ended" if window is desk else "again-ended")


def answers_by_keyboard(guest: Window) -> None:
    """Each group of answers is one stop; its arrows walk from answer to answer."""
    guest.page.locator("input[name=pulse]").first.focus()
    for key in (" ", "ArrowDown", "Tab", " ", "ArrowDown", "Tab", "Enter"):
        guest.page.keyboard.press(key)
