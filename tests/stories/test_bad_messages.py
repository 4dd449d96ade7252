"""Messages that nobody should send: answers, commands, bodies. Each gets its named refusal, and the room goes on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cast import Evening, Phone
from tests.conftest import Begin

GOOD = {"ask": "say", "round": 1, "seq": 1, "value": "A"}


def opened(evening: Begin) -> tuple[Evening, Phone]:
    room = evening("vote")
    room.fills(1)
    room.ana.connects().says("start")
    room.ana.says("goto", slide="say")
    room.ana.says("next")
    room.ana.says("open")
    return room, room.ben


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in GOOD.items() if key != name}


MALFORMED: list[Any] = [
    None,
    "A",
    7,
    True,
    [],
    [GOOD],
    {},
    *(without(name) for name in GOOD),
    {**GOOD, "more": 1},
    {**GOOD, "token": "x"},
    *({**GOOD, "ask": wrong} for wrong in (None, 1, True, ["say"], {"say": 1})),
    *({**GOOD, "round": wrong} for wrong in (None, 0, 3, -1, 1.0, "1", True, [1])),
    *({**GOOD, "seq": wrong} for wrong in (None, -1, 2**60, 1.5, "1", True, [1], {})),
    *({**GOOD, "sure": wrong} for wrong in (0, 6, "3", True, 2.5)),
    *({**GOOD, "n": wrong} for wrong in (-1, 10, "0", None)),
    *({**GOOD, "keep": wrong} for wrong in (1, "yes", None)),
]
NO_ANSWERS: list[Any] = ["Z", "", "AB", "a", " A", "\u0000", 1, 1.5, True, ["A"], {"A": 1}, "A" * 4000]


def test_an_answer_of_the_wrong_shape_is_refused_by_name(evening: Begin) -> None:
    room, ben = opened(evening)
    room.house.asks("GET", room.api)

    for said in MALFORMED:
        reply = patiently(ben, "answer", said)
        assert (reply["ok"], reply["code"]) == (False, "message.invalid"), said
        assert reply["says"]
    assert room.ana.sees()["answered"] == 0
    assert len(MALFORMED) >= 40


def test_what_is_no_answer_here_is_refused_and_what_is_one_still_counts(evening: Begin) -> None:
    room, ben = opened(evening)

    for value in NO_ANSWERS:
        reply = patiently(ben, "answer", {**GOOD, "value": value})
        assert (reply["ok"], reply["code"]) == (False, "answer.invalid"), value
    assert patiently(ben, "answer", {**GOOD, "ask": "nowhere"})["code"] == "ask.unknown"
    assert patiently(ben, "answer", {**GOOD, "ask": "the-stand-up"})["code"] == "ask.unknown"
    assert patiently(ben, "answer", {**GOOD, "ask": "hard", "value": 3})["code"] == "ask.closed"
    assert patiently(ben, "answer", {**GOOD, "round": 2})["code"] == "ask.closed"
    assert patiently(ben, "answer", GOOD) == {"ok": True, "seq": 1}
    assert room.ana.sees()["answered"] == 1


def patiently(phone: Phone, event: str, said: Any) -> dict[str, Any]:
    """Say it; when the server asks to wait, start again as a fresh phone, since this is not about haste."""
    reply = phone.says(event, said)
    if reply.get("code") == "rate.limited":
        assert reply["retry_after"] > 0
        phone.leaves()
        phone.joins()
        reply = phone.says(event, said)
    return reply


NO_COMMANDS: list[Any] = [
    None,
    "open",
    [],
    {},
    {"do": None},
    {"do": 1},
    {"do": ["open"]},
    {"do": "explode"},
    {"do": ""},
    {"do": "Open"},
    {"do": "open", "version": "1"},
    {"do": "open", "version": 1.5},
    {"do": "open", "version": True},
    {"do": "open", "confirm": "yes"},
    {"do": "open", "force": True},
    {"do": "goto"},
    {"do": "goto", "slide": 2},
    {"do": "goto", "slide": None},
    {"do": "goto", "slide": ["say"]},
    {"do": "close", "grace": "8"},
    {"do": "close", "grace": True},
    {"do": "close", "grace": 1e300},
    {"do": "close", "grace": -1},
    {"do": "close", "grace": 61},
    {"do": "patterns", "all": 1},
    {"do": "joincode"},
    {"do": "joincode", "on": "on"},
    {"do": "prompt"},
    {"do": "timer"},
    {"do": "timer", "to": 1},
    {"do": "extend"},
    {"do": "extend", "seconds": 1.5},
    {"do": "extend", "seconds": "60"},
    {"do": "blank", "colour": "red"},
    {"do": "blank", "colour": 0},
    {"do": "unfreeze", "go": "yes"},
    {"do": "changed", "slide": "say"},
    {"do": "changed", "to": "keep"},
    {"do": "next", "slide": 7},
    {"do": "next", "grace": None},
]


def test_a_command_of_the_wrong_shape_is_refused_by_name_and_moves_nothing(evening: Begin) -> None:
    room, _ = opened(evening)
    before = room.ana.sees()["version"]

    for said in NO_COMMANDS:
        answer = room.house.asks("POST", f"{room.api}/commands", json=said)
        assert (answer.status_code, answer.json()["code"]) in {
            (400, "message.invalid"),
            (409, "move.illegal"),
        }, said
    codes = [room.house.asks("POST", f"{room.api}/commands", json=said).json()["code"] for said in NO_COMMANDS]
    assert codes.count("message.invalid") >= 36
    assert len(NO_COMMANDS) >= 40
    assert room.ana.sees()["version"] == before
    for said in NO_COMMANDS[:8]:
        assert Phone.says(room.ana, "command", said)["code"] == "message.invalid", said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", '"open"', '{"do": "open"', "\x00", "do=open"], ids=lambda body: repr(body)
)
def test_a_body_that_is_no_json_object_is_refused(evening: Begin, body: str) -> None:
    room, _ = opened(evening)
    facts: dict[str, Any] = {"content": body, "headers": {"Content-Type": "application/json"}}

    for path in (f"{room.api}/commands", "/api/sessions", "/api/join"):
        answer = room.house.asks("POST", path, **dict(facts))
        assert (answer.status_code, answer.json()["code"]) == (400, "message.invalid"), path


NO_STARTS: list[dict[str, Any]] = [
    {},
    {"deck": None},
    {"deck": 1},
    {"deck": "x" * 201},
    {"deck": "vote", "title": 5},
    {"deck": "vote", "title": "x" * 121},
    {"deck": "vote", "min_answers": "5"},
    {"deck": "vote", "min_answers": True},
    {"deck": "vote", "min_answers": 5.0},
    {"deck": "vote", "start": []},
    {"deck": "vote", "start": {"presenter": 1}},
    {"deck": "vote", "start": {"presenter": "x" * 81}},
    {"deck": "vote", "start": {"role": "admin"}},
    {"deck": "vote", "start": {"cast": ["Sam"]}},
    {"deck": "vote", "start": {"cast": {"Sam": 1}}},
    {"deck": "vote", "start": {"cast": {str(n): "x" for n in range(9)}}},
    {"deck": "vote", "code": "AAAAAA"},
]


@pytest.mark.parametrize("facts", NO_STARTS, ids=lambda facts: json.dumps(facts)[:50])
def test_a_session_that_is_asked_for_wrongly_does_not_begin(evening: Begin, facts: dict[str, Any]) -> None:
    room = evening("vote")
    before = room.house.asks("GET", "/api/sessions").json()

    answer = room.house.asks("POST", "/api/sessions", json=facts)

    assert (answer.status_code, answer.json()["code"]) == (400, "message.invalid")
    assert room.house.asks("GET", "/api/sessions").json() == before


def test_unknown_events_are_acknowledged_by_name(evening: Begin) -> None:
    room, ben = opened(evening)
    room.screen.connects()

    for event in ("vote", "Answer", "connect_error", "__class__", "x" * 200):
        for somebody in (ben, room.screen):
            assert somebody.says(event, {"a": 1}) == {
                "ok": False,
                "code": "event.unknown",
                "says": "This server does not know that message.",
            }
    misplaced = {
        "reason": ({"ask": "say", "option": "A", "text": "x"}, "ask.closed"),
        "signal": ({"kind": "wave"}, "message.invalid"),
        "upvote": ({"item": "x"}, "item.unknown"),
    }
    for event, (said, code) in misplaced.items():
        assert ben.says(event, said)["code"] == code
    assert ben.says("resync", {"all": True})["code"] == "message.invalid"


def test_a_phone_that_will_not_stop_is_told_to_wait_and_its_last_answer_counts(evening: Begin) -> None:
    room, ben = opened(evening)

    replies = [ben.says("answer", {**GOOD, "seq": seq, "value": "ABC"[seq % 3]}) for seq in range(1, 31)]

    refused = [reply for reply in replies if not reply["ok"]]
    assert {reply["code"] for reply in refused} == {"rate.limited"}
    assert all(0 < reply["retry_after"] < 5 for reply in refused)
    assert room.chi.joins().answers("A")["ok"], "nobody else feels it"
    last = max(reply["seq"] for reply in replies if reply["ok"])
    assert ben.resyncs()["mine"]["value"] == "ABC"[last % 3]
