"""G1 and G4: once a question is closed, who answered what is in no file, no log, and no memory after a restart."""

from __future__ import annotations

import re
import sys
from base64 import urlsafe_b64decode
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest

from decks.asks import kinds
from tests.cast import Evening, House, until
from tests.cast.people import Listener
from tests.conftest import Begin
from tests.trust.guarantees.rooms import deck_of, slide

STANDARD = "standard"
DECK = deck_of(
    *(
        slide(kind, STANDARD, kind.name, *(f"{one.name}: yes" for one in kind.settings if one.name == "share"))
        for kind in kinds().values()
        if kind.items
    ),
    slide(kinds()["choice"], STANDARD, "twice", "rounds: 2", "discuss: 2m", "reasons: yes"),
)
PHONES = 6
LINE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw")

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems keep memory elsewhere")


def written(slide_id: str, number: int) -> str:
    """A word that nobody else has ever written."""
    return f"Nightjar{slide_id}{number}"


def secrets(room: Evening) -> list[bytes]:
    """What names a phone: its token, and what is in it."""
    tokens = [phone.token for phone in room.phones.values()]
    return [
        *(token.encode() for token in tokens),
        *(urlsafe_b64decode(token + "=" * (-len(token) % 4))[-32:-16] for token in tokens),
        *(line.sid.encode() for person in room.phones.values() for line in person.lines if line.sid),
    ]


def everybody_writes(room: Evening, slide_id: str) -> None:
    room.ana.says("goto", slide=slide_id)
    room.ana.says("open")
    room.answer((phone, written(slide_id, number)) for number, phone in enumerate(room.phones.values()))
    until(lambda: room.ana.sees()["answered"] == PHONES)


def approves_all(room: Evening) -> None:
    for item in room.ana.sees()["moderation"]:
        if item["state"] == "waiting":
            assert Listener.says(room.ana, "moderate", {"item": item["item"], "do": "approve"})["ok"]


def in_memory(pid: int, wanted: Iterable[bytes]) -> list[bytes]:
    """Which of these lie in what a process can write to, as somebody with a debugger would look for them."""
    found: set[bytes] = set()
    with Path(f"/proc/{pid}/mem").open("rb") as memory:
        for first, last in LINE.findall(Path(f"/proc/{pid}/maps").read_text()):
            memory.seek(int(first, 16))
            with suppress(OSError, OverflowError):
                part = memory.read(int(last, 16) - int(first, 16))
                found |= {one for one in wanted if one in part}
    return sorted(found)


@needs_linux
def test_after_an_evening_of_texts_votes_and_reasons_nothing_leads_to_anybody(
    own_house: House, own_evening: Begin
) -> None:
    own_house.writes("canaries", DECK)
    room = own_evening("canaries", title="A title that is kept")
    room.fills(PHONES)
    room.ana.connects().says("start")
    collecting = [kind.name for kind in kinds().values() if kind.items]
    for slide_id in collecting:
        everybody_writes(room, slide_id)
        if slide_id == "qa":
            approves_all(room)
            item = room.ana.sees()["moderation"][0]["item"]
            assert all(phone.says("upvote", {"item": item})["ok"] for phone in room.phones.values())
        keys = [path.read_bytes() for path in own_house.key_files]
        room.ana.says("close")
        approves_all(room)
    room.ana.says("goto", slide="twice")
    room.ana.votes(dict.fromkeys(room.phones.values(), "A"))
    for number, phone in enumerate(room.phones.values()):
        reason = {"ask": "twice", "option": phone.resyncs()["mine"]["dealt"], "text": written("reason", number)}
        assert phone.says("reason", reason)["ok"]
    keys += [path.read_bytes() for path in own_house.key_files]
    texts = [written(where, number).encode() for where in (*collecting, "reason") for number in range(PHONES)]
    names = [*secrets(room), *(half for key in keys for half in (key[:32], key[32:]))]
    assert own_house._process
    assert in_memory(own_house._process.pid, texts) != [], "there is something to find"

    room.ana.says("end")
    until(lambda: own_house.log_size == 0)
    kept = [text for text in texts if own_house.holds(text)]
    words = [text for text in kept if text.startswith(b"Nightjarwords")]
    assert (kept, own_house.key_files) == (words, []), "approved words are kept, by nobody's name"
    assert [name for name in names if own_house.holds(name)] == []
    own_house.stops()
    said = (own_house.printed + own_house.errors).encode()
    assert b"ready " in said, "there is something to look through"
    assert [text for text in [*texts, *names] if text in said] == []

    own_house.again()
    assert own_house.asks("GET", room.api).status_code == 200
    assert own_house._process
    assert in_memory(own_house._process.pid, [b"A title that is kept"]) != [], "there is something to look through"
    assert in_memory(own_house._process.pid, [*(set(texts) - set(words)), *names]) == []
