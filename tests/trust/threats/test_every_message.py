"""T17: every message and everybody. Roles come from the catalogue; what it does not name is for nobody."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from app.live import Doors
from sessions import protocol
from sessions.protocol import MESSAGES, MODERATOR, PARTICIPANT, PRESENTER, SCREEN, Message
from sessions.session import LiveSession
from tests.trust.threats.inside import HERE, Inside, Socket

TALKS = {
    "answer": {"ask": "say", "round": 1, "seq": 1, "value": "A"},
    "reason": {"ask": "say", "option": "A", "text": "Because."},
    "upvote": {"item": "x"},
    "signal": {"kind": "slow"},
    "resync": {},
    "command": {"do": "lock"},
    "moderate": {"item": "all", "do": "hide"},
}
"""Something of each that is well formed."""


def sockets(inside: Inside, session: LiveSession) -> dict[str, tuple[str, Socket]]:
    """Everybody who can have a socket in that session: their role, and their line."""
    identity, at = inside.identity, session.state.id
    people = inside.everybody(session, session)
    return {
        "phone": (PARTICIPANT, inside.socket(inside.phone(session))),
        "wall": (SCREEN, inside.socket(identity.screen_key(at))),
        "console": (PRESENTER, inside.socket(identity.new_console(), HERE, session=at)),
        "program": (PRESENTER, inside.socket(people["bearer"].bearer, HERE, session=at)),
        "remote": (PRESENTER, inside.socket(inside.device(PRESENTER, session))),
        "moderator": (MODERATOR, inside.socket(inside.device(MODERATOR, session))),
    }


def test_the_catalogue_is_whole() -> None:
    assert set(MESSAGES) == set(protocol.READERS) == set(TALKS)


def test_every_message_is_refused_to_everybody_whom_the_catalogue_does_not_name(inside: Inside) -> None:
    session = inside.begins()
    people = sockets(inside, session)
    assert {role for role, _ in people.values()} == set(protocol.AUDIENCES)
    before = session.state.version

    for (name, (role, somebody)), (event, message) in product(people.items(), MESSAGES.items()):
        if role not in message.senders:
            for facts in (TALKS[event], {"nonsense": True}, None):
                assert somebody.says(event, facts)["code"] == "role.denied", (name, event)
        else:
            assert somebody.says(event, {"nonsense": True})["code"] == "message.invalid", (name, event)
    assert inside.stage.find(session.state.id).state.version == before


def test_what_people_of_another_room_say_stays_in_that_room(inside: Inside) -> None:
    session, other = inside.begins("written"), inside.begins("written")
    for one in (session, other):
        inside.says(one, "start")
        inside.says(one, "goto", slide="unclear")
        inside.says(one, "open")
    before = view(inside, session)
    voter = inside.voter(session)
    asked = protocol.answer({"ask": "unclear", "round": 1, "seq": 1, "value": "Why?"})
    inside.stage.answer(session.state.id, voter, asked)
    (item,) = view(inside, session)["moderation"]

    at = session.state.id
    for token in (inside.phone(other), inside.device(PRESENTER, other), inside.device(MODERATOR, other)):
        stranger = inside.socket(token, session=at)
        for event, facts in TALKS.items():
            stranger.says(event, {**facts, **({"ask": "unclear"} if "ask" in facts else {})})
        for do in ("approve", "remove", "pick"):
            stranger.says("moderate", {"item": item["item"], "do": do})
        stranger.says("upvote", {"item": item["item"]})
        assert at not in "".join(stranger.heard)
        assert session.state.code not in "".join(stranger.heard)

    after = view(inside, session)
    assert (after["version"], after["answered"], after["moderation"]) == (before["version"], 1, [item])


def view(inside: Inside, session: LiveSession) -> dict[str, Any]:
    found: dict[str, Any] = inside.parts.scenes.view(inside.stage.find(session.state.id), PRESENTER)
    return found


def test_a_token_that_is_no_more_opens_no_socket(inside: Inside) -> None:
    session, gone = inside.begins(), inside.begins()
    people = inside.everybody(session, gone)
    ended, organiser = people["remote that was ended"].cookie.partition("=")[2], people["organiser"].bearer
    left = [inside.device(PRESENTER, gone), inside.phone(gone), inside.identity.screen_key(gone.state.id)]
    inside.stage.delete(gone.state.id)

    assert inside.socket(ended).code == "device.ended"
    assert inside.socket(organiser, HERE, session=session.state.id).code == "role.denied"
    assert {inside.socket(token).code for token in left} <= {"token.unknown", "session.unknown"}
    for letter in "vscdbx":
        assert inside.socket(letter + people["bearer"].bearer[1:]).code == "token.unknown"


def test_a_device_that_is_ended_is_not_heard_any_more(inside: Inside) -> None:
    session = inside.begins()
    token = inside.device(PRESENTER, session)
    remote = inside.socket(token)
    assert remote.says("command", {"do": "lock"})["ok"]

    inside.parts.devices.end(session.state.id, inside.identity.device(token).device)

    with suppress(ConnectionError):  # it may be cut already
        assert remote.says("command", {"do": "unlock"})["code"] == "device.ended"
    assert inside.stage.find(session.state.id).state.locked


# --- the library's own words


@pytest.mark.parametrize("name", ["connect", "disconnect", "*"])
def test_nobody_says_for_the_library_who_comes_and_who_goes(inside: Inside, name: str) -> None:
    """A device that was ended would hear on, and one line could fill a room."""
    session = inside.begins()
    token = inside.device(PRESENTER, session)
    remote, phone = inside.socket(token), inside.socket(inside.phone(session))

    for line in (remote, phone):
        with pytest.raises(ConnectionError):
            line.says(name, {"REMOTE_ADDR": HERE})
        with pytest.raises(ConnectionError):
            line.says("resync", {})
    assert inside.stage.joined(session.state.id) == 0
    assert not any(device["here"] for device in inside.parts.devices.of(session.state.id))


def test_one_line_is_one_phone_at_most(inside: Inside) -> None:
    session = inside.begins()
    line = inside.socket(inside.phone(session))
    with suppress(ConnectionError):
        line.says("connect", {}, {"token": inside.phone(session)})
    assert inside.stage.joined(session.state.id) <= 1


# --- default: no


@dataclass(frozen=True, slots=True)
class Wave(Message):
    """Something new that nobody has thought through."""

    name = "wave"
    senders = frozenset[str]()


@pytest.fixture
def waving(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(protocol, "MESSAGES", {**MESSAGES, "wave": Wave})
    monkeypatch.setattr(protocol, "READERS", {**protocol.READERS, "wave": lambda facts: Wave()})
    return monkeypatch


def test_a_new_message_is_for_nobody_until_somebody_is_named(waving: pytest.MonkeyPatch, tmp_path: Path) -> None:
    waving.setattr(Doors, "_wave", lambda self, person, message: {"waved": True}, raising=False)
    inside = Inside(tmp_path)
    people = sockets(inside, inside.begins())

    refused = {name: somebody.says("wave", {})["code"] for name, (_, somebody) in people.items()}

    inside.closes()
    assert set(refused.values()) == {"role.denied"}, refused


def test_a_new_message_without_a_door_does_not_start(waving: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(AttributeError, match="_wave"):
        Inside(tmp_path)


def test_a_word_that_is_no_message_is_nothing_to_anybody(inside: Inside) -> None:
    for _, somebody in sockets(inside, inside.begins()).values():
        for event in ("wave", "view", "mine", "_answer", "Answer", "__class__"):
            assert somebody.says(event, {})["code"] == "event.unknown"
