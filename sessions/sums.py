"""What sums give away: a table whose rows and columns are added up in public, and whose cells are not.

Whoever knows the sums can work out how few and how many people each cell can hold. The rules that tell a part of a
table (`flows`, `segments`) ask here what the rest would give away, before they tell anything.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

Cell = tuple[str, str]
"""The names of a row and of a column."""


class Sums:
    """The sums of rows and columns, and the most that each open cell can hold; the other cells are empty.

    Exact, in whole people: a table that fits is a flow from the rows to the columns, and a cell can change by as much
    as can flow around it (the transportation polytope, whose corners are whole numbers).
    """

    def __init__(self, rows: Mapping[str, int], columns: Mapping[str, int], most: Mapping[Cell, int]) -> None:
        self._row = {name: corner for corner, name in enumerate(rows)}
        self._column = {name: corner for corner, name in enumerate(columns, len(rows))}
        self._room: list[dict[int, int]] = [{} for _ in range(len(rows) + len(columns) + 2)]
        for (row, column), limit in most.items():
            self._room[self._row[row]][self._column[column]] = limit
            self._room[self._column[column]][self._row[row]] = 0
        self.solvable = self._fills(rows.values(), columns.values())
        """Whether there is a table with these sums at all."""

    def _fills(self, rows: Iterable[int], columns: Iterable[int]) -> bool:
        source, sink = len(self._room) - 2, len(self._room) - 1
        self._room[source] = dict(enumerate(rows))
        for corner, total in zip(self._column.values(), columns, strict=True):
            self._room[corner][sink] = total
        people, places = sum(self._room[source].values()), sum(columns)
        filled = _push(self._room, source, sink, people)
        for neighbours in self._room:
            neighbours.pop(source, None)
            neighbours.pop(sink, None)
        return filled == people == places

    def width(self, cell: Cell, enough: int) -> int:
        """How far the number in an open cell can vary; it looks no further than what is `enough`."""
        fewest, most = self.interval(cell, enough)
        return most - fewest

    def interval(self, cell: Cell, enough: int | None = None) -> tuple[int, int]:
        """The fewest and the most people in an open cell, or as much of that as has a width that is `enough`."""
        row, column = self._row[cell[0]], self._column[cell[1]]
        more, held = self._room[row].pop(column), self._room[column].pop(row)
        up = _push(self._room, column, row, more if enough is None else min(more, enough))
        top = held + up
        down = _push(self._room, row, column, top if enough is None else min(top, enough))
        self._room[row][column], self._room[column][row] = more - up + down, top - down
        return top - down, top


def glance(rows: Mapping[str, int], columns: Mapping[str, int], most: Mapping[Cell, int]) -> Iterator[tuple[Cell, int]]:
    """How far the number in each open cell can vary at the very most, seen from its own row and column.

    What one cell gains, others in its row and in its column must lose: quick, and often enough for a no.
    """
    in_row, in_column = dict.fromkeys(rows, 0), dict.fromkeys(columns, 0)
    can = {cell: min(limit, rows[cell[0]], columns[cell[1]]) for cell, limit in most.items()}
    for (row, column), n in can.items():
        in_row[row] += n
        in_column[column] += n
    for cell, n in can.items():
        yield cell, min(n, in_row[cell[0]] - n, in_column[cell[1]] - n)


def _push(room: list[dict[int, int]], start: int, goal: int, limit: int) -> int:
    """Send as much as can go from start to goal, at most `limit`. `room` says from corner to corner what still can."""
    sent = 0
    while sent < limit and (path := _path(room, start, goal)):
        step = min(limit - sent, *(room[a][b] for a, b in path))
        for a, b in path:
            room[a][b] -= step
            room[b][a] = room[b].get(a, 0) + step
        sent += step
    return sent


def _path(room: list[dict[int, int]], start: int, goal: int) -> list[tuple[int, int]]:
    """The stretches of a shortest way with room on each of them, the last one first; none if there is no way."""
    came = {start: start}
    waiting = deque([start])
    while waiting and goal not in came:
        here = waiting.popleft()
        for there, left in room[here].items():
            if left and there not in came:
                came[there] = here
                waiting.append(there)
    path, here = [], goal
    while here != start and here in came:
        path.append((came[here], here))
        here = came[here]
    return path
