"""What is written on a phone, and what is private: in a real browser, on the smallest phone, in every state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Download, WebSocketRoute, expect

from tests.browser.conftest import Windows
from tests.browser.looks import Eyes
from tests.browser.windows import NEEDS_CHROMIUM, SMALL_PHONE, PhonePage, slow_script
from tests.cast import Evening
from tests.cast.people import Listener
from tests.cast.waiting import until
from tests.conftest import Begin

pytestmark = NEEDS_CHROMIUM

A_WHILE_MS = 15_000


@pytest.fixture
def room(evening: Begin) -> Evening:
    room = evening("written", start={"presenter": "Ana"})
    room.ana.says("start")
    room.ana.connects()
    return room


@pytest.fixture
def eyes() -> Iterator[Eyes]:
    eyes = Eyes()
    yield eyes
    assert not eyes.wrong, "\n".join(eyes.wrong)


def asks(room: Evening, slide: str) -> None:
    room.ana.says("goto", slide=slide)
    room.ana.says("open")


def lets_through(room: Evening, count: int) -> None:
    """Let every text through, once so many have come."""
    until(lambda: room.ana.sees()["waiting"] >= count)
    for item in room.ana.sees()["moderation"]:
        until(lambda item=item: Listener.says(room.ana, "moderate", {"item": item["item"], "do": "approve"})["ok"])


def test_what_was_written_before_the_scripts_came_stays_and_is_sent(room: Evening, windows: Windows) -> None:
    asks(room, "story")
    phone = windows.phone(viewport=SMALL_PHONE)
    with slow_script(phone, "text"):
        phone.joins(room.code)
        phone.at("[name=keep]").check()
        phone.at("#entry").fill("BIRCH")
    expect(phone.at("#entry-0")).to_be_focused()
    phone.page.keyboard.type(" grows here")
    expect(phone.at("#entry-0")).to_have_value("BIRCH grows here")
    phone.shows("104 left")
    phone.presses("Send", exact=True)
    phone.is_in("counted")
    phone.presses("Tap to show or change it")
    expect(phone.at("#entry-0")).to_have_value("BIRCH grows here")


def test_a_text_goes_its_way_from_the_field_to_the_room(eyes: Eyes, room: Evening, windows: Windows) -> None:
    others = room.fills(5)
    phone = windows.phone(viewport=SMALL_PHONE).joins(room.code)
    asks(room, "story")
    phone.is_in("open")
    phone.presses("Send", exact=True)
    phone.shows("Write something first, or press Pass.")
    eyes.page(phone, "text-lacking")

    phone.at("#entry-0").fill("BIRCH grows here")
    phone.shows("104 left")
    phone.presses("Another one")
    expect(phone.at("#entry-1")).to_be_focused()
    phone.at("#entry-1").fill("CEDAR grows here")
    phone.at("[name=keep]").nth(1).check()
    phone.page.reload()
    phone.is_in("open")
    expect(phone.at("#entry-1")).to_have_value("CEDAR grows here")
    expect(phone.at("[name=keep]").nth(1)).to_be_checked()
    eyes.page(phone, "text-two")
    phone.presses("Send", exact=True)
    phone.is_in("counted")
    phone.hides("BIRCH grows here")

    room.answer((other, "Theirs") for other in others)
    until(lambda: {"BIRCH grows here", "CEDAR grows here"} <= {item["text"] for item in room.ana.sees()["moderation"]})
    phone.presses("Tap to show or change it")
    phone.shows("Handed on. It cannot be changed any more, only taken back.")
    assert phone.at("#entry-0").get_attribute("readonly") is not None
    eyes.page(phone, "text-handed-on")
    phone.at("[data-entry=back]").first.click()
    phone.is_in("counted")
    until(lambda: "BIRCH grows here" not in {item["text"] for item in room.ana.sees()["moderation"]})

    lets_through(room, 3)
    phone.shows("What people wrote", "CEDAR grows here")
    phone.hides("BIRCH grows here")
    eyes.page(phone, "text-items")


def test_a_question_is_lifted_up_by_keyboard_and_keeps_the_focus(eyes: Eyes, room: Evening, windows: Windows) -> None:
    others = room.fills(3)
    phone = windows.phone(viewport=SMALL_PHONE).joins(room.code)
    asks(room, "unclear")
    room.answer((other, f"Question of {other.name}") for other in others)
    lets_through(room, 3)
    lift = phone.at("[data-item] button:visible")
    expect(lift).to_have_count(3, timeout=A_WHILE_MS)
    expect(lift.nth(2)).to_have_accessible_description(re.compile("^Question of "))
    phone.at("#entry-0").fill("How do I begin?")
    phone.presses("Send", exact=True)
    expect(phone.at("main :focus")).to_have_text("Counted ✓")

    lift.nth(2).focus()
    item = lift.nth(2).get_attribute("value")
    phone.page.keyboard.press("Enter")
    mine = phone.at(f"button[value='{item}']")
    expect(mine).to_have_attribute("aria-pressed", "true")
    for other in others:
        assert other.says("upvote", {"item": item})["ok"]
    expect(mine).to_contain_text("4", timeout=A_WHILE_MS)
    expect(lift.first).to_have_attribute("value", str(item))
    expect(mine).to_be_focused()
    eyes.page(phone, "questions")

    phone.page.keyboard.press("Enter")
    expect(mine).to_have_attribute("aria-pressed", "false")
    phone.page.goto(f"/{room.code}/items")
    eyes.page(phone, "questions-all")


def test_a_card_stays_on_its_phone_past_the_end(eyes: Eyes, room: Evening, windows: Windows) -> None:
    phone = windows.phone(viewport=SMALL_PHONE, accept_downloads=True).joins(room.code)
    phone.in_trouble = True
    asks(room, "own")
    phone.is_in("open")
    phone.at("#card-when").fill("I say the wrong name")
    phone.at("#card-then").fill("SAY THE RIGHT ONE, and go on.")
    eyes.page(phone, "card-writing")
    phone.presses("Send", exact=True)
    phone.is_in("counted")
    phone.hides("SAY THE RIGHT ONE")
    phone.at(".card summary").click()
    phone.shows("If I say the wrong name, then I will SAY THE RIGHT ONE, and go on.")
    eyes.page(phone, "card")

    phone.presses("Copy it now")
    phone.shows("Copied.")
    assert read(saves(phone, "Download as text")).startswith("If I say the wrong name, then I will SAY")
    dates = read(saves(phone, "Remind me in 1, 3 and 8 months"))
    assert (dates.count("BEGIN:VEVENT"), dates.count("SUMMARY:Note to myself"), "RIGHT ONE" in dates) == (3, 3, False)
    phone.page.emulate_media(media="print")
    phone.shows("SAY THE RIGHT ONE")
    phone.hides("Copy it now", "Tell the presenter privately", "Counted")
    phone.page.emulate_media(media="screen")
    sent = [said for said in phone.said if "RIGHT" in said]
    assert (sent, any('"answer"' in said for said in phone.said)) == ([], True), "it has not left the phone"

    room.ana.says("end")
    phone.is_in("ended")
    phone.page.reload()
    phone.shows("This session has ended.")
    phone.hides("SAY THE RIGHT ONE")
    phone.at(".card summary").click()
    phone.shows("SAY THE RIGHT ONE")
    eyes.page(phone, "card-after-the-end")
    phone.presses("Delete it from this phone")
    phone.hides("SAY THE RIGHT ONE")
    phone.page.reload()
    phone.hides("Your card")


def saves(phone: PhonePage, button: str) -> Download:
    with phone.page.expect_download() as coming:
        phone.presses(button)
    return coming.value


def read(download: Download) -> str:
    return Path(download.path()).read_text(encoding="utf-8")


def test_a_reason_is_written_and_a_place_in_three_is_taken(eyes: Eyes, room: Evening, windows: Windows) -> None:
    others = room.fills(5)
    phone, silent = (windows.phone(viewport=SMALL_PHONE).joins(room.code) for _ in range(2))
    asks(room, "say")
    phone.answers("B")
    room.answer(dict.fromkeys(others, "A"))
    room.ana.says("close")
    phone.shows("Why might a decent person say this?", "It says nothing about what you chose.")
    silent.shows("Why might a decent person say this?")
    eyes.page(phone, "reason")
    phone.at("#reason-text").fill("They were startled.")
    phone.at("[data-slot=reason] button.primary").click()
    phone.shows("Thank you. It is handed on together with others.")
    phone.hides("Why might a decent person say this?")
    for other in others:
        dealt = other.resyncs()["mine"]["dealt"]
        assert other.says("reason", {"ask": "say", "option": dealt, "text": f"Reason of {other.name}"})["ok"]
    room.ana.says("talk")
    lets_through(room, 3)
    phone.shows("Why a decent person might say it")
    eyes.page(phone, "reasons")

    room.ana.says("goto", slide="threes")
    room.ana.says("talk")
    expect(phone.at("[data-threes=agree]")).to_be_visible(timeout=A_WHILE_MS)
    eyes.page(phone, "threes")
    phone.presses("Second")
    place = phone.at("[data-threes=role]")
    expect(place).to_be_focused()
    eyes.page(phone, "role")
    for turn, role in [("Turn 2 of 3", "You speak."), ("Turn 3 of 3", "You observe.")]:
        expect(place).to_contain_text(turn, timeout=A_WHILE_MS)
        expect(place).to_contain_text(role)
    assert not [said for said in phone.said if "place" in said or "Second" in said]


LIKE = """() => {
  const seen = [...document.querySelectorAll("main :is(h1, h2, h3)")].filter((each) => each.checkVisibility())
  const { scrollHeight, dataset } = document.querySelector("main")
  return { scene: dataset.scene, height: scrollHeight, headings: seen.map((each) => each.textContent.length) }
}"""


def test_a_phone_that_sits_a_part_out_looks_like_any_other(eyes: Eyes, room: Evening, windows: Windows) -> None:
    others = room.fills(5)
    here, out = (windows.phone(viewport=SMALL_PHONE).joins(room.code) for _ in range(2))
    room.ana.says("goto", slide="hard")
    here.agrees()
    out.is_in("gate")
    out.at("[data-do=out]:visible").click()
    expect(out.at("main.veiled")).to_be_visible()
    expect(out.at("[data-slot=status]")).to_have_text("You are sitting this part out.")

    def are_alike(moment: str) -> None:
        until(lambda: (here.page.wait_for_timeout(50), looks(here) == looks(out))[1])
        for words in ("A blow falls", "happened next", "thunder", "lightning"):
            out.hides(words)
        eyes.page(out, f"out-{moment}")

    are_alike("story")
    here.shows("A blow falls")
    room.ana.says("goto", slide="hard-vote")
    are_alike("ready")
    room.ana.says("open")
    are_alike("open")
    here.answers("A")
    out.is_in("counted")
    are_alike("counted")
    out.presses("Tap to show or change it")
    expect(out.at("[data-slot=part] > summary")).to_be_focused()
    out.shows("You are sitting this part out.")
    out.at("[data-slot=part] > summary").click()
    room.answer(dict.fromkeys(others, "B"))
    assert room.ana.says("close")["results"]["n"] == 7, "the question was passed"
    are_alike("closed")
    room.ana.says("results")
    are_alike("results")
    here.shows("The thunder")

    out.at("[data-slot=part] > summary").click()
    out.presses("Come back in")
    out.shows("The thunder")
    room.ana.says("goto", slide="story")
    out.shows("When did it go well?")
    room.ana.says("open")
    room.answer({other: f"It went well for {other.name}." for other in others})
    lets_through(room, 3)
    out.shows("What people wrote", "It went well for")


def looks(phone: PhonePage) -> Any:
    return phone.page.evaluate(LIKE)


def test_a_private_word_is_sent_taken_back_and_receipted(eyes: Eyes, room: Evening, windows: Windows) -> None:
    phone = windows.phone(viewport=SMALL_PHONE)
    lines: list[WebSocketRoute] = []

    def listen(line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        line.on_message(server.send)
        server.on_message(line.send)
        lines.append(line)

    phone.context.route_web_socket("**/socket.io/**", listen)
    phone.joins(room.code)
    until(lambda: (phone.page.wait_for_timeout(50), lines)[1])
    phone.at(".private summary").click()
    eyes.page(phone, "private")
    phone.presses("This is too close for me")
    phone.shows("On its way.", "Take it back", "(9 s)")
    eyes.page(phone, "private-sent")
    phone.presses("Take it back")
    phone.shows("Taken back. Nobody has seen it.")
    expect(phone.at(".private summary")).to_be_focused()
    phone.presses("I need a short break")
    phone.shows("On its way.")

    lines[-1].send('42["receipt",{"kind":"pause"}]')

    phone.shows("Seen. Nobody will be asked who.")
    phone.hides("Take it back")
    room.ana.says("cover")
    phone.is_in("covered")
    expect(phone.at(".private summary")).to_be_visible()
    eyes.page(phone, "private-receipt")


def test_the_forms_work_in_german_too(eyes: Eyes, room: Evening, windows: Windows) -> None:
    text = room.house.reads("written")
    room.house.writes("geschrieben", text.replace("title: What we write", "title: Was wir schreiben\nlang: de"))
    german = Evening(room.house, "geschrieben")
    german.ana.says("start")
    phone = windows.phone(viewport=SMALL_PHONE)
    phone.page.goto(f"/{german.code}")
    phone.presses("Teilnehmen")
    for slide, words in [("story", "Ihr Stil kann Sie verraten."), ("word", "Ein Wort"), ("own", "Wenn …")]:
        asks(german, slide)
        phone.shows(words)
        eyes.page(phone, f"german-{slide}")
        phone.presses("Senden", exact=True)
        phone.shows("oder drücken Sie auf Auslassen.")
        german.ana.says("close")
    german.goes_home()
