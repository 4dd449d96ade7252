"""How the room moved between two rounds: two columns of bars, ribbons between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sessions.summary.charts.columns import Column, ink

WIDTH, HEIGHT = 600, 320
MARGIN = 4
LABEL = 26
"""Every bar keeps room for its letter, however few chose it."""
LEFT, RIGHT, THICK = 108, WIDTH - 108, 18
"""Where the ribbons begin and end, and how wide the bars beside them are."""

BAR = Markup(
    '<rect class="fill {}" x="{}" y="{:.0f}" width="{}" height="{:.0f}"/><text x="{}" y="{:.0f}">{} · {}</text>'
)

Flows = Sequence[tuple[str, str, int]]


@dataclass(frozen=True, slots=True)
class Bar:
    """How many chose an answer, where its bar stands, and its colour class."""

    count: int
    top: float
    height: float
    ink: str


Stack = Mapping[str, Bar]


def flow(before: Column, after: Column, flows: Flows) -> Markup:
    """The picture of the shift. Bars are as tall as the published counts; ribbons carry who moved or stayed."""
    unit = _unit(before, after)
    left, right = _stack(before, unit), _stack(after, unit)
    drawn = [move for move in flows if move[0] in left and move[1] in right]
    parts = [
        *_ribbons(drawn, left, right, unit),
        _bars(left, LEFT - THICK, LEFT - THICK - 10, "end"),
        _bars(right, RIGHT, RIGHT + THICK + 10, "start"),
    ]
    return Markup('<svg class="shift" viewBox="0 0 {} {}" aria-hidden="true">{}</svg>').format(
        WIDTH, HEIGHT, Markup().join(parts)
    )


def _unit(before: Column, after: Column) -> float:
    """The height of one person, the same on both sides."""
    most = max(sum(column.exact.values()) for column in (before, after))
    return (HEIGHT - 2 * MARGIN - LABEL * len(after.choices)) / max(most, 1)


def _stack(column: Column, unit: float) -> Stack:
    """The bars of a column from top to bottom, each in the middle of its room."""
    bars, top = {}, MARGIN + LABEL / 2
    for index, choice in enumerate(column.choices):
        count = column.exact.get(choice.key, 0)
        bars[choice.key] = Bar(count, top, count * unit, ink(index))
        top += count * unit + LABEL
    return bars


def _ribbons(moves: Flows, left: Stack, right: Stack, unit: float) -> Iterator[Markup]:
    """Those who stay lie beneath. Each bar hands its ribbons out in the order of the other side: few cross."""
    starts = _attached(sorted(moves, key=lambda move: right[move[1]].top), 0, left, unit)
    ends = _attached(sorted(moves, key=lambda move: left[move[0]].top), 1, right, unit)
    paths: dict[str, str] = {"stay": ""}
    for move in moves:
        look = "stay" if move[0] == move[1] else f"move {left[move[0]].ink}"
        paths[look] = paths.get(look, "") + _ribbon(starts[move[:2]], ends[move[:2]], move[2] * unit)
    for look, path in paths.items():
        yield Markup('<path class="ribbon {}" d="{}"/>').format(look, path)


def _attached(moves: Flows, side: int, stack: Stack, unit: float) -> dict[tuple[str, str], float]:
    """Where each ribbon touches its bar, one below the other."""
    free = {key: bar.top for key, bar in stack.items()}
    touches = {}
    for move in moves:
        bar = (move[0], move[1])[side]
        touches[move[:2]] = free[bar]
        free[bar] += move[2] * unit
    return touches


def _ribbon(start: float, end: float, height: float) -> str:
    middle = WIDTH // 2
    there = f"M{LEFT} {start:.0f}C{middle} {start:.0f} {middle} {end:.0f} {RIGHT} {end:.0f}"
    back = f"V{end + height:.0f}C{middle} {end + height:.0f} {middle} {start + height:.0f} {LEFT} {start + height:.0f}z"
    return there + back


def _bars(stack: Stack, x: int, text_x: int, anchor: str) -> Markup:
    """One side: the bars, each with its letter and its number."""
    bars = Markup().join(
        BAR.format(bar.ink, x, bar.top, THICK, bar.height, text_x, bar.top + bar.height / 2, key, bar.count)
        for key, bar in stack.items()
    )
    return Markup('<g text-anchor="{}" dominant-baseline="central">{}</g>').format(anchor, bars)
