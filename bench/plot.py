"""A picture of costs against a number: small charts side by side, as SVG, written out by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape

WIDE, HIGH, LEFT, TOP, GAP, ACROSS = 300, 170, 56, 44, 62, 2
INKS = ("#0b6e4f", "#b4431f", "#34506b")
DASHES = ("", "6 4", "2 4")
"""Lines differ in more than their colour."""
ROUND = (1, 2, 2.5, 5, 10)

Series = Mapping[str, Sequence[tuple[float, float]]]
"""For each line its points: the number, and what it cost."""


def drawn(title: str, charts: Mapping[str, Series]) -> str:
    """All charts in one picture."""
    rows = -(-len(charts) // ACROSS)
    width = ACROSS * (LEFT + WIDE) + GAP
    height = TOP + 30 + rows * (HIGH + GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="12" fill="#1f2430">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    names = list(dict.fromkeys(name for series in charts.values() for name in series))
    for number, (name, series) in enumerate(charts.items()):
        x, y = LEFT + number % ACROSS * (LEFT + WIDE), TOP + 30 + number // ACROSS * (HIGH + GAP)
        parts += [f'<g transform="translate({x} {y})">', *_chart(name, series, names), "</g>"]
    parts += [*_legend(names), "</svg>"]
    return "\n".join(parts) + "\n"


def _legend(names: Sequence[str]) -> Iterator[str]:
    for number, name in enumerate(names):
        x = LEFT + number * 190
        yield f'<path d="M{x} 20h34" {_stroke(number)}/><text x="{x + 42}" y="24">{escape(name)}</text>'


def _chart(name: str, series: Series, names: Sequence[str]) -> Iterator[str]:
    points = [point for line in series.values() for point in line]
    low, high = (f(math.log(n) for n, _ in points) for f in (min, max))
    top = _round(max(cost for _, cost in points))

    def at(n: float, cost: float) -> tuple[float, float]:
        along = (math.log(n) - low) / (high - low) if high > low else 0.5
        return round(along * WIDE, 1), round(HIGH * (1 - cost / top), 1)

    yield f'<text x="0" y="-12" font-weight="600">{escape(name)}</text>'
    for part in range(5):
        y = HIGH * (1 - part / 4)
        yield f'<path d="M0 {y}h{WIDE}" stroke="#d8d5cd"/>'
        yield f'<text x="-8" y="{y + 4}" text-anchor="end">{top * part / 4:g}</text>'
    for n in sorted({n for n, _ in points}):
        yield f'<text x="{at(n, 0)[0]}" y="{HIGH + 18}" text-anchor="middle" font-size="10">{n:,.0f}</text>'
    for whose, line in series.items():
        number = names.index(whose)
        places = [at(n, cost) for n, cost in sorted(line)]
        yield f'<path d="M{" L".join(f"{x} {y}" for x, y in places)}" {_stroke(number)}/>'
        yield from (f'<circle cx="{x}" cy="{y}" r="3.5" fill="{INKS[number]}"/>' for x, y in places)


def _stroke(number: int) -> str:
    dash = f' stroke-dasharray="{DASHES[number]}"' if DASHES[number] else ""
    return f'fill="none" stroke="{INKS[number]}" stroke-width="2.5"{dash}'


def _round(value: float) -> float:
    """The next number above that a scale can end with."""
    scale = 10 ** math.floor(math.log10(value)) if value > 0 else 1
    return next(scale * step for step in ROUND if scale * step >= value)
