"""What the person in front has besides the slides: hands, heads, a silence, and a question that nobody planned."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.cast import Evening, House, Phone, until
from tests.conftest import Begin
from tests.stories.test_starting import CSRF, console, form

QUESTION = "What would you need to hear?"
ANSWERS = ["Sorry", "Thank you", "Nothing at all"]


@pytest.fixture
def desk(own_house: House) -> tuple[House, httpx.Client]:
    """A house, and the presenter's browser, which runs no scripts."""
    return own_house, console(own_house)


def begun(evening: Begin, deck: str = "vote", phones: int = 6) -> tuple[Evening, list[Phone]]:
    room = evening(deck)
    people = room.fills(phones)
    room.ana.says("start")
    return room, people


def titles(room: Evening) -> list[str]:
    return [each["title"] for each in room.ana.summary().json()["asks"]]


# --- a question that nobody planned


def test_an_unplanned_question_is_asked_and_kept_in_the_summary(evening: Begin) -> None:
    room, phones = begun(evening)
    before = room.ana.sees()
    view = room.ana.says("unplanned", title=QUESTION, kind="choice", options=ANSWERS)

    assert (view["slide"]["title"], view["ask"]["phase"], view["slide"]["of"]) == (
        QUESTION,
        "ready",
        before["slide"]["of"] + 1,
    )
    assert view["overview"] != before["overview"], "the console learns that there is another slide"
    room.ana.votes(dict.fromkeys(phones, "B"))
    room.ana.says("results")
    assert room.ben.sees()["results"]["counts"] == {"A": 0, "B": 6, "C": 0}
    assert room.ana.says("next")["slide"]["id"] == "the-stand-up", "the story goes on where it was"
    assert QUESTION in titles(room)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"title": " ", "kind": "text"}, "The question has 1 to 200 characters."),
        (
            {"title": QUESTION, "kind": "choice", "options": ["Only one", "Only  one "]},
            "2 to 8 different answers",
        ),
        ({"title": QUESTION, "kind": "scale"}, "a choice or a text"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_with_a_reason(
    evening: Begin, facts: dict[str, Any], says: str
) -> None:
    room, _ = begun(evening, phones=1)
    version = room.ana.sees()["version"]

    refused = room.ana.cannot("unplanned", **facts)

    assert (refused["code"], says in refused["detail"]) == ("message.invalid", True), refused["detail"]
    assert room.ana.sees()["version"] == version


def test_nothing_is_put_in_between_while_a_vote_is_open(evening: Begin) -> None:
    room, _ = begun(evening, phones=1)
    room.ana.says("goto", slide="say")
    room.ana.says("open")

    assert room.ana.cannot("unplanned", title=QUESTION, kind="text")["code"] == "move.illegal"


# --- hands, heads, silence


def test_raised_hands_are_a_row_of_their_own_and_mixed_with_nothing(evening: Begin) -> None:
    room, phones = begun(evening)
    room.ana.says("goto", slide="say")
    assert room.ana.cannot("hands", counts={"A": 1})["code"] == "move.illegal", "nothing is closed yet"
    room.ana.votes(dict.fromkeys(phones, "A"))

    room.ana.says("hands", counts={"A": 2, "C": 5})
    results = room.ana.says("results")["results"]

    assert (results["hands"], results["counts"]) == ({"counts": {"A": 2, "B": 0, "C": 5}}, {"A": 6, "B": 0, "C": 0})
    assert room.ben.sees()["results"]["hands"] == results["hands"]
    assert room.ana.cannot("hands", counts={"Z": 1})["code"] == "message.invalid"


def test_the_presenter_counts_heads_and_the_room_learns_nothing_of_it(evening: Begin) -> None:
    room, _ = begun(evening, phones=2)

    assert room.ana.says("heads", n=18)["heads"] == 18
    assert "heads" not in room.ben.sees()
    assert room.ana.says("heads", n=0)["heads"] is None
    assert room.ana.cannot("heads", n=-1)["code"] == "message.invalid"


def test_a_silence_has_a_clock_on_every_screen(evening: Begin) -> None:
    room, _ = begun(evening, phones=1)
    room.ana.says("silence", seconds=30)

    timer = room.ben.sees()["timer"]
    assert (timer["label"], timer["running"], 28 <= timer["left"] <= 30) == ("in silence", True, True)
    assert room.ana.cannot("silence", seconds=0)["code"] == "message.invalid"


# --- the ways of a story


def test_each_way_of_a_branch_says_when_the_deck_would_take_it(evening: Begin) -> None:
    room, phones = begun(evening, "branches", phones=7)
    view = room.ana.votes(dict(zip(phones, "AAAAABB", strict=True)))

    assert {way["id"]: way["when"] for way in view["choices"]} == {
        "asked": "if most answers do this: Asking first",
        "straight": "if most choose A",
        "level": "at a tie",
        "otherwise": "otherwise",
    }
    assert room.ana.says("goto", slide="yours")["choices"][0]["when"] == "", "there the deck leaves it to her"


def test_a_fork_that_was_passed_can_be_taken_again(evening: Begin) -> None:
    room, phones = begun(evening, "branches", phones=7)
    fork = room.ana.sees()["slide"]["id"]
    room.ana.votes(dict.fromkeys(phones, "A"))
    view = room.ana.says("next", slide="straight")

    assert [each["id"] for each in view["forks"]] == [fork]
    assert room.ana.says("goto", slide=fork)["ask"]["phase"] == "closed", "what was voted there stays"


def test_after_the_end_the_console_still_knows_how_many_were_here(evening: Begin) -> None:
    room, phones = begun(evening)
    room.ana.says("goto", slide="say")
    room.ana.votes(dict.fromkeys(phones, "A"))
    room.ana.says("end")
    for phone in phones:
        phone.leaves()

    assert room.ana.sees()["joined"] == 6


# --- without scripts


def present(desk: tuple[House, httpx.Client], deck: str, phones: int) -> tuple[Evening, list[Phone], httpx.Client]:
    house, browser = desk
    room = Evening(house, deck)
    people = room.fills(phones)
    room.ana.says("start")
    return room, people, browser


def sends(browser: httpx.Client, room: Evening, to: str, **fields: str) -> None:
    answer = form(browser, f"/present/{room.id}", f"/present/{room.id}/{to}", **fields)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/present/{room.id}")


def test_the_same_is_done_with_plain_forms(desk: tuple[House, httpx.Client]) -> None:
    room, phones, browser = present(desk, "vote", 5)
    sends(browser, room, "command", do="unplanned", title=QUESTION, kind="choice", options="\r\n".join(ANSWERS))
    assert room.ana.sees()["slide"]["title"] == QUESTION
    room.ana.votes(dict.fromkeys(phones, "A"))
    sends(browser, room, "command", **{"do": "hands", "counts.A": "4", "counts.B": "", "counts.C": "1"})
    sends(browser, room, "command", do="heads", n="9")
    sends(browser, room, "command", do="silence", seconds="60")

    view = room.ana.sees()
    assert (view["results"]["hands"], view["heads"]) == ({"counts": {"A": 4, "B": 0, "C": 1}}, 9)
    assert view["timer"]["label"] == "in silence"
    overview = browser.get(f"/present/{room.id}/overview").text
    assert re.findall(r'data-slide="(unplanned-\d)" data-number="(\d*)"', overview) == [("unplanned-1", "")]
    assert CSRF.search(overview)
    room.goes_home()


def test_texts_are_let_through_with_plain_forms(desk: tuple[House, httpx.Client]) -> None:
    room, phones, browser = present(desk, "written", 5)
    room.ana.says("goto", slide="unclear")
    room.ana.says("open")
    phones[0].answers("Who decides? Write to ana@example.org")
    page = browser.get(f"/present/{room.id}").text
    (item,) = room.ana.sees()["moderation"]

    assert "has an address" in page
    sends(browser, room, "moderate", item=item["item"], do="approve")
    until(lambda: [each["text"] for each in room.ben.sees()["ask"]["items"]] == [item["text"]])
    sends(browser, room, "moderate", item="all", do="hide")
    assert room.ana.sees()["moderation"][0]["state"] == "hidden"
    room.goes_home()


def test_where_nobody_is_asked_to_write_questions_that_want_words_become_talk(desk: tuple[House, httpx.Client]) -> None:
    house, browser = desk
    facts = {"deck": "written", "title": "Aloud", "min_answers": "5", "no_texts": "yes"}
    begun = form(browser, "/present/start/written", "/present/sessions", **facts)
    session = begun.headers["Location"].rpartition("/")[2]

    for do in ({"do": "start"}, {"do": "goto", "slide": "story"}):
        view = house.asks("POST", f"/api/sessions/{session}/commands", json=do).json()
    assert (view["ask"]["asked"], view["ask"]["collects"], view["natural"]) == (False, False, "talk")
    house.asks("DELETE", f"/api/sessions/{session}")


def test_what_is_wrong_with_a_deck_is_unfolded_where_it_keeps_the_deck_from_running(
    desk: tuple[House, httpx.Client],
) -> None:
    house, browser = desk
    assert '<details class="problems" open>' not in browser.get("/present").text
    house.writes("broken", "---\ntitle: Broken\n---\n\n## One\n\n```slide\nask: nonsense\n```\n")

    assert browser.get("/present").text.count('<details class="problems" open>') == 1


# --- proof in the room


def test_the_projector_shows_sealed_answers_as_they_lie_on_the_disk_and_phones_do_not(evening: Begin) -> None:
    room, phones = begun(evening)
    room.screen.connects()
    room.ana.says("goto", slide="say")
    room.ana.says("next")
    room.ana.says("proof", on=True)
    room.ana.says("open")
    room.answer(dict.fromkeys(phones, "A"))
    until(lambda: (room.screen.views[-1]["sealed"] or {}).get("n") == len(phones))

    rows = room.screen.views[-1]["sealed"]["rows"]
    assert len(set(rows)) == len(phones), "six times the same answer, and no two rows are alike"
    assert all("sealed" not in view for phone in phones for view in phone.views)
    room.ana.says("proof", on=False)
    assert room.screen.sees()["sealed"] is None
