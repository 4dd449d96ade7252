"""F1, F3: the server dies or is replaced in the middle of a vote. What was acknowledged is there, once."""

from __future__ import annotations

import time
from random import Random

from tests.cast import Evening, until
from tests.faults.busy import allowed
from tests.faults.conftest import Gather
from tests.faults.hall import percentile
from tests.faults.killing import dies, dies_in_a_burst

KILLS, PHONES = 5, 60
BACK_S, FOUND_S = 3.0, 2.0


def test_a_server_killed_five_times_in_one_vote_loses_nothing_and_is_back_in_three_seconds(
    room: Evening, gather: Gather
) -> None:
    crowd, chance = gather(room, PHONES), Random(1)
    crowd.votes("v0", votes=12, over=12.0)
    for _ in range(KILLS):
        already = crowd.acknowledged
        until(lambda already=already: crowd.acknowledged > already + PHONES // 4)  # type: ignore[misc]
        time.sleep(chance.uniform(0, 0.2))
        assert dies(room, crowd) < allowed(BACK_S)
    crowd.settles()
    assert crowd.closes()["n"] == PHONES


def test_a_server_that_is_replaced_shows_nobody_an_error_and_has_everybody_back_soon(
    room: Evening, gather: Gather
) -> None:
    crowd = gather(room, PHONES)
    went = dies_in_a_burst(room, crowd, "v0", Random(2), gently=True, votes=3, over=0.8)
    assert went.codes == []
    assert percentile(went.backs, 0.95) < allowed(FOUND_S)
