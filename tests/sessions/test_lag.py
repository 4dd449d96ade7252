"""Live results lag behind and are drawn by lot: whoever sees who taps when reads nothing off the bars."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from sessions.lag import due, rest

FLOOR = 5


def lot(seed: int):
    dice = random.Random(seed)
    return lambda n: dice.sample(range(n), n)


def ballots(*numbers: int) -> set[bytes]:
    return {bytes([number]) for number in numbers}


def test_nothing_moves_before_the_eighth_answer_and_then_five_are_told() -> None:
    assert due(ballots(*range(7)), 0, FLOOR, lot(1)) == []
    assert len(due(ballots(*range(8)), 0, FLOOR, lot(1))) == 5


def test_then_three_go_whenever_six_wait() -> None:
    assert due(ballots(*range(5)), 5, FLOOR, lot(1)) == []
    assert len(due(ballots(*range(6)), 5, FLOOR, lot(1))) == 3
    assert len(due(ballots(*range(7)), 5, FLOOR, lot(1))) == 3


def test_of_many_at_once_all_but_a_few_go() -> None:
    assert [len(due(ballots(*range(n)), 5, FLOOR, lot(1))) for n in (8, 9, 11, 12)] == [3, 6, 6, 9]
    assert [len(due(ballots(*range(n)), 0, FLOOR, lot(1))) for n in (10, 11, 14)] == [5, 8, 11]


def test_a_higher_floor_is_kept() -> None:
    assert due(ballots(*range(14)), 0, 12, lot(1)) == []
    assert len(due(ballots(*range(15)), 0, 12, lot(1))) == 12


def test_which_ones_go_is_drawn_by_lot_and_has_nothing_to_do_with_who_came_last() -> None:
    times = dict.fromkeys(range(6), 0)
    for seed in range(600):
        for (number,) in due(ballots(*range(6)), 5, FLOOR, lot(seed)):
            times[number] += 1
    assert all(230 < n < 370 for n in times.values())


def test_at_the_close_the_rest_is_told_if_it_is_enough() -> None:
    assert rest(ballots(1, 2, 3), 5, FLOOR) == [b"\x01", b"\x02", b"\x03"]
    assert rest(ballots(1, 2), 5, FLOOR) == []
    assert rest(ballots(1, 2, 3, 4), 0, FLOOR) == []
    assert len(rest(ballots(1, 2, 3, 4, 5), 0, FLOOR)) == 5


class OpenRound(RuleBasedStateMachine):
    """People answer, change their minds and pass, in any order; somebody looks at the bars all the time."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: set[bytes] = set()
        self.told: list[bytes] = []

    @rule(voters=st.sets(st.integers(0, 60), max_size=12), seed=st.integers(0, 99))
    def answer(self, voters: set[int], seed: int) -> None:
        self.waiting |= ballots(*voters) - set(self.told)
        batch = due(self.waiting, len(self.told), FLOOR, lot(seed))
        self.tells(batch)
        assert not batch or len(self.waiting) >= 3, "three wait, until they pass or the round is closed"
        assert due(self.waiting, len(self.told), FLOOR, lot(seed)) == [], "all that was due has gone"

    @rule(voters=st.sets(st.integers(0, 60), max_size=3))
    def turn_into_passes(self, voters: set[int]) -> None:
        self.waiting -= ballots(*voters)

    def teardown(self) -> None:
        self.tells(rest(self.waiting, len(self.told), FLOOR))
        assert len(self.waiting) < (3 if self.told else FLOOR), "whoever is not told at the close are too few"

    def tells(self, batch: Sequence[bytes]) -> None:
        assert set(batch) <= self.waiting, "only what waits can go, and only once"
        assert len(set(batch)) == len(batch)
        assert not batch or len(batch) >= (3 if self.told else FLOOR), "a step that could point at somebody"
        self.waiting -= set(batch)
        self.told += batch


OpenRound.TestCase.settings = settings(max_examples=60, stateful_step_count=30)
TestOpenRound = OpenRound.TestCase


@given(st.integers(8, 40), st.integers(0, 99))
def test_in_a_round_in_which_nobody_passes_everybody_is_told_in_the_end(people: int, seed: int) -> None:
    told: list[bytes] = []
    for count in range(1, people + 1):
        told += due(ballots(*range(count)) - set(told), len(told), FLOOR, lot(seed))
        assert count - len(told) >= 3 or count < 3
    told += rest(ballots(*range(people)) - set(told), len(told), FLOOR)
    assert set(told) == ballots(*range(people))
