"""Who moved where between two rounds: what may be told of it beside the two bars.

The bars are exact, so each move that is told narrows down those that are not. Three things keep them wide enough:
ten people drawn by lot are left out, small moves go together, and if somebody who knows both bars, the told moves and
this very rule could still say of any other cell how many are in it, larger moves are put with the small ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product, takewhile

from sessions.disclosure import SMALLEST_STEP
from sessions.sums import Cell, Sums, glance

FLOWS_FLOOR = 30
"""Who moved where is drawn only when this many people answered both rounds."""
LEFT_OUT = 10
"""How many of them are left out by lot: nobody, and nobody who came or went, can be found by subtraction."""
OTHER = "other"
"""Where moves go that are not told."""
UNCOVERED = ""
"""Instead of an answer: whom the flows do not cover on that side."""

Flows = tuple[tuple[str, str, int], ...]
Bar = Mapping[str, int]


def flows(
    pairs: Sequence[Cell], before: Bar, after: Bar, order: Sequence[int]
) -> tuple[Flows | None, int | None, bool]:
    """Who moved where between two rounds: (flows, people covered, "some were left out"), or (None, None, False).

    `pairs` are the answers of those who chose in both rounds, `before` and `after` the published counts of all who
    chose; `order` (a shuffled range over the pairs) says who is left out.

    The size from which moves are told is raised until all else is hidden well enough. Where it starts is drawn by lot,
    too: so what was told never proves that a lower size had failed, and everything that fits the sums was possible.
    """
    if len(pairs) < FLOWS_FLOOR:
        return None, None, False
    moves = Counter(pairs[index] for index in order[LEFT_OUT:])
    covered = moves.total()
    for fewest in _sizes(_first(order[LEFT_OUT:]), covered):
        told = {move: n for move, n in moves.items() if n >= fewest}
        if told and hides(told, covered, before, after, fewest - 1):
            return _flows(told, covered), covered, True
    return None, None, False


def _first(order: Sequence[int]) -> int:
    """How often heads fell before the first tails, with a coin for each pair of neighbours in a shuffled order."""
    coins = (one > other for one, other in zip(order[::2], order[1::2], strict=False))
    return sum(1 for _ in takewhile(bool, coins))


def _sizes(first: int, largest: int) -> Iterator[int]:
    """The sizes from which moves are told, each at most a quarter above the one before, without the `first` few."""
    size = SMALLEST_STEP + 1
    while size <= largest:
        if first <= 0:
            yield size
        first, size = first - 1, size + max(1, size // 4)


def hides(told: Mapping[Cell, int], covered: int, before: Bar, after: Bar, most: int) -> bool:
    """Whether the rest stays open for whoever knows the bars, the told moves, and that no other move exceeds `most`.

    Each other cell, the answers of the uncovered included, can vary by three people, or by as many as the bars leave
    it: so of nobody's first answer it follows what the second was. Only what is published goes in, and the rule itself
    gives nothing away.
    """
    rows = {**before, UNCOVERED: sum(after.values()) - covered}
    columns = {**after, UNCOVERED: sum(before.values()) - covered}
    table = (_without(rows, told, 0), _without(columns, told, 1), dict(_cells(told, rows, columns, most)))
    wanted = {(row, column): min(SMALLEST_STEP, rows[row], columns[column]) for row, column in table[2]}
    if any(widest < wanted[cell] for cell, widest in glance(*table)):
        return False
    sums = Sums(*table)
    return all(sums.width(cell, SMALLEST_STEP) >= width for cell, width in wanted.items())


def _cells(told: Mapping[Cell, int], rows: Bar, columns: Bar, most: int) -> Iterator[tuple[Cell, int]]:
    """What is not told, and how much it can hold by itself; nobody is uncovered on both sides."""
    for cell in product(rows, columns):
        if UNCOVERED not in cell and cell not in told:
            yield cell, most
        elif (cell[0] == UNCOVERED) != (cell[1] == UNCOVERED):
            yield cell, min(rows[cell[0]], columns[cell[1]])


def _without(bar: Bar, told: Mapping[Cell, int], side: int) -> dict[str, int]:
    """What of a bar is left when the told moves are taken off."""
    taken: Counter[str] = Counter()
    for move, n in told.items():
        taken[move[side]] += n
    return {answer: n - taken[answer] for answer, n in bar.items()}


def _flows(told: Mapping[Cell, int], covered: int) -> Flows:
    rest = covered - sum(told.values())
    flows = tuple((before, after, n) for (before, after), n in sorted(told.items()))
    return (*flows, (OTHER, OTHER, rest)) if rest else flows
