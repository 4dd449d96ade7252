"""F22: who has gone leaves nothing behind, not even what would have to be looked for first."""

from __future__ import annotations

import json
import os
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.cast import House, until
from tests.faults.conftest import Gather
from tests.faults.hall import hall

CENSUS = Path(__file__).parent / "census"
PHONES = 20
OF_A_VISIT = ("_Quiet", "HTTPMessage", "Input", "Person")
"""What stands for one visitor: their lines' readers, what these read, and who they are."""


def census(house: House, told: Path) -> Counter[str]:
    """How many there are of each class in the server's memory."""
    told.unlink(missing_ok=True)
    os.kill(house.pid, signal.SIGUSR1)
    until(told.exists)
    return Counter(json.loads(told.read_text()))


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
    during = census(house, told)
    assert during["Person"] - before["Person"] == PHONES
    crowd.closes()
    crowd.leave(PHONES)
    until(lambda: room.ana.sees()["joined"] == 0)
    left = {name: n for name in OF_A_VISIT if (n := census(house, told)[name] - before[name]) > 0}
    assert left == {}
