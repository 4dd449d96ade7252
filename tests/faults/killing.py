"""The server's process dies, or is told to go, while a crowd votes; and comes back on the same data."""

from __future__ import annotations

import time
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.cast import Evening, until
from tests.faults.hall import Crowd

WARM = 5
"""So many answers are acknowledged at the least before anything happens."""


@dataclass(frozen=True)
class Return:
    """How one death went. Seconds from the kill to the line `ready`, and from there until the phones had their view."""

    acknowledged: int
    down: float
    backs: list[float]
    codes: list[str]


def stands(room: Evening) -> Any:
    """Where the presenter is."""
    view = room.ana.sees()
    return view["slide"]["id"], view["ask"]["phase"], view["ask"]["round"], view["version"]


def dies(room: Evening, crowd: Crowd, gently: bool = False) -> float:
    """The server dies, what it left is checked, and it comes back where it was; the seconds that took, without the
    checking."""
    where = stands(room)
    began = time.monotonic()
    if gently:
        assert room.house.drains() == 0
    else:
        room.house.kill9()
    died = time.monotonic()
    crowd.check()
    found = time.monotonic()
    room.house.again()
    back = time.monotonic()
    assert stands(room) == where
    return died - began + back - found


def dies_in_a_burst(
    room: Evening, crowd: Crowd, ask: str, chance: Random, gently: bool = False, votes: int = 5, over: float = 2.0
) -> Return:
    """Everybody votes and thinks again; at some moment the server dies. At the end all is counted, and once."""
    crowd.figures()
    crowd.votes(ask, votes, over)
    until(lambda: crowd.acknowledged >= WARM)
    time.sleep(chance.uniform(0, 0.8 * over))
    down = dies(room, crowd, gently)
    crowd.settles()
    crowd.come_back()
    figures, acknowledged = crowd.figures(), crowd.acknowledged
    crowd.closes()
    return Return(acknowledged, down, [max(0.0, back - down) for back in figures["backs"]], figures["codes"])
