"""The plug is pulled: what was counted is counted, and the room is where it was."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import Evening, House, Phone, until
from tests.conftest import Begin, evenings

View = dict[str, Any]
MOMENTARY = ("timing", "timer", "joined")
"""What a clock or a head count says; everything else is the same after a crash."""


@pytest.fixture
def evening(quiet_house: House) -> Iterator[Begin]:
    yield from evenings(quiet_house)


def crashes(room: Evening) -> None:
    """Kill the server, start it again, and let everybody come back with what they have in their hands."""
    room.house.kill9()
    for person in room.everybody():
        until(lambda person=person: not person.is_connected)  # type: ignore[misc]
    room.house.again()
    for phone in room.phones.values():
        phone.comes_back()
    room.screen.connects()


def lasting(view: View) -> View:
    return {name: value for name, value in view.items() if name not in MOMENTARY}


def everything(room: Evening) -> tuple[View, ...]:
    listeners = (room.ben, room.screen)
    return lasting(room.ana.sees()), *(lasting(listener.resyncs()["view"]) for listener in listeners)


def test_after_a_crash_the_room_is_on_the_same_slide_in_the_same_phase(evening: Begin) -> None:
    room = evening("vote", title="Through thick and thin", start={"presenter": "Ana"})
    ana, phones = room.ana, room.fills(5)
    room.screen.connects()
    way = ["start next next next", "open", "close", "talk", "open close results", "patterns"]

    for part in way:
        for do in part.split():
            ana.says(do)
            if do == "open":
                room.answer(zip(phones, "AABBC", strict=True))
        before = everything(room)
        crashes(room)
        assert everything(room) == before, f"after {part}"

    assert [one["n"] for one in ana.sees()["results"]["rounds"]] == [5, 5]
    assert ana.sees()["results"]["shift"]["says"] == "The room answered as it had before."


def test_what_was_counted_before_a_crash_is_counted_and_nothing_else(evening: Begin) -> None:
    """Phones send on and on; the server dies in the middle, three times."""
    room = evening("vote")
    phones = room.fills(12)
    room.ana.says("start")
    room.ana.says("goto", slide="say")
    room.ana.says("next")
    room.ana.says("open")
    journals = [Journal(phone) for phone in phones]

    for _ in range(3):
        for turn in range(4):
            for journal in journals:
                journal.sends("ABC"[(turn + journal.seq) % 3])
        until(lambda: sum(journal.acknowledged for journal in journals) >= 6)
        crashes(room)
        for journal in journals:
            journal.settles()
    for journal in journals:
        journal.sends("C")
    until(lambda: all(journal.acknowledged == journal.seq for journal in journals))

    results = room.ana.says("close")["results"]
    assert results["n"] == 12
    assert results["counts"] == {"A": 0, "B": 0, "C": 12}


class Journal:
    """What one phone has sent, and what it was told became of it."""

    def __init__(self, phone: Phone) -> None:
        self.phone, self.seq, self.acknowledged = phone, 0, 0
        self.values: dict[int, str] = {}
        self.said = phone.next_answer

    def sends(self, value: str) -> None:
        self.seq += 1
        self.values[self.seq] = value
        said = {**self.said, "seq": self.seq, "value": value}
        self.phone.lines[-1].emit("answer", said, callback=self._hears)

    def _hears(self, reply: View) -> None:
        assert reply["ok"], reply
        self.acknowledged = max(self.acknowledged, reply["seq"])

    def settles(self) -> None:
        """The server has what it acknowledged, or something newer that this phone sent."""
        mine = self.phone.resyncs()["mine"]
        assert mine["seq"] >= self.acknowledged
        assert mine["value"] == self.values.get(mine["seq"])


def test_a_vote_that_was_closing_when_the_plug_was_pulled_closes_with_every_answer(evening: Begin) -> None:
    room = evening("vote")
    phones = room.fills(6)
    room.ana.says("start")
    room.ana.says("goto", slide="say")
    room.ana.says("next")
    room.ana.says("open")
    room.answer(zip(phones, "AABBC", strict=False))
    room.ana.says("close", grace=1)
    room.gus.answers("C")

    crashes(room)

    until(lambda: room.ben.views[-1]["ask"]["phase"] == "closed")
    assert room.ana.sees()["results"]["counts"] == {"A": 2, "B": 2, "C": 2}


@pytest.mark.parametrize("rounds", [1, 2])
def test_a_vote_whose_key_is_lost_is_asked_again_under_the_same_number(evening: Begin, rounds: int) -> None:
    room = evening("vote")
    phones = room.fills(5)
    room.ana.says("start")
    room.ana.says("goto", slide="say")
    room.ana.says("next")
    for _ in range(rounds - 1):
        room.ana.votes(dict(zip(phones, "AAAAA", strict=True)))
    room.ana.says("open")
    room.answer(zip(phones, "BBBBB", strict=True))

    power_cut(room)

    ask = room.ana.sees()["ask"]
    assert (ask["phase"], ask["round"]) == ("ready", rounds)
    assert room.ben.resyncs()["mine"] is None
    results = room.ana.votes(dict(zip(phones, "CCCCC", strict=True)))["results"]
    assert [one["counts"] for one in results["rounds"]] == [{"A": 5, "B": 0, "C": 0}, {"A": 0, "B": 0, "C": 5}][
        -rounds:
    ]
    assert results["shift"] is None


def power_cut(room: Evening) -> None:
    """Memory is gone, and with it the key folder."""
    room.house.kill9()
    for folder in room.house.keys.iterdir():
        shutil.rmtree(folder)
    room.house.again()
    for phone in room.phones.values():
        phone.comes_back()


def test_two_crashes_count_nobody_twice(evening: Begin) -> None:
    room = evening("vote")
    phones = room.fills(6)
    room.ana.says("start")
    room.ana.says("goto", slide="hard")
    room.ana.says("open")
    room.answer((phone, 2) for phone in phones)

    crashes(room)
    room.answer((phone, 4) for phone in phones[:2])
    crashes(room)

    assert room.ana.sees()["answered"] == 6
    counts = Counter(room.ana.says("close")["results"]["counts"])
    assert +counts == {"2": 4, "4": 2}
