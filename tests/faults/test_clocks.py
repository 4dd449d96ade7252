"""F13: the clock jumps by an hour, forth and back, while the room votes. Nothing ends early, nobody is lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cast import House, until
from tests.faults.busy import allowed
from tests.faults.conftest import Gather
from tests.faults.hall import hall

CLOCK = Path(__file__).parent / "clocks"
HOUR = 3600
PHONES, GRACE_S = 20, 2

Jump = Callable[[int], None]


@pytest.fixture
def jump(tmp_path: Path, another_house: Callable[..., House]) -> tuple[House, Jump]:
    """A house whose server believes another clock, and what sets that clock, in seconds from the true one."""
    wrong, next_one = tmp_path / "wrong", tmp_path / "next"

    def jump(seconds: int) -> None:
        next_one.write_text(str(seconds))
        next_one.replace(wrong)

    jump(0)
    return another_house(PYTHONPATH=str(CLOCK), READTHEROOM_TEST_CLOCK=str(wrong)), jump


def test_an_hour_forth_and_back_ends_nothing_early_and_loses_nobody(jump: tuple[House, Jump], gather: Gather) -> None:
    house, sets = jump
    room = hall(house, 3)
    crowd = gather(room, PHONES)
    for vote, seconds in enumerate((HOUR, -HOUR)):
        if vote:
            room.ana.says("goto", slide=f"v{vote}")
            room.ana.says("open")
        crowd.votes(f"v{vote}", votes=4, over=1.0)
        time.sleep(0.3)
        sets(seconds)
        crowd.settles()
        stored = crowd.check()
        began = time.monotonic()
        room.ana.says("close", grace=GRACE_S)
        sets(-seconds)
        until(lambda: room.ana.sees()["ask"]["phase"] == "closed")
        assert GRACE_S - 0.2 < time.monotonic() - began < allowed(GRACE_S + 2)
        assert room.ana.sees()["results"]["n"] == len(stored) == PHONES
    crowd.joins(1)
    house.kill9()
    sets(HOUR)
    house.again()
    crowd.come_back()
    assert crowd.figures()["codes"] == []
