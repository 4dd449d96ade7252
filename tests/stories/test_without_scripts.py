"""A phone whose scripts and sockets fail altogether: pages and plain forms do the same story."""

from __future__ import annotations

from tests.cast import Evening, Page
from tests.conftest import Begin


def at_the_scale(evening: Begin) -> tuple[Evening, Page]:
    """One phone without scripts in a room where the scale is open."""
    room = evening("vote")
    page = Page(room)
    page.joins()
    room.ana.says("start")
    room.ana.says("goto", slide="hard")
    room.ana.says("open")
    return room, page


def test_a_phone_without_scripts_votes_talks_and_votes_again(evening: Begin) -> None:
    room = evening("vote")
    ana, phones, page = room.ana, room.fills(5), Page(room)
    assert "phone" not in page.browser.get(page.address).cookies, "looking makes no token"
    page.joins()
    ana.says("start")
    assert "Sam says a name" in page.reads()
    ana.says("goto", slide="say")
    ana.says("next")
    ana.says("open")

    assert "Counted" not in page.reads()
    assert "Counted ✓" in page.answers(value="A")
    assert "You never told us." not in page.reads(), "a neighbour sees nothing"
    room.answer(zip(phones, "AABBC", strict=True))
    assert ana.sees()["answered"] == 6
    assert ana.says("close")["results"]["counts"] == {"A": 3, "B": 2, "C": 1}
    assert "The vote is closed" in page.reads()
    ana.says("talk")
    assert "PROMPT-ONE comes first?" in page.reads()
    ana.says("open")
    room.answer(zip(phones, "CCCCC", strict=True))
    assert "Keep my answer" in page.reads()
    assert "Counted ✓" in page.answers(), "keeping is one press"
    ana.says("close")
    assert ana.says("results")["results"]["counts"] == {"A": 1, "B": 0, "C": 5}
    assert "C: 1 of 6, then 5 of 6." in page.reads()
    ana.says("end")
    assert page.browser.get(page.address).status_code == 410


def test_a_plain_answer_can_be_changed_and_passed(evening: Begin) -> None:
    room, page = at_the_scale(evening)

    for fields in ({"value": "2"}, {"value": "5"}, {"pass": "1"}, {"value": "3"}):
        assert "Counted ✓" in page.answers("?change=1", **fields)

    phones = room.fills(3)
    room.answer((phone, 4) for phone in phones)
    assert room.ana.says("close")["results"]["counts"] == {"1": 0, "2": 0, "3": 1, "4": 3, "5": 0}


def test_a_plain_form_that_says_nothing_or_too_late_is_told_so(evening: Begin) -> None:
    room, page = at_the_scale(evening)
    form = page.form("/answer")

    def told(**fields: str) -> str:
        assert page.browser.post(f"{page.address}/answer", data={**form, **fields}).status_code == 303
        return page.reads()

    assert "Choose an answer first, or press Pass." in told()
    assert "That answer is not one of the choices here." in told(value="9")
    assert "That answer is not one of the choices here." in told(value="A")
    assert "That question is not on the screen." in told(ask="nowhere", value="3")
    assert "That message does not have the shape" in told(seq="one", value="3")
    room.ana.says("close")
    assert "This question is not taking answers right now." in told(value="3")
    assert "This question is not taking answers right now." not in page.reads(), "it is said once"
    assert room.ana.sees()["answered"] == 0


def test_a_form_from_nowhere_is_refused(evening: Begin) -> None:
    room, page = at_the_scale(evening)
    stranger = Page(room)
    forged = stranger.browser.post(page.address, data={})
    assert (forged.status_code, stranger.browser.cookies.get("phone")) == (400, None)

    said = {"ask": "hard", "round": "1", "seq": "1", "value": "3"}
    for token in ({}, {"csrf_token": "forged"}, {"csrf_token": stranger.form("")["csrf_token"]}):
        answer = page.browser.post(f"{page.address}/answer", data={**said, **token})
        assert (answer.status_code, "page was open for too long" in answer.text) == (400, True)
    assert room.ana.sees()["answered"] == 0


def test_a_phone_that_has_not_joined_is_sent_to_the_door(evening: Begin) -> None:
    room = evening("vote")
    page = Page(room)

    said = {**page.form(""), "ask": "hard", "round": "1", "seq": "1", "value": "3"}
    answer = page.browser.post(f"{page.address}/answer", data=said)

    assert (answer.status_code, answer.headers["Location"]) == (303, page.address)
    assert page.browser.get(page.address.lower()).headers["Location"] == page.address


def test_joining_twice_is_one_phone(evening: Begin) -> None:
    room, page = at_the_scale(evening)
    page.reads()
    assert room.ana.sees()["joined"] == 1

    token = page.browser.cookies.get("phone", path=page.address)
    assert page.browser.post(page.address, data=page.form("/answer")).status_code == 303

    assert page.browser.cookies.get("phone", path=page.address) == token
    assert room.ana.sees()["joined"] == 1
