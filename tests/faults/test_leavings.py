"""F22: who has gone leaves nothing behind, not even what would have to be looked for first."""

from __future__ import annotations

import json
import os
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import httpx

from tests.cast import House, until
from tests.faults.conftest import Gather
from tests.faults.hall import hall

CENSUS = Path(__file__).parent / "census"
PHONES = 20
OF_A_CONNECTION = ("_Quiet", "GreenSocket")
OF_THE_ROOM = ("GreenSocket", "Line", "Person")
OF_A_VISIT = ("_Quiet", "HTTPMessage", "Input", "GreenThread", "Person")
"""What stands for a visitor: connections, what is read from them, and who it is. Lines wait for their ping at most."""


def census(house: House, told: Path) -> Counter[str]:
    """How many there are of each class in the server's memory."""
    told.unlink(missing_ok=True)
    os.kill(house.pid, signal.SIGUSR1)
    until(told.exists)
    return Counter(json.loads(told.read_text()))


def more_than(before: Counter[str], now: Counter[str]) -> dict[str, int]:
    return {name: now[name] - before[name] for name in OF_A_VISIT if now[name] > before[name]}


def test_a_hall_that_has_gone_leaves_nothing_behind(
    tmp_path: Path, another_house: Callable[..., House], gather: Gather
) -> None:
    told = tmp_path / "census"
    house = another_house(PYTHONPATH=str(CENSUS), READTHEROOM_TEST_CENSUS=str(told))
    room = hall(house)
    before = census(house, told)
    crowd = gather(room, PHONES)
    crowd.votes("v0", votes=2, over=1.0)
    crowd.settles()
    assert all(census(house, told)[name] - before[name] >= PHONES for name in OF_THE_ROOM)
    crowd.closes()
    crowd.leave(PHONES)
    until(lambda: not more_than(before, census(house, told)))


def test_who_only_falls_silent_leaves_nothing_behind_either(
    tmp_path: Path, another_house: Callable[..., House]
) -> None:
    """A browser keeps its connection for the next page; the server ends it after a quarter of a minute."""
    told = tmp_path / "census"
    house = another_house(PYTHONPATH=str(CENSUS), READTHEROOM_TEST_CENSUS=str(told))
    before = census(house, told)
    with ExitStack() as stack:
        for _ in range(PHONES):
            silent = stack.enter_context(httpx.Client(base_url=house.url))
            assert silent.get("/").status_code == 200
        assert all(census(house, told)[name] - before[name] >= PHONES for name in OF_A_CONNECTION)
        until(lambda: not more_than(before, census(house, told)))
