"""The figures of docs/exposure.md are those of the program, and the attacker behind them overlooks nothing."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest

from bench import exposure
from tests.app.process import ROOT

ROOMS = 2000


def published() -> dict[str, list[str]]:
    """The table of the page: the name of each rule, and its cells."""
    lines = (ROOT / "docs" / "exposure.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return {name: cells for name, *cells in rows if cells[-1:] and name in exposure.RULES}


def test_the_figures_of_the_page_are_those_of_the_program() -> None:
    now = {name: cells for name, *cells in exposure.rows(ROOMS, seed=2)}
    written = published()
    assert list(written) == list(exposure.RULES)
    for name, (*shares, step) in written.items():
        assert now[name][-1] == step
        for before, after in zip(shares, now[name], strict=False):
            assert float(before[:-1]) == pytest.approx(float(after[:-1]), abs=2)


def every_lot(people: int, sizes: Sequence[int], done: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], ...]]:
    """All ways in which the lot can have drawn batches of these sizes: who came by then, and was not drawn before."""
    if not sizes:
        yield ()
        return
    came = people if len(sizes) == 1 else len(done) + sizes[0] + 3
    for batch in combinations([voter for voter in range(came) if voter not in done], sizes[0]):
        yield from ((batch, *others) for others in every_lot(people, sizes[1:], (*done, *batch)))


@pytest.mark.parametrize("people", [8, 10, 11])
def test_the_attacker_sees_as_much_as_one_who_tries_every_lot(people: int) -> None:
    dice = random.Random(people)
    for _ in range(4):
        votes = dice.choices("AB", [5, 1], k=people)
        batches = exposure.by_lot(people, dice)
        bars = [Counter(votes[voter] for voter in members) for members, _ in batches]
        can: list[set[str]] = [set() for _ in votes]
        for lot in every_lot(people, [len(members) for members, _ in batches]):
            for batch, bar in zip(lot, bars, strict=True):
                for voter in batch:
                    can[voter] |= bar.keys()
        assert exposure.possible(votes, batches) == can


def test_bars_that_move_with_each_vote_give_every_vote_away() -> None:
    assert exposure.exposure(exposure.each, 12, 50, random.Random(1)) == (1.0, 1)


def test_the_lot_is_what_makes_the_difference() -> None:
    in_turn, _ = exposure.exposure(exposure.lagging, 12, ROOMS, random.Random(1))
    by_lot, _ = exposure.exposure(exposure.by_lot, 12, ROOMS, random.Random(1))
    assert by_lot < in_turn / 3
