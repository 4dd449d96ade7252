"""What people write: the room sees a text only once somebody has let it through, and nobody sees who wrote it."""

from __future__ import annotations

from typing import Any

from tests.cast import Evening, Phone
from tests.cast.people import Listener
from tests.cast.waiting import until
from tests.conftest import Begin

BIRCH, CEDAR, ELDER = "BIRCH grows here", "CEDAR grows here", "ELDER grows here"


def at(evening: Begin, slide: str, phones: int = 5) -> tuple[Evening, list[Phone]]:
    """A room whose ask is open, with the projector and a console that listen."""
    room = evening("written")
    people = room.fills(phones)
    room.screen.connects()
    room.ana.connects()
    for command, facts in [("start", {}), ("goto", {"slide": slide}), ("open", {})]:
        room.ana.says(command, **facts)
    return room, people


def waiting(room: Evening) -> list[dict[str, Any]]:
    return [item for item in room.ana.sees()["moderation"] if item["state"] == "waiting"]


def moderates(room: Evening, text: str, do: str) -> None:
    item = next(item["item"] for item in room.ana.sees()["moderation"] if item["text"] == text)
    reply = Listener.says(room.ana, "moderate", {"item": item, "do": do})
    assert reply["ok"], reply
    room.version = reply["version"]


def heard_by_the_room(room: Evening) -> str:
    """All that has come over the wire to phones and projector."""
    return "\n".join(person.wire for person in (room.screen, *room.phones.values()))


def test_a_text_that_nobody_let_through_never_leaves_the_house(evening: Begin) -> None:
    room, (ben, chi, *others) = at(evening, "story")
    ben.answers(BIRCH)
    chi.answers(CEDAR)
    for number, phone in enumerate(others):
        phone.answers(f"{ELDER} {number}")
    until(lambda: len(waiting(room)) >= 3)

    moderates(room, BIRCH, "approve")
    until(lambda: BIRCH in dee_hears(room))
    room.ana.says("close")
    moderates(room, CEDAR, "remove")
    room.ana.says("results")
    until(lambda: room.screen.sees()["results"])

    assert CEDAR in room.ana.wire, "there was something to hide"
    wire = heard_by_the_room(room)
    assert BIRCH in wire
    assert (CEDAR in wire, ELDER in wire) == (False, False)


def dee_hears(room: Evening) -> str:
    return room.phone("dee").wire


def test_what_a_phone_wrote_goes_back_to_that_phone_alone(evening: Begin) -> None:
    room, (ben, chi, *_) = at(evening, "story")
    ben.answers(BIRCH)
    ben.answers(CEDAR, n=1, seq=1, keep=True)

    entries = ben.resyncs()["mine"]["entries"]

    assert [(entry["n"], entry["value"], entry["keep"]) for entry in entries] == [(0, BIRCH, False), (1, CEDAR, True)]
    assert chi.resyncs()["mine"]["entries"] == []
    assert BIRCH not in chi.wire


def test_a_text_that_was_handed_on_can_only_be_taken_back(evening: Begin) -> None:
    room, people = at(evening, "story")
    for phone in people:
        phone.answers(f"{BIRCH} {phone.name}")
    until(lambda: len(waiting(room)) == 5)
    ben = people[0]
    assert ben.resyncs()["mine"]["fixed"] == [0]

    assert ben.cannot_answer("Something else")["code"] == "answer.fixed"
    ben.answers(None)

    until(lambda: len(waiting(room)) == 4)
    assert ben.resyncs()["mine"]["fixed"] == []


def test_the_fourth_text_in_a_breath_is_told_to_wait(evening: Begin) -> None:
    room, (ben, *_) = at(evening, "story")
    for number in range(3):
        ben.answers(f"{BIRCH} {number}")

    refusal = ben.cannot_answer(CEDAR)

    assert (refusal["code"], refusal["retry_after"] > 0) == ("rate.limited", True)


def test_questions_are_lifted_up_and_the_votes_are_told_from_three(evening: Begin) -> None:
    room, people = at(evening, "unclear", phones=6)
    people[0].answers(BIRCH)
    until(lambda: waiting(room))
    moderates(room, BIRCH, "approve")
    item = until(lambda: people[1].sees()["ask"]["items"])[0]["item"]

    for phone in people[1:3]:
        assert phone.says("upvote", {"item": item})["ok"]
    assert people[1].resyncs()["mine"]["upvoted"] == [item]
    assert people[3].resyncs()["mine"]["upvoted"] == []
    assert people[3].says("upvote", {"item": item})["ok"]

    until(lambda: room.screen.sees()["ask"]["items"][0]["votes"] == 3)
    told = {view["ask"]["items"][0]["votes"] for view in room.screen.views if view["ask"] and view["ask"]["items"]}
    assert told == {0, 3}, "one and two are never told"


def test_a_reason_is_written_for_the_answer_that_was_dealt_and_stands_without_a_name(evening: Begin) -> None:
    room, people = at(evening, "say", phones=6)
    room.answer((phone, "A") for phone in people)
    room.ana.says("close")
    dealt = {phone: phone.resyncs()["mine"]["dealt"] for phone in people}
    ben = people[0]
    other = "B" if dealt[ben] == "A" else "A"

    refused = ben.says("reason", {"ask": "say", "option": other, "text": BIRCH})
    assert refused["code"] == "answer.invalid", "only for the answer that was dealt"
    for phone in people:
        said = {"ask": "say", "option": dealt[phone], "text": f"{CEDAR} {phone.name}"}
        assert phone.says("reason", said)["ok"]
    assert ben.resyncs()["mine"]["reasoned"] is True
    until(lambda: len(waiting(room)) >= 3)
    assert CEDAR not in heard_by_the_room(room)

    mine = f"{CEDAR} ben"
    until(lambda: any(item["text"] == mine for item in waiting(room)))
    moderates(room, mine, "approve")
    shown = until(lambda: people[1].sees()["ask"]["items"])
    assert [(item["text"], item["option"]) for item in shown] == [(mine, dealt[ben])]


def test_a_card_that_is_kept_tells_nobody_but_that_it_was_written(evening: Begin) -> None:
    room, people = at(evening, "next-time")
    for phone in people[:4]:
        phone.answers(True)
    people[4].answers(BIRCH)

    room.ana.says("close")

    assert room.ana.sees()["results"]["written"] == 5
    assert [item["text"] for item in room.ana.sees()["moderation"]] == [BIRCH]
    assert BIRCH not in heard_by_the_room(room)


def test_a_card_of_a_deck_that_does_not_share_takes_no_text(evening: Begin) -> None:
    room, (ben, *_) = at(evening, "own")

    assert ben.cannot_answer(BIRCH)["code"] == "answer.invalid"
    ben.answers(True)


def test_a_private_word_can_be_taken_back_once(evening: Begin) -> None:
    room, (ben, *_) = at(evening, "story", phones=1)
    assert ben.says("signal", {"kind": "pause"}) == {"ok": True, "undo": 10.0}
    assert ben.says("signal", {"kind": "pause", "undo": True}) == {"ok": True, "undone": True}
    assert ben.says("signal", {"kind": "pause", "undo": True}) == {"ok": True, "undone": False}
    assert room.ana.sees()["signals"] == []
