"""The same short story where websockets are cut, and on the other engines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cast import Evening, House
from tests.cast.people import POLLING, WEBSOCKET
from tests.conftest import Begin


def tells_a_short_story(room: Evening, transports: tuple[str, ...]) -> None:
    """Join, two rounds, somebody drops and comes back, results, patterns, the end."""
    ana, phones = room.ana, room.fills(6, transports=transports)
    room.screen.connects(transports)
    ana.connects(transports).says("start")
    ana.says("goto", slide="say")
    ana.says("next")
    ana.votes(dict(zip(phones, "AAABBC", strict=True)))
    assert room.screen.sees()["ask"]["phase"] == "closed"
    assert ana.commands("talk")["ok"]
    room.ben.leaves()
    room.ben.comes_back(transports)
    ana.says("open")
    assert room.ben.cannot_answer("Z")["code"] == "answer.invalid"
    room.answer(zip(phones, "CCCCCC", strict=True))
    ana.says("close")
    results = ana.says("results")["results"]
    assert [one["counts"]["C"] for one in results["rounds"]] == [1, 6]
    assert results["shift"]["says"] == "C: 1 of 6, then 6 of 6."
    assert (room.ben.sees()["results"], room.screen.sees()["results"]) == (results, results)
    ana.says("patterns")
    assert list(room.ben.sees()["results"]["patterns"]) == ["A"]
    ana.says("end")
    assert room.ben.sees()["session"]["status"] == "ended"


def test_where_websockets_are_cut_long_polling_does_the_same(evening: Begin) -> None:
    room = evening("vote")
    tells_a_short_story(room, POLLING)
    assert {line.transport() for line in room.ben.lines} <= {"polling"}


@pytest.mark.parametrize("mode", ["eventlet", "gevent", "threading"])
def test_every_engine_tells_the_same_story_and_survives_a_crash(another_house: Callable[..., House], mode: str) -> None:
    house = another_house(READTHEROOM_ASYNC_MODE=mode)

    tells_a_short_story(Evening(house, "vote"), WEBSOCKET)
    tells_a_short_story(Evening(house, "vote"), POLLING)
    survives_a_crash(Evening(house, "vote"))

    assert house.stops() == 0


def survives_a_crash(room: Evening) -> None:
    phones = room.fills(5)
    room.ana.says("start")
    room.ana.says("goto", slide="hard")
    room.ana.says("open")
    room.answer((phone, 3) for phone in phones)

    room.house.kill9()
    room.house.again()

    assert (room.ana.sees()["ask"]["phase"], room.ana.sees()["answered"]) == ("open", 5)
    assert room.ana.says("close")["results"]["counts"]["3"] == 5
    for phone in phones:
        phone.leaves()
