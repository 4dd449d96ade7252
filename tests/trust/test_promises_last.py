"""Ana edits the deck in the middle of the evening. What the phones were promised only ever gets stricter."""

from __future__ import annotations

from itertools import count

import pytest

from tests.cast import Evening, House, until
from tests.conftest import Begin

NUMBERS = count()


class Meddled:
    """A session of a deck that its presenter can rewrite while it runs, one personal question and eight phones."""

    def __init__(self, house: House, evening: Begin, deck: str = "personal") -> None:
        self.house, self.id = house, f"meddled-{next(NUMBERS)}"
        house.writes(self.id, house.reads(deck))
        self.room: Evening = evening(self.id)
        self.phones = self.room.fills(8)
        self.room.ana.connects().says("start")

    def rewrites(self, old: str, new: str) -> None:
        text = self.house.reads(self.id)
        assert old in text
        self.house.writes(self.id, text.replace(old, new))

    def is_told_why_not(self) -> str:
        (problem,) = until(lambda: self.room.ana.views[-1]["deck"]["problems"])
        return str(problem)


@pytest.fixture
def meddled(house: House, evening: Begin) -> Meddled:
    return Meddled(house, evening)


def test_a_question_does_not_become_less_private_while_it_is_answered(meddled: Meddled) -> None:
    room = meddled.room
    room.ana.says("open")
    room.answer(dict.fromkeys(meddled.phones[:2], "A"))

    meddled.rewrites("privacy: personal", "privacy: open")
    assert "would protect answers less" in meddled.is_told_why_not()
    room.answer({meddled.phones[2]: "B"})
    results = room.ana.says("close")["results"]

    assert (results["counts"], results["withheld"]) == (None, "few")
    assert room.ben.sees()["ask"]["privacy"] == "personal"


@pytest.mark.parametrize(
    ("deck", "old", "new"),
    [
        ("personal", "privacy: personal", "privacy: standard"),
        ("never", "results: never", "results: after"),
        ("vote", "rounds: 2", "rounds: 2\nprivacy: open"),
    ],
)
def test_no_promise_of_a_question_is_weakened_and_ana_is_told(
    house: House, evening: Begin, deck: str, old: str, new: str
) -> None:
    meddled = Meddled(house, evening, deck)
    before = meddled.room.ana.sees()["version"]

    meddled.rewrites(old, new)

    assert "start another one for the new text" in meddled.is_told_why_not()
    assert meddled.room.ben.sees()["version"] >= before
    meddled.rewrites(new, old)
    until(lambda: not meddled.room.ana.views[-1]["deck"]["problems"])


def test_a_question_may_become_more_private(house: House, evening: Begin) -> None:
    meddled = Meddled(house, evening, "never")

    meddled.rewrites("results: never", "results: never\nprivacy: personal")

    until(lambda: meddled.room.ben.sees()["ask"]["privacy"] == "personal")


def test_a_personal_question_is_not_asked_again_by_rewording_its_answers(meddled: Meddled) -> None:
    room = meddled.room
    first = room.ana.votes({phone: "ABC"[number % 3] for number, phone in enumerate(meddled.phones)})
    assert first["results"]["counts"] == {"A": 3, "B": 3, "C": 2, "D": 0}

    meddled.rewrites("- [ ] Never", "- [ ] Not once")
    (changed,) = until(lambda: room.ana.views[-1]["deck"]["changed"])
    refused = room.ana.cannot("changed", slide=changed["slide"], to="again")

    assert (refused["code"], refused["status"]) == ("move.illegal", 409)
    assert room.ana.cannot("open")["code"] == "move.illegal"
    assert room.ana.sees()["results"]["counts"] == first["results"]["counts"]
