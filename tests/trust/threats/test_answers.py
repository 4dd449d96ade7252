"""T6, T9, T10, T11, T28, T29: answers and texts that come twice, too late, at once, or not at all."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from sessions import protocol
from sessions.errors import SessionError
from sessions.protocol import COMMANDS, MESSAGES, PARTICIPANT, PRESENTER, SCREEN
from sessions.session import LiveSession
from tests.cast import until
from tests.conftest import Begin
from tests.trust.threats.inside import Inside

CROWD = 200


def at(inside: Inside, slide: str, deck: str = "written") -> LiveSession:
    """A session whose ask of that slide is open."""
    session = inside.begins(deck)
    inside.says(session, "start")
    inside.says(session, "goto", slide=slide)
    inside.says(session, "open")
    return inside.stage.find(session.state.id)


def view(inside: Inside, session: LiveSession, audience: str = PRESENTER) -> dict[str, Any]:
    found: dict[str, Any] = inside.parts.scenes.view(inside.stage.find(session.state.id), audience)
    return found


def answer(inside: Inside, session: LiveSession, voter: bytes, ask: str, value: Any, **facts: Any) -> bool:
    """Whether it was acknowledged."""
    said = protocol.answer({"ask": ask, "round": 1, "seq": 1, "value": value, **facts})
    try:
        inside.stage.answer(session.state.id, voter, said)
    except SessionError:
        return False
    return True


def handed_on(inside: Inside, session: LiveSession) -> list[str]:
    """All texts that reached whoever reads them; a view carries only as many as fit."""
    found = inside.stage.find(session.state.id)
    return [item.text for item in inside.stage.desk.drawer(found).items.values()]


# --- T9


def test_a_text_that_comes_many_times_and_out_of_order_stands_once(inside: Inside) -> None:
    session = at(inside, "unclear")
    said = [(inside.voter(session), n) for n in range(1, 41)]
    copies = said * 4
    random.Random(4).shuffle(copies)
    for voter, n in copies:
        answer(inside, session, voter, "unclear", f"Question {n}")

    assert sorted(handed_on(inside, session)) == sorted(f"Question {n}" for n in range(1, 41))


def test_a_vote_for_a_question_counts_once_however_often_it_is_given(inside: Inside) -> None:
    session = at(inside, "unclear")
    answer(inside, session, inside.voter(session), "unclear", "Why?")
    (item,) = view(inside, session)["moderation"]
    inside.stage.moderate(session.state.id, protocol.moderate({"item": item["item"], "do": "approve"}))
    for voter in [inside.voter(session) for _ in range(3)]:
        for on in (True, True, False, True, True):
            inside.stage.upvote(session.state.id, voter, protocol.upvote({"item": item["item"], "on": on}))
    inside.says(session, "close")

    (item,) = view(inside, session)["moderation"]
    assert item["votes"] == 3


def test_an_answer_is_not_good_for_the_next_round(inside: Inside) -> None:
    session = at(inside, "say", deck="vote")
    voter = inside.voter(session)
    assert answer(inside, session, voter, "say", "A")
    for do in ("close", "talk", "open"):
        inside.says(session, do)
    assert not answer(inside, session, voter, "say", "A", seq=2)
    assert not answer(inside, session, voter, "hard", 3)
    assert view(inside, session)["answered"] == 0


# --- T10


def in_a_race(inside: Inside, session: LiveSession, act: Callable[[int], bool]) -> int:
    """Two hundred act while the vote closes; how many were acknowledged."""
    with ThreadPoolExecutor(16) as pool:
        tries = [pool.submit(act, number) for number in range(CROWD)]
        while not any(attempt.done() for attempt in tries[20:]):
            time.sleep(0.001)
        inside.says(session, "close")
        return sum(attempt.result() for attempt in tries)


def test_in_a_race_with_the_close_each_acknowledged_vote_counts_and_no_other(inside: Inside) -> None:
    session = at(inside, "say", deck="vote")
    voters = [inside.voter(session) for _ in range(CROWD)]

    counted = in_a_race(inside, session, lambda n: answer(inside, session, voters[n], "say", "ABC"[n % 3]))

    results = view(inside, session)["results"]
    assert results["n"] == sum(results["counts"].values()) == counted > 20
    assert not answer(inside, session, inside.voter(session), "say", "A"), "and none comes in afterwards"


@pytest.mark.parametrize("ask", ["unclear", "story"])
def test_in_a_race_with_the_close_each_acknowledged_text_arrives_and_no_other(inside: Inside, ask: str) -> None:
    session = at(inside, ask)
    voters = [inside.voter(session) for _ in range(CROWD)]

    counted = in_a_race(inside, session, lambda n: answer(inside, session, voters[n], ask, f"Text {n}"))

    texts = handed_on(inside, session)
    assert len(texts) == len(set(texts)) == counted > 20
    assert not answer(inside, session, inside.voter(session), ask, "Late")


# --- T11


def test_hiding_everything_empties_the_wall_within_300_milliseconds(evening: Begin) -> None:
    room = evening("written")
    people = room.fills(6)
    room.screen.connects()
    room.ana.connects().says("start")
    room.ana.says("goto", slide="unclear")
    room.ana.says("open")
    room.answer({phone: f"CANARY-{phone.name}" for phone in people})
    items = until(lambda: len(room.ana.sees()["moderation"]) == 6 and room.ana.sees()["moderation"])
    withheld = items[5]["text"]

    def takes() -> float:
        for item in items[:5]:
            room.house.asks("POST", f"{room.api}/moderate", json={"item": item["item"], "do": "approve"})
        until(lambda: len(room.screen.views[-1]["ask"]["items"]) == 5)
        began = time.monotonic()
        room.house.asks("POST", f"{room.api}/moderate", json={"item": "all", "do": "hide"})
        until(lambda: not room.screen.views[-1]["ask"]["items"])
        return time.monotonic() - began

    assert min(takes() for _ in range(4)) < 0.3, "on a machine that does other things as well"
    for listener in (room.screen, *people):
        if listener.name not in withheld:
            assert withheld not in listener.wire
            assert "CANARY" in listener.wire


# --- T6, T28


def test_every_answer_is_acknowledged_in_as_many_bytes(inside: Inside) -> None:
    session = at(inside, "say", deck="vote")
    lengths = set()
    for value in ("A", "B", "C", None):
        phone = inside.socket(inside.phone(session))
        phone.says("answer", {"ask": "say", "round": 1, "seq": 1, "value": value, "pad": "....."})
        (packet,) = [packet for packet in phone.heard if packet.startswith("43")]
        lengths.add(len(re.sub(r"^43\d+", "43", packet)))
    assert len(lengths) == 1


@pytest.mark.parametrize(
    ("deck", "slide", "values"),
    [("vote", "say", ["A", "B", None]), ("vote", "hard", [1, 5, None]), ("written", "unclear", ["Why?", "Why? " * 9])],
)
def test_a_phone_that_comes_back_is_told_its_own_in_as_many_bytes_whatever_it_was(
    inside: Inside, deck: str, slide: str, values: list[Any]
) -> None:
    session = at(inside, slide, deck=deck)
    lengths: dict[str, set[int]] = {"mine": set(), "resync": set()}
    for value in values:
        token = inside.phone(session)
        voter = inside.identity.phone(token, inside.stage.house.shelf.join_key).voter
        assert answer(inside, session, voter, slide, value)
        line = inside.socket(token)
        lengths["resync"].add(len(json.dumps(line.says("resync", {})["mine"])))
        while not (told := [len(packet) for packet in line.heard if packet.startswith('42["mine"')]):
            line.hears("42")
        lengths["mine"] |= set(told)
    assert [len(found) for found in lengths.values()] == [1, 1]


def test_filler_is_filler(inside: Inside) -> None:
    session = at(inside, "say", deck="vote")
    phone = inside.socket(inside.phone(session))
    said = {"ask": "say", "round": 1, "seq": 1, "value": "A"}
    assert phone.says("answer", {**said, "pad": "." * 5000})["ok"]
    assert phone.says("answer", {**said, "pad": 7})["code"] == "message.invalid"


def test_nobody_sees_whether_or_how_many_have_passed(inside: Inside) -> None:
    def told(passes: int) -> list[str]:
        session = at(inside, "say", deck="vote")
        for number in range(8):
            answer(inside, session, inside.voter(session), "say", None if number < passes else "AB"[number % 2])
        shown = [view(inside, session, audience) for audience in (SCREEN, PARTICIPANT, PRESENTER)]
        return [anonymous(each, session) for each in shown]

    assert told(0) == told(1) == told(8)


def anonymous(shown: dict[str, Any], session: LiveSession) -> str:
    """A view as words, without what is another in each session."""
    told = {
        name: value for name, value in shown.items() if name not in {"timer", "timing", "clock", "screen_url", "join"}
    }
    return json.dumps(told, sort_keys=True).replace(session.state.id, "ID").replace(session.state.code, "CODE")


# --- T29


def test_nothing_that_a_presenter_may_say_names_a_person() -> None:
    fields = {name for fields in COMMANDS.values() for name in fields}
    fields |= {name for kind in MESSAGES.values() for name in getattr(kind, "__dataclass_fields__", {})}
    assert not fields & {
        "phone",
        "voter",
        "participant",
        "person",
        "user",
        "token",
        "pseudonym",
        "author",
        "sid",
        "address",
    }
    assert not {do for do in COMMANDS if re.search("kick|mute|ban|remove|expel", do)}


def test_two_texts_of_one_person_look_like_two_texts_of_two(inside: Inside) -> None:
    session = at(inside, "story")
    ben, others = inside.voter(session), [inside.voter(session) for _ in range(6)]
    for n in (0, 1):
        answer(inside, session, ben, "story", f"By Ben {n}", n=n)
    for number, voter in enumerate(others):
        answer(inside, session, voter, "story", f"By somebody {number}")
    inside.says(session, "close")

    items = view(inside, session)["moderation"]
    assert len(items) == 8
    for name in items[0]:
        values = [json.dumps(item[name]) for item in items]
        assert len(set(values)) in {1, 8}, f"{name} tells some from others"
    whole = json.dumps(view(inside, session)) + json.dumps(view(inside, session, SCREEN))
    assert ben.hex() not in whole


def test_whoever_was_muted_in_one_question_writes_in_the_next(inside: Inside) -> None:
    session = at(inside, "unclear")
    ben = inside.voter(session)
    answer(inside, session, ben, "unclear", "Something rude")
    (item,) = view(inside, session)["moderation"]
    inside.stage.moderate(session.state.id, protocol.moderate({"item": item["item"], "do": "remove"}))
    assert not answer(inside, session, ben, "unclear", "Again", seq=2)

    inside.says(session, "close")
    inside.says(session, "goto", slide="story")
    inside.says(session, "open")
    assert answer(inside, session, ben, "story", "Something kind")
