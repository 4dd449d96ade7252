"""Who moved where: only in large rooms, and never so that one person can be subtracted."""

from __future__ import annotations

from collections import Counter

import pytest

from sessions.flows import flows

Told = tuple[tuple[tuple[str, str, int], ...] | None, int | None, bool]


def told_flows(moves: dict[tuple[str, str], int], before: int = 0, after: int = 0) -> Told:
    pairs = sorted(Counter(moves).elements())
    return flows(pairs, before, after, range(len(pairs)))


def test_twenty_nine_people_have_no_flows_and_thirty_have() -> None:
    assert told_flows({("A", "B"): 29}) == (None, None, False)
    assert told_flows({("A", "B"): 30}) == ((("A", "B", 30),), 30, False)


def test_moves_of_fewer_than_three_people_go_together() -> None:
    told, covered, _ = told_flows({("A", "A"): 27, ("A", "B"): 1, ("B", "A"): 2, ("C", "A"): 4})
    assert told == (("A", "A", 27), ("C", "A", 4), ("other", "other", 3))
    assert covered == 34


def test_what_goes_together_is_never_one_or_two_people() -> None:
    told, _, _ = told_flows({("A", "A"): 30, ("B", "B"): 5, ("A", "B"): 1})
    assert told == (("A", "A", 30), ("other", "other", 6))


def test_after_one_latecomer_three_people_are_left_out_on_either_side() -> None:
    _, covered, about = told_flows({("A", "A"): 40}, after=1)
    assert (covered, about) == (37, True)


@pytest.mark.parametrize("before", range(6))
@pytest.mark.parametrize("after", range(6))
def test_nobody_is_found_by_subtracting_the_flows_from_the_bars(before: int, after: int) -> None:
    _, covered, about = told_flows({("A", "B"): 40}, before, after)
    uncovered = {40 + before - covered, 40 + after - covered}
    assert all(n == 0 or n >= 3 for n in uncovered)
    assert about == (covered < 40)


def test_three_who_left_need_no_cover() -> None:
    assert told_flows({("A", "A"): 40}, before=3)[1:] == (40, False)
