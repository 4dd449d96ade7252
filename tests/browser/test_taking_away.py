"""What a phone keeps when it is over: in a real browser, on the smallest phone, after the server has forgotten all."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Windows
from tests.browser.looks import Eyes
from tests.browser.windows import NEEDS_CHROMIUM, SMALL_PHONE, PhonePage
from tests.cast import Evening, House
from tests.conftest import Begin

pytestmark = NEEDS_CHROMIUM

DECK = """---
title: A misstep in the kitchen
lang: LANG
author: Ana
license: CC BY 4.0
source: A book about kitchens
patterns:
  blaming: Blaming
  repair: Repair
---

# Welcome

It was late.[^talk]

[^talk]: [A talk](https://example.org/talk), 2024

---

## What do you say?

```slide
ask: choice
```

- [ ] “You told us too late.”
  > blaming: It makes them responsible for your mistake.
- [ ] “Sorry. I will do better.”
  > repair: It hands the floor back.

---

## For yourself

```slide
ask: commit
```
"""
FORBIDDEN = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
PAGE_MM = 297


@pytest.fixture(scope="module", autouse=True)
def decks(house: House) -> None:
    house.writes("kitchen", DECK.replace("LANG", "en"))
    house.writes("kueche", DECK.replace("LANG", "de"))


@pytest.fixture
def eyes() -> Iterator[Eyes]:
    eyes = Eyes()
    yield eyes
    assert not eyes.wrong, "\n".join(eyes.wrong)


def until_the_card(room: Evening) -> None:
    """Vote, tell the first pattern, and ask for cards."""
    others = room.fills(5)
    room.ana.says("start")
    room.ana.says("goto", slide="what-do-you-say")
    room.ana.says("open")
    for other in others:
        other.answers("A")
    for command in ("close", "results", "patterns"):
        room.ana.says(command)
    room.ana.says("goto", slide="for-yourself")
    room.ana.says("open")


def writes_a_card(phone: PhonePage, send: str) -> None:
    phone.is_in("open")
    phone.at("#card-when").fill("I say the wrong name")
    phone.at("#card-then").fill("SAY THE RIGHT ONE")
    phone.presses(send, exact=True)
    phone.is_in("counted")


def test_a_phone_still_has_it_when_the_server_has_forgotten_the_session(
    eyes: Eyes, house: House, evening: Begin, windows: Windows
) -> None:
    room = evening("kitchen")
    phone = windows.phone(viewport=SMALL_PHONE).joins(room.code)
    phone.in_trouble = True
    until_the_card(room)
    writes_a_card(phone, "Send")
    room.ana.says("end")
    phone.is_in("ended")
    phone.shows("A misstep in the kitchen", "Blaming", "It makes them responsible", "A book about kitchens")
    phone.hides("Repair", "SAY THE RIGHT ONE", "The story so far", "What the organiser will get")
    eyes.page(phone, "takeaway-at-the-end")

    phone.presses("Copy all of it now")
    phone.shows("Copied.")
    assert house.asks("DELETE", f"/api/sessions/{room.id}").status_code == 204
    phone.page.context.clear_cookies()
    phone.page.goto(f"/{room.code}")
    phone.presses("What this phone kept of earlier rooms")

    phone.shows("A misstep in the kitchen", "Blaming", "A talk, 2024")
    assert "Blaming\nIt makes them" in phone.at(".takeaway dl").inner_text(), "each on a line of its own"
    expect(phone.page.get_by_role("link", name="A talk, 2024")).to_have_attribute("href", "https://example.org/talk")
    phone.at(".takeaway .card summary").click()
    phone.shows("SAY THE RIGHT ONE")
    eyes.page(phone, "takeaway-later")
    assert not [said for said in phone.said if "RIGHT" in said], "it has never left the phone"

    phone.at(".takeaway [data-card=forget]").press("Enter")
    phone.hides("SAY THE RIGHT ONE")
    expect(phone.at(".takeaway h2:focus")).to_have_text("A misstep in the kitchen")
    phone.at("[data-take=all]").press("Enter")
    expect(phone.at(":focus")).to_contain_text("Everything is removed.")
    phone.hides("Blaming", "A misstep in the kitchen")
    assert phone.page.evaluate("Object.keys(localStorage).length") == 0
    phone.page.reload()
    phone.shows("this browser keeps nothing of a room")


def test_where_nothing_can_be_stored_it_can_be_copied(eyes: Eyes, evening: Begin, windows: Windows) -> None:
    room = evening("kueche")
    phone = windows.phone(viewport=SMALL_PHONE)
    phone.context.add_init_script(FORBIDDEN)
    phone.opens(room.code).presses("Teilnehmen", exact=True)
    phone.is_connected()
    phone.in_trouble = True
    until_the_card(room)
    writes_a_card(phone, "Senden")

    room.ana.says("end")

    phone.shows("Dieser Browser speichert nichts", "Jetzt alles kopieren", "Blaming")
    phone.hides("Von diesem Telefon löschen", "Alles von diesem Telefon entfernen")
    phone.at(".takeaway .card summary").click()
    phone.shows("SAY THE RIGHT ONE")
    phone.hides("Sie ist auf diesem Telefon gespeichert")
    eyes.page(phone, "takeaway-unstored")
    phone.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= SMALL_PHONE["width"], "text twice as large"


def test_a_phone_that_sleeps_at_the_end_has_what_was_told_before(evening: Begin, windows: Windows) -> None:
    room = evening("kitchen")
    phone = windows.phone().opens(room.code)
    phone.page.add_init_script("Math.random = () => 0")
    phone.joins(room.code)
    phone.in_trouble = True
    with phone.page.expect_response(re.compile("/takeaway$")):
        until_the_card(room)
    phone.page.goto("about:blank")
    room.ana.says("end")

    phone.page.goto(f"/{room.code}")

    phone.shows("This session has ended.", "Blaming", "A book about kitchens")


def test_it_prints_on_one_page_and_without_buttons(evening: Begin, windows: Windows) -> None:
    room = evening("kitchen")
    phone = windows.phone().joins(room.code)
    phone.in_trouble = True
    until_the_card(room)
    writes_a_card(phone, "Send")
    room.ana.says("end")
    phone.shows("Blaming")
    phone.presses("Copy all of it now")
    phone.shows("Copied.")
    phone.page.evaluate("window.print = () => {}")

    phone.page.locator("[data-take=print]").click()
    phone.page.emulate_media(media="print")

    phone.shows("A misstep in the kitchen", "SAY THE RIGHT ONE", "Blaming", "A book about kitchens")
    phone.hides(
        "Copy all of it now",
        "Copied.",
        "Copy it now",
        "Is this phone used by others too?",
        "That was it",
        "Your privacy",
    )
    height = phone.page.evaluate("document.documentElement.scrollHeight")
    assert height * 25.4 / 96 < PAGE_MM
