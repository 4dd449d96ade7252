"""Texts, reasons, votes for questions and private words on a phone whose scripts fail: plain forms do the same."""

from __future__ import annotations

from app.pages.beside import TOO_LATE
from tests.cast import Evening, Page
from tests.cast.people import Listener
from tests.cast.waiting import until
from tests.conftest import Begin
from tests.stories.test_what_is_written import at, moderates, waiting


def joined(room: Evening) -> Page:
    page = Page(room)
    page.joins()
    return page


def sends(page: Page, to: str, **fields: str) -> str:
    """Send the plain form that goes there; what stands on the page that follows."""
    query = "?change=1" if to == "/answer" else ""
    answer = page.browser.post(f"{page.address}{to}", data={**page.form(to, query), **fields})
    assert answer.status_code == 303, answer.text
    follows = page.browser.get(answer.headers["Location"])
    assert follows.status_code == 200
    return follows.text


def texts(room: Evening) -> set[str]:
    return {item["text"] for item in waiting(room)}


def test_texts_are_written_kept_and_taken_back(evening: Begin) -> None:
    room, _ = at(evening, "story")
    page = joined(room)
    assert "Your style may identify you." in page.reads()

    assert "Counted ✓" in page.answers(value="My first,\r\nin two lines")
    assert "My first" not in page.reads(), "a neighbour sees nothing"
    assert "My first" in page.reads("?change=1")
    assert "Counted ✓" in page.answers("?change=1", value="My second", keep="yes")
    room.answer((phone, "Theirs") for phone in room.fills(5))
    until(lambda: {"My first,\nin two lines", "My second"} <= texts(room))

    page.answers("?change=1", back="0")
    until(lambda: "My first,\nin two lines" not in texts(room))
    assert "My first" not in page.reads("?change=1")
    assert "My second" in page.reads("?change=1")


def test_an_empty_text_and_too_many_at_once_are_told_so(evening: Begin) -> None:
    room, _ = at(evening, "unclear")
    page = joined(room)

    assert "Choose an answer first, or press Pass." in page.answers(value="   ")
    for number in range(3):
        assert "Counted ✓" in page.answers("?change=1" if number else "", value=f"Question {number}")
    told = sends(page, "/answer", value="Once more", n="0")
    assert "That was a little fast. Wait a moment, then send it again." in told
    assert "Once more</textarea>" in told, "what was written is still there"


def test_a_question_is_lifted_up_and_let_go(evening: Begin) -> None:
    room, (ben, *others) = at(evening, "unclear", phones=3)
    page = joined(room)
    ben.answers("Why me?")
    until(lambda: waiting(room))
    assert "Why me?" not in page.reads()
    moderates(room, "Why me?", "approve")
    until(lambda: "Why me?" in page.reads())
    item = room.ana.sees()["moderation"][0]["item"]

    assert 'aria-pressed="true"' in sends(page, "/upvote", lift=item)
    assert 'aria-pressed="true"' not in sends(page, "/upvote", drop=item)
    assert "That text is no longer here." in sends(page, "/upvote", lift="nothing")
    listed = page.browser.get(f"{page.address}/items").text
    assert "Why me?" in listed


def test_all_texts_have_a_page_of_their_own_and_only_those_let_through(evening: Begin) -> None:
    room, people = at(evening, "unclear", phones=10)
    page = joined(room)
    room.answer((phone, f"{phone.name} asks this") for phone in people)
    for phone in people:
        phone.answers(f"{phone.name} asks that", n=1, seq=1)
        phone.answers(f"{phone.name} asks more", n=2, seq=1)
    until(lambda: len(waiting(room)) == 30)
    for item in waiting(room)[:25]:
        until(lambda item=item: Listener.says(room.ana, "moderate", {"item": item["item"], "do": "approve"})["ok"])

    shown = page.browser.get(page.address).text
    everything = page.browser.get(f"{page.address}/items").text

    assert shown.count('<li data-item="') == 20 + 1, "and the template's"
    assert "(5 more)" in shown
    assert everything.count('<li data-item="') == 25 + 1
    room.ana.says("cover")
    assert "asks" not in page.browser.get(f"{page.address}/items").text
    stranger = Page(room).browser.get(f"{page.address}/items")
    assert (stranger.status_code, stranger.headers["Location"]) == (303, page.address)


def test_a_reason_is_told_with_a_form(evening: Begin) -> None:
    room, people = at(evening, "say", phones=5)
    page = joined(room)
    page.answers(value="A")
    room.answer((phone, "B") for phone in people)
    room.ana.says("close")
    assert "It says nothing about what you chose." in page.reads()

    assert "Thank you. It is handed on together with others." in sends(page, "/reason", text="They were startled.")

    for phone in people[:2]:
        dealt = phone.resyncs()["mine"]["dealt"]
        assert phone.says("reason", {"ask": "say", "option": dealt, "text": "Theirs"})["ok"]
    room.ana.says("talk")
    assert "Thank you. It is handed on" in page.reads()


def test_a_private_word_is_sent_and_taken_back_with_a_form(evening: Begin) -> None:
    room, _ = at(evening, "story", phones=1)
    page = joined(room)

    assert "On its way." in sends(page, "/signal", kind="close")
    assert "On its way." not in page.reads(), "it is said once"
    assert TOO_LATE not in sends(page, "/signal", undo="yes", sent="close")
    assert TOO_LATE in sends(page, "/signal", undo="yes", sent="close"), "there is none any more"
    assert "A signal is one of" in sends(page, "/signal", kind="shout")


def test_a_card_is_written_on_paper_or_shared(evening: Begin) -> None:
    room, people = at(evening, "next-time", phones=5)
    page, other = joined(room), joined(room)
    assert "Write it on paper" in page.reads()
    form = page.form("/answer")
    page.browser.post(f"{page.address}/answer", data={**form, "value": ["written", ""]})
    other.browser.post(
        f"{page.address}/answer", data={**other.form("/answer"), "value": ["written", "If late, I call."]}
    )
    room.answer((phone, True) for phone in people)

    room.ana.says("close")

    assert room.ana.sees()["results"]["written"] == 7
    assert [item["text"] for item in waiting(room)] == ["If late, I call."]


def test_the_privacy_page_leads_back_to_the_room_it_came_from(evening: Begin) -> None:
    room, _ = at(evening, "story", phones=1)
    page = joined(room)
    assert f'href="/privacy?room={room.code}"' in page.browser.get(page.address).text

    assert f'href="/{room.code}"' in page.browser.get(f"/privacy?room={room.code}").text
    assert "Back to the room" not in page.browser.get("/privacy?room=//elsewhere").text
    assert "Back to the room" not in page.browser.get("/privacy").text
