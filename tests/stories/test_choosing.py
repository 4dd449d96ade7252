"""Every kind that is chosen: what counts as an answer, what does not, and what the room is told in the end."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cast import Evening, Page
from tests.cast.page import Reading
from tests.conftest import Begin

FEW, MANY = 5, 8
"""So many must answer before totals are told; more where each answer is rich enough to be a fingerprint."""


def asked(evening: Begin, slide: str, phones: int) -> Evening:
    """This question is open, and so many people are there."""
    room = evening("chosen")
    room.fills(phones)
    room.ana.says("start")
    room.ana.says("goto", slide=slide)
    room.ana.says("open")
    return room


def answers(room: Evening, *values: Any) -> None:
    room.answer(zip(room.phones.values(), values, strict=True))


BAD: dict[str, list[Any]] = {
    "seen": ["A", [], ["A", "B", "C", "D"], ["A", "A"], ["E"], [1], {"A": True}, "A,B"],
    "apology": ["E", ["B"], "", True, {"B": 1}],
    "habit": ["A", ["A"], ["A", "B", "C", "C"], ["A", "B", "D"], [], {"A": 1, "B": 2, "C": 3}],
    "hour": [{"A": 99}, {"A": 101}, {"A": 150, "B": -50}, {"A": 50.5, "B": 49.5}, {"D": 100}, [100, 0, 0], {}, "A:100"],
    "short": [0, 8, "3", 3.5, True, [3]],
}


@pytest.mark.parametrize("slide", BAD)
def test_what_is_no_answer_is_refused_in_words_and_nothing_of_it_counts(evening: Begin, slide: str) -> None:
    room = asked(evening, slide, 1)

    refusals = [room.ben.cannot_answer(value) for value in BAD[slide]]

    assert {refusal["code"] for refusal in refusals} == {"answer.invalid"}
    assert all(refusal["says"] for refusal in refusals)
    assert room.ana.sees()["answered"] == 0
    assert room.ben.answers(None)["ok"], "passing still works"


def test_several_answers_are_counted_each_and_their_order_says_nothing(evening: Begin) -> None:
    room = asked(evening, "seen", FEW)
    answers(room, ["A", "B"], ["B", "A"], ["B"], ["C", "B", "A"], ["B", "C"])

    assert room.ben.resyncs()["mine"]["value"] == ["A", "B"]
    assert room.chi.resyncs()["mine"]["value"] == ["A", "B"]
    assert room.ana.says("close")["results"]["counts"] == {"A": 3, "B": 5, "C": 2, "D": 0}


def test_phones_are_told_how_many_answers_they_may_pick(evening: Begin) -> None:
    room = asked(evening, "seen", 1)
    assert room.ben.sees()["ask"]["pick"] == 3


def test_a_quiz_tells_what_is_right_only_with_its_reasons(evening: Begin) -> None:
    room = asked(evening, "apology", FEW)
    answers(room, "B", "B", "A", "B", "D")
    room.ana.says("close")
    room.ana.says("results")
    assert room.ben.sees()["results"]["counts"] == {"A": 1, "B": 3, "C": 0, "D": 1}
    assert room.ben.sees()["results"]["right"] is None
    before = room.ben.wire

    room.ana.says("patterns")

    assert room.ben.sees()["results"]["right"] == ["B"]
    assert "Named, owned, handed back." in room.ben.wire
    assert "Named, owned" not in before
    assert '"right": ["B"]' not in before
    assert '"right":["B"]' not in before


def test_how_sure_people_are_goes_along_and_may_be_left_out(evening: Begin) -> None:
    room = asked(evening, "apology", FEW)
    assert room.ben.sees()["ask"]["confidence"] is True
    for phone, value, sure in zip(room.phones.values(), "BBABD", (5, 4, 4, 5, 5), strict=True):
        phone.answers(value, sure=sure)

    assert room.ben.resyncs()["mine"]["sure"] == 5
    room.ben.answers("B")
    assert room.ben.resyncs()["mine"]["sure"] is None
    room.ben.answers("B", sure=5)
    assert room.ana.says("close")["results"]["sure"]["counts"] == {"1": 0, "2": 0, "3": 0, "4": 2, "5": 3}


@pytest.mark.parametrize("sure", [0, 6, "3", 2.5, True])
def test_nobody_can_be_surer_than_that(evening: Begin, sure: Any) -> None:
    room = asked(evening, "apology", 1)
    assert room.ben.cannot_answer("B", sure=sure)["code"] == "message.invalid"
    assert room.ana.sees()["answered"] == 0


def test_in_the_second_vote_a_phone_is_told_its_first_answer_and_how_sure_it_was(evening: Begin) -> None:
    room = asked(evening, "apology", FEW)
    for phone in room.phones.values():
        phone.answers("C", sure=2)
    room.ana.says("close")
    room.ana.says("open")

    assert room.ben.resyncs()["mine"]["before"] == {"value": "C", "sure": 2}


def test_an_order_is_added_up_and_nobodys_own_is_told(evening: Begin) -> None:
    room = asked(evening, "habit", MANY)
    orders = [list("ABC")] * 4 + [list("BAC")] * 3 + [list("CBA")]
    answers(room, *orders)

    assert room.ben.resyncs()["mine"]["value"] == ["A", "B", "C"]
    results = room.ana.says("close")["results"]
    assert results["borda"] == {"A": 11, "B": 11, "C": 2}
    assert results["first"] == {"A": 4, "B": 3, "C": 1}


def test_points_are_added_up(evening: Begin) -> None:
    room = asked(evening, "hour", MANY)
    answers(room, *([{"A": 60, "B": 40}] * 6), {"C": 100}, {"A": 0, "B": 50, "C": 50})

    assert room.ben.resyncs()["mine"]["value"] == {"A": 60, "B": 40, "C": 0}
    results = room.ana.says("close")["results"]
    assert (results["sums"], results["purse"]) == ({"A": 360, "B": 290, "C": 150}, 100)


@pytest.mark.parametrize(("slide", "value"), [("habit", list("ABC")), ("hour", {"A": 100})])
def test_what_few_people_put_in_order_or_share_out_is_never_told(evening: Begin, slide: str, value: Any) -> None:
    room = asked(evening, slide, MANY - 1)
    assert room.ben.sees()["ask"]["floor"] == MANY
    answers(room, *[value] * (MANY - 1))

    results = room.ana.says("close")["results"]

    assert results["withheld"] == "few"
    assert not any(results.get(name) for name in ("borda", "first", "sums"))


def test_phones_read_before_the_first_answer_with_what_it_is_compared(evening: Begin) -> None:
    room = asked(evening, "first", 1)
    assert room.ben.sees()["ask"]["compared"] == ["Who speaks last?"]
    page = Page(room)
    page.joins()
    assert "put beside your answer to “Who speaks last?”." in page.reads()


# --- without scripts


def mine(page: Page) -> dict[str, Any]:
    """What the server tells this phone about its own answer."""
    text = page.browser.get(page.address).text
    facts: dict[str, Any] = json.loads(text.split('id="page">')[1].split("</script>")[0])["mine"]
    return facts


PLAIN: list[tuple[str, dict[str, Any], Any]] = [
    ("seen", {"value": ["C", "A"]}, ["A", "C"]),
    ("apology", {"value": "B", "sure": "4"}, "B"),
    ("apology", {"value": "B", "sure": ""}, "B"),
    ("habit", {"value-A": "3", "value-B": "1", "value-C": "2"}, ["B", "C", "A"]),
    ("habit", {"value": ["A:2", "B:3", "C:1"]}, ["C", "A", "B"]),
    ("hour", {"value-A": "60", "value-B": "", "value-C": "40"}, {"A": 60, "B": 0, "C": 40}),
    ("hour", {"value": ["A:60", "B:40"]}, {"A": 60, "B": 40, "C": 0}),
    ("short", {"value": "7", "sure": "1"}, 7),
]


@pytest.mark.parametrize(("slide", "fields", "value"), PLAIN)
def test_a_plain_form_says_the_same_as_the_socket(
    evening: Begin, slide: str, fields: dict[str, Any], value: Any
) -> None:
    room = asked(evening, slide, 1)
    page = Page(room)
    page.joins()

    assert "Counted ✓" in page.answers(**fields)

    assert (mine(page)["value"], mine(page).get("sure")) == (value, int(fields.get("sure") or 0) or None)
    assert "Counted ✓" in page.answers("?change=1", **fields), "its form is there again"
    assert "Counted ✓" in page.answers("?change=1", **{"pass": "1"})
    assert (mine(page)["answered"], mine(page)["value"]) == (True, None)


def test_a_plain_form_shows_again_what_was_chosen(evening: Begin) -> None:
    room = asked(evening, "apology", 1)
    page = Page(room)
    page.joins()
    page.answers(value="B", sure="4")

    again = page.browser.get(f"{page.address}?change=1").text

    assert 'name="value" value="B" required checked' in again
    assert 'name="sure" value="4" checked' in again


@pytest.mark.parametrize(
    ("slide", "fields"),
    [("apology", {"value": "B", "sure": "4"}), ("habit", {"value-A": "3", "value-B": "1", "value-C": "2"})],
)
def test_keeping_an_answer_is_one_press_and_keeps_all_of_it(evening: Begin, slide: str, fields: dict[str, Any]) -> None:
    room = asked(evening, slide, 1)
    page = Page(room)
    page.joins()
    page.answers(**fields)
    first = mine(page)
    room.ana.says("close")
    room.ana.says("open")
    assert "Keep my answer" in page.reads()

    assert "Counted ✓" in page.answers()

    assert mine(page)["round"] == 2
    assert [mine(page).get(name) for name in ("value", "sure")] == [first.get(name) for name in ("value", "sure")]
    assert first["value"]


REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "seen",
        {"value": ["A", "B", "C", "D"]},
        "Choose at least one answer, and at most 3.",
        'type="checkbox" name="value" value="D" checked',
    ),
    (
        "habit",
        {"value-A": "2", "value-B": "2", "value-C": "1"},
        "Give each answer a place of its own, from 1 to 3.",
        "<option selected>2</option>",
    ),
    ("habit", {"value-A": "1"}, "Give each answer a place of its own, from 1 to 3.", "<option selected>1</option>"),
    ("hour", {"value-A": "61"}, "Share out all 100 points, in whole numbers.", 'value="61"'),
    (
        "hour",
        {"value-A": "sixty", "value-B": "40"},
        "Share out all 100 points, in whole numbers.",
        'value="sixty"',
    ),
    (
        "apology",
        {"value": "Z", "sure": "2"},
        "That answer is not one of the choices here.",
        'name="sure" value="2" checked',
    ),
]


@pytest.mark.parametrize(("slide", "fields", "words", "kept"), REFUSED)
def test_a_plain_form_that_is_no_answer_is_told_what_it_takes_and_loses_nothing(
    evening: Begin, slide: str, fields: dict[str, Any], words: str, kept: str
) -> None:
    room = asked(evening, slide, 1)
    page = Page(room)
    page.joins()

    sent = page.browser.post(f"{page.address}/answer", data={**page.form("/answer"), **fields})
    shown = page.browser.get(sent.headers["Location"]).text

    assert words in Reading(shown).text
    assert kept in shown
    assert kept not in page.browser.get(page.address).text, "once"
    assert "Choose an answer first, or press Pass." in page.answers()
    assert room.ana.sees()["answered"] == 0


def test_nobody_keeps_an_answer_that_they_never_gave(evening: Begin) -> None:
    room = asked(evening, "apology", FEW)
    page = Page(room)
    page.joins()
    answers(room, *["A"] * FEW)
    room.ana.says("close")
    room.ana.says("open")
    assert "Choose an answer first, or press Pass." in page.answers(again="1")
    assert room.ana.sees()["answered"] == 0
