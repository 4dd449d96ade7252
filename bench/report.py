"""Writes what was measured into `docs/performance.md`, between its marks; what stands around them is by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench import bars, plot
from bench import growth as growing
from bench.compare import Runs, is_quiet, middle
from bench.machine import machine
from bench.sides import Ours, Theirs
from bench.talk import Figures

DOCS = Path(__file__).parent.parent / "docs"
PAGE, PICTURE = DOCS / "performance.md", DOCS / "pictures" / "performance.svg"
GROWTH = DOCS / "pictures" / "growth.svg"

CHARTS = {
    "µs for an answer, at 10,000 a second": "answer µs at 10000/s",
    "µs for a message delivered": "message µs",
    "µs for a phone that connects": "connect µs",
    "ms until the last phone has it": "last phone ms",
    "µs for a phone that leaves": "leave µs",
    "kB of memory for a phone": "kB/phone",
}
COLUMNS = {
    "answer, µs at 2,500/s · 10,000/s": ("answer µs at 2500/s", "answer µs at 10000/s"),
    "p50 · p95 · p99 ms at 2,500/s": ("p50 ms at 2500/s", "p95 ms at 2500/s", "p99 ms at 2500/s"),
    "p50 · p95 · p99 ms at 10,000/s": ("p50 ms at 10000/s", "p95 ms at 10000/s", "p99 ms at 10000/s"),
    "message, µs": ("message µs",),
    "last phone, ms": ("last phone ms",),
    "join · connect, µs": ("join µs", "connect µs"),
    "connects/s": ("connects/s",),
    "kB/phone": ("kB/phone",),
    "leave, µs": ("leave µs",),
    "all back, s": ("all back s",),
    "lost · doubled · ghosts": ("lost", "doubled", "ghosts"),
}
SHORT = {Ours.name: "ours", Theirs.name: "Node"}


def write(found: Runs) -> None:
    """The talk: its bars, its table and its picture."""
    phones = max((size for size in found if size <= 5_000), default=max(found))
    head = ["bar", "figure", "required", "wished", "is"]
    standing = [*bars.rows(found, phones), *bars.growth(found)]
    fill("bars", f"{machine()} · {phones:,} phones · {bars.quiet(found, phones)}.\n\n{table(head, standing)}")
    fill("talk", f"{machine()}. Medians of the quiet runs, or of all where none was.\n\n{_sizes(found)}")
    PICTURE.write_text(plot.drawn("What a phone costs, against their number", charts(found)), encoding="utf-8")


def charts(found: Runs) -> dict[str, dict[str, list[tuple[float, float]]]]:
    """One chart for each cost, with a line for each side."""
    drawn: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for title, figure in CHARTS.items():
        drawn[title] = {}
        for phones, sides in sorted(found.items()):
            for name, runs in sides.items():
                drawn[title].setdefault(name, []).append((phones, middle(runs)[figure]))
    return drawn


def _sizes(found: Runs) -> str:
    rows = []
    for phones, sides in sorted(found.items()):
        for name, runs in sides.items():
            quiet = f"{sum(map(is_quiet, runs))} of {len(runs)}"
            figures = middle(runs)
            rows.append([f"{phones:,}", SHORT[name], *(_cell(figures, names) for names in COLUMNS.values()), quiet])
    return table(["phones", "server", *COLUMNS, "quiet runs"], rows)


def _cell(figures: Figures, names: Iterable[str]) -> str:
    return " · ".join(_number(figures[name]) for name in names)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 20 or value == int(value) else f"{value:.1f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def fill(name: str, text: str, page: Path | None = None) -> None:
    """Put a text between the two marks of that name."""
    page = page or PAGE
    marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    said, count = marked.subn(lambda found: f"{found[1]}\n{text}\n\n{found[2]}", page.read_text(encoding="utf-8"))
    assert count == 1, f"{page.name} has no marks named {name}."
    page.write_text(said, encoding="utf-8")


def arrival(found: dict[int, Figures]) -> None:
    """Halls that arrive at once."""
    columns = {
        "one arrival, ms of processor": lambda one: f"{one['arrival µs'] / 1e3:.1f}",
        "requests": lambda one: _number(one["requests"]),
        "from first byte to view, p50 · p95 ms": lambda one: _cell(one, ("p50 ms", "p95 ms")),
        "all in after s": lambda one: f"{one['all in after s']:.0f}",
        "answers beside, p50 · p99 ms": lambda one: _cell(one, ("answer p50 ms", "answer p99 ms")),
        "longest wait for the disk, ms": lambda one: _number(one["disk ms"]),
    }
    rows = [
        [f"{phones:,}", f"{one['seconds']:g} s", *(cell(one) for cell in columns.values())]
        for phones, one in found.items()
    ]
    fill("arrival", f"{machine()}.\n\n{table(['phones', 'within', *columns], rows)}")


def growth(asks: growing.Asks, rooms: growing.Rooms) -> None:
    """What grows with answers, and with sessions: two tables and a picture."""
    of_one = table(
        ["ask", "answers", *growing.ASK], [[kind, *row] for kind, found in asks.items() for row in _rows(found)]
    )
    of_many = table(["sessions at once", *next(iter(rooms.values()))], _rows(rooms))
    fill("growth", f"{machine()}.\n\n{of_one}\n\n{growing.ROOM} phones in each session:\n\n{of_many}")
    GROWTH.write_text(
        plot.drawn("What grows with answers, and with sessions", growth_charts(asks, rooms)), encoding="utf-8"
    )


def _rows(found: dict[int, Figures]) -> list[list[str]]:
    return [[f"{count:,}", *map(_number, figures.values())] for count, figures in found.items()]


def growth_charts(asks: growing.Asks, rooms: growing.Rooms) -> dict[str, plot.Series]:
    """One chart for each cost of an ask against its answers, then those of a server against its sessions."""
    charts: dict[str, plot.Series] = {
        title: {f"answers to one {kind}": _line(found, name) for kind, found in asks.items()}
        for name, title in growing.ASK.items()
    }
    for name, title in growing.SERVER.items():
        charts[title] = {f"sessions of {growing.ROOM} phones": _line(rooms, name)}
    return charts


def _line(found: dict[int, Figures], name: str) -> list[tuple[float, float]]:
    return [(count, figures[name]) for count, figures in found.items()]
