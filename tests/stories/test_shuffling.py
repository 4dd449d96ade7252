"""Shuffled answers: one order for a session, the same on every phone and the wall, also after a crash."""

from __future__ import annotations

from typing import Any

from tests.cast import Evening
from tests.conftest import Begin

WRITTEN = ["Amber", "Blue", "Crimson", "Dove", "Ebony", "Fawn", "Gold", "Heather"]


def order(view: dict[str, Any]) -> list[str]:
    """The answers as they stand, with their letters checked."""
    options = view["ask"]["options"]
    assert [option["key"] for option in options] == list("ABCDEFGH")
    return [next(word for word in WRITTEN if word in option["html"]) for option in options]


def asked(evening: Begin) -> Evening:
    room = evening("shuffle")
    room.fills(5)
    room.screen.connects()
    room.ana.says("start")
    return room


def test_everybody_reads_the_answers_in_the_same_order(evening: Begin) -> None:
    room = asked(evening)

    drawn = order(room.ana.sees())

    assert sorted(drawn) == WRITTEN
    assert {tuple(order(phone.sees())) for phone in (*room.phones.values(), room.screen)} == {tuple(drawn)}


def test_every_session_draws_its_own_order(evening: Begin) -> None:
    assert len({tuple(order(asked(evening).ana.sees())) for _ in range(4)}) > 1


def test_letters_branches_and_patterns_follow_the_order_shown(evening: Begin) -> None:
    room = asked(evening)
    drawn = order(room.ana.sees())
    amber = "ABCDEFGH"[drawn.index("Amber")]

    view = room.ana.votes(dict.fromkeys(room.phones.values(), amber))
    assert view["results"]["counts"][amber] == 5
    assert view["next"]["id"] == "was-first"
    view = room.ana.says("patterns", all=True)
    assert view["results"]["patterns"][amber]["says"] == "It was written first."


def test_the_order_survives_a_crash(own_evening: Begin) -> None:
    room = asked(own_evening)
    drawn = order(room.ana.sees())
    room.house.kill9()
    room.house.again()

    assert order(room.ana.sees()) == drawn
    assert order(room.ben.comes_back().sees()) == drawn
