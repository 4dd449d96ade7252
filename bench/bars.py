"""What a hall may cost: every bar, and where a run stands against it. All but three are ratios to the yardstick."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.compare import Runs, is_quiet, middle
from bench.sides import Ours, Theirs
from bench.talk import Figures

Pair = tuple[Figures, Figures]


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure that should be at most `required`, and better at most `wished`. `of` makes it from both sides."""

    name: str
    required: float
    wished: float
    of: Callable[[Figures, Figures], float]
    unit: str = "×"


def ratio(name: str) -> Callable[[Figures, Figures], float]:
    return lambda ours, theirs: ours[name] / theirs[name]


def alone(name: str) -> Callable[[Figures, Figures], float]:
    return lambda ours, theirs: ours[name]


BARS = (
    Bar("processor of a delivered message ÷ Node", 0.8, 0.7, ratio("message µs")),
    Bar("processor of an answer at 10,000/s ÷ Node in memory", 1.5, 1.0, ratio("answer µs at 10000/s")),
    Bar("processor of an answer at 2,500/s ÷ Node in memory", 2.0, 1.3, ratio("answer µs at 2500/s")),
    Bar("answer → acknowledged, p99 at 2,500/s", 15, 8, alone("p99 ms at 2500/s"), " ms"),
    Bar("answer → acknowledged, p99 at 10,000/s", 25, 10, alone("p99 ms at 10000/s"), " ms"),
    Bar("told → last phone, p50 ÷ Node", 0.9, 0.8, ratio("last phone ms")),
    Bar(
        "processor of a connect, its join by HTTP included, ÷ Node's connect",
        3.0,
        1.5,
        lambda ours, theirs: (ours["join µs"] + ours["connect µs"]) / theirs["connect µs"],
    ),
    Bar("memory of a phone", 45, 38, alone("kB/phone"), " kB"),
    Bar("processor of a leave ÷ Node", 2.0, 1.5, ratio("leave µs")),
    Bar("processor after all have left at once", 1.0, 0.6, alone("busy after a mass leave s"), " s"),
    Bar("answers lost, doubled or never given", 0, 0, lambda ours, theirs: wrong(ours), ""),
)


def wrong(figures: Figures) -> float:
    return figures["lost"] + figures["doubled"] + figures["ghosts"]


GROWTH = (
    Bar("a message: 10,000 phones ÷ 1,000", 1.2, 1.2, ratio("message µs")),
    Bar("an answer at 10,000/s: 10,000 phones ÷ 1,000", 1.3, 1.3, ratio("answer µs at 10000/s")),
    Bar("a leave: 5,000 phones ÷ 1,000", 1.3, 1.3, ratio("leave µs")),
)
FURTHER = Bar("memory of a further phone: beyond 5,000 ÷ beyond 1,000", 1.1, 1.1, ratio("kB"))
"""What was free in the heap before anybody came favours few phones, so only further ones are compared."""


def rows(found: Runs, phones: int) -> Iterator[list[str]]:
    """Every bar with its figure. Without a yardstick only those that need none."""
    sides = found[phones]
    ours = middle(sides[Ours.name])
    theirs = middle(sides[Theirs.name]) if Theirs.name in sides else {}
    for bar in BARS:
        try:
            yield _row(bar, bar.of(ours, theirs))
        except KeyError:
            continue


def growth(found: Runs) -> Iterator[list[str]]:
    """How a phone's cost grows with their number."""
    for bar in GROWTH:
        many, few = (int(part.split()[0].replace(",", "")) for part in bar.name.split(": ")[1].split(" ÷ "))
        if many in found and few in found:
            yield _row(bar, bar.of(middle(found[many][Ours.name]), middle(found[few][Ours.name])))
    if {1_000, 5_000, 10_000} <= found.keys():
        first, then = _further(found, 1_000, 5_000), _further(found, 5_000, 10_000)
        if min(first["kB"], then["kB"]) > 0:
            yield _row(FURTHER, FURTHER.of(then, first))


def _further(found: Runs, few: int, many: int) -> Figures:
    """What each phone between these numbers costs."""
    kept = {phones: middle(found[phones][Ours.name])["kB/phone"] * phones for phones in (few, many)}
    return {"kB": (kept[many] - kept[few]) / (many - few)}


def _row(bar: Bar, value: float) -> list[str]:
    digits = 0 if not bar.unit else 2 if value < 10 else 1
    verdict = "wished" if value <= bar.wished else "required" if value <= bar.required else "**missed**"
    return [bar.name, f"{value:.{digits}f}{bar.unit}", f"≤ {bar.required:g}", f"≤ {bar.wished:g}", verdict]


def quiet(found: Runs, phones: int) -> str:
    """How much the figures of this size are worth."""
    runs = [figures for side in found[phones].values() for figures in side]
    calm = sum(map(is_quiet, runs))
    worth = "" if calm == len(runs) else "; the others are noisy, and their ratios with them"
    return f"{len(runs)} runs in turns, {calm} of them quiet{worth}"
