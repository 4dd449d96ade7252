"""What sums give away, counted twice: by the solver, and by writing down every table there is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from sessions.sums import Cell, Sums, glance


def every_table(rows: dict[str, int], columns: dict[str, int], most: dict[Cell, int]) -> Iterator[dict[Cell, int]]:
    """All tables with these sums, by trying all there are."""
    for numbers in product(*(range(limit + 1) for limit in most.values())):
        table = dict(zip(most, numbers, strict=True))
        if all(sum(n for cell, n in table.items() if cell[0] == row) == total for row, total in rows.items()) and all(
            sum(n for cell, n in table.items() if cell[1] == column) == total for column, total in columns.items()
        ):
            yield table


@st.composite
def puzzles(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, int], dict[Cell, int]]:
    """A small table with some open cells, of which then only the sums are kept."""
    places = list(product("abc"[: draw(st.integers(1, 3))], "xyz"[: draw(st.integers(1, 3))]))
    open_cells = [place for place in places if draw(st.booleans())][:6]
    held = {cell: draw(st.integers(0, 3)) for cell in open_cells}
    most = {cell: n + draw(st.integers(0, 3 - n)) for cell, n in held.items()}
    rows = {row: sum(n for cell, n in held.items() if cell[0] == row) for row in sorted({row for row, _ in places})}
    columns = {name: sum(n for cell, n in held.items() if cell[1] == name) for name in sorted({y for _, y in places})}
    return rows, columns, most


@given(puzzles())
def test_the_solver_knows_what_all_tables_with_these_sums_have_in_common(puzzle) -> None:
    tables, sums = list(every_table(*puzzle)), Sums(*puzzle)
    assert sums.solvable
    for cell in puzzle[2]:
        held = [table[cell] for table in tables]
        assert sums.interval(cell) == (min(held), max(held))


@given(puzzles(), st.integers(1, 3))
def test_whoever_needs_no_more_than_a_width_is_told_no_less(puzzle, enough: int) -> None:
    sums = Sums(*puzzle)
    exact = {cell: sums.interval(cell) for cell in puzzle[2]}
    for cell, (fewest, most) in exact.items():
        low, high = sums.interval(cell, enough)
        assert fewest <= low <= high <= most
        assert high - low >= min(enough, most - fewest)
        assert sums.width(cell, enough) >= min(enough, most - fewest)


@given(puzzles())
def test_a_glance_never_sees_less_than_there_is(puzzle) -> None:
    sums, seen = Sums(*puzzle), dict(glance(*puzzle))
    for cell in puzzle[2]:
        fewest, most = sums.interval(cell)
        assert most - fewest <= seen[cell]


@given(puzzles(), st.sampled_from("ax"))
def test_sums_that_fit_no_table_are_known(puzzle, where: str) -> None:
    rows, columns, most = puzzle
    sums = rows if where == "a" else columns
    sums[where] += 1
    assert list(every_table(rows, columns, most)) == []
    assert not Sums(rows, columns, most).solvable


def test_three_of_four_cells_that_are_told_give_the_fourth_away() -> None:
    assert Sums({"a": 2}, {"x": 2}, {("a", "x"): 9}).interval(("a", "x")) == (2, 2)


def test_four_open_cells_keep_their_secret_as_long_as_people_can_change_places() -> None:
    sums = Sums({"a": 3, "b": 7}, {"x": 4, "y": 6}, dict.fromkeys(product("ab", "xy"), 9))
    assert sums.interval(("a", "x")) == (0, 3)
    assert sums.interval(("b", "y")) == (3, 6)
