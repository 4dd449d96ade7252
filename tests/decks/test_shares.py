"""Whole percentages: true, the same wherever they stand, and found again by whoever divides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decks.asks import kind_of
from decks.deck import Ask
from decks.language import language
from decks.shares import shares

COUNTS = st.lists(st.integers(0, 500), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("counts", "n", "percents"),
    [
        ([7, 3, 2], 12, [58, 25, 17]),
        ([0, 0, 0], 0, [0, 0, 0]),
        ([0, 5], 5, [0, 100]),
        ([4, 4, 4], 12, [33, 33, 33]),
        ([1, 7], 8, [13, 88]),
        ([6, 6, 1], 13, [46, 46, 8]),
        ([4, 3], 5, [80, 60]),
    ],
    ids=["usual", "nobody", "all", "thirds", "halves", "level", "several-each"],
)
def test_counts_become_whole_percentages(counts: list[int], n: int, percents: list[int]) -> None:
    assert list(shares(dict(enumerate(map(int, counts))), n).values()) == percents  # type: ignore[arg-type]


@pytest.mark.parametrize("others", [[8], [5, 3], [1] * 8, [4, 2, 1]])
def test_ten_of_eighteen_are_the_same_share_whatever_stands_beside_them(others: list[int]) -> None:
    counts = {str(place): count for place, count in enumerate([10, *others])}

    assert shares(counts, 18)["0"] == 56


@given(COUNTS, st.integers(0, 9))
def test_no_share_is_more_than_half_a_percent_off(counts: list[int], passes: int) -> None:
    n = sum(counts) + passes
    percents = shares({str(index): count for index, count in enumerate(counts)}, n)

    assert all(abs(percents[str(i)] - 100 * count / max(n, 1)) <= 0.5 for i, count in enumerate(counts))


@given(COUNTS, st.integers(0, 9))
def test_more_answers_never_have_a_smaller_share_and_equal_ones_have_equal_shares(counts: list[int], n: int) -> None:
    percents = shares({str(index): count for index, count in enumerate(counts)}, sum(counts) + n)

    in_order = sorted((count, percents[str(index)]) for index, count in enumerate(counts))
    assert [share for _, share in in_order] == sorted(share for _, share in in_order)
    assert len({share for _, share in in_order}) <= len(set(counts))


def test_the_sentence_of_spent_points_says_the_share_that_stands_beside_the_bar() -> None:
    sums = {"A": 200, "B": 500, "C": 300, "D": 100}
    ask = Ask("points", "standard")

    assert shares(sums, 1100)["B"] == 45
    assert (
        kind_of(ask).says(ask, {"sums": sums, "purse": 100}, 11, language("en"))
        == "Most points went to B: 45 % of all."
    )
