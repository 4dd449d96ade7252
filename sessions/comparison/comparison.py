"""Runs of one deck in the order in which they took place, grouped by what was asked. Nothing is ranked or averaged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sessions.comparison.pulse import Pulse
from sessions.comparison.run import Run

FEWEST_RUNS = 2
"""One run alone is compared with nothing."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A pulse of one run: the run's number within its group, its month, and what was answered."""

    number: int
    month: str
    pulse: Pulse


@dataclass(frozen=True, slots=True)
class Group:
    """All runs that were asked the same question with the same answers."""

    runs: tuple[Seen, ...]

    @property
    def pulse(self) -> Pulse:
        """What all of them were asked."""
        return self.runs[0].pulse


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that may be said about several runs of a deck."""

    deck: str
    title: str
    lang: str
    groups: tuple[Group, ...]
    compared: int
    """How many runs stand in a group."""
    left_out: int
    """How many runs ended and stand in none; which ones is not said."""
    reworded: bool
    """One slide asked something else in another run, so its runs are in groups of their own."""
    kept: bool
    """Of at least one run nothing else is kept any more."""

    @property
    def months(self) -> tuple[str, str]:
        """The first and the last month."""
        found = sorted(seen.month for group in self.groups for seen in group.runs)
        return found[0], found[-1]


def comparison(deck: str, title: str, runs: Iterable[Run], kept: Iterable[Run] = ()) -> Comparison:
    """Those runs of a deck side by side; `kept` are those of which only the pulses are left."""
    alone = list(kept)
    in_order = sorted((*runs, *alone), key=lambda run: run.place)
    together: dict[object, list[Run]] = {}
    for run in in_order:
        for pulse in run.pulses:
            together.setdefault(pulse.wording, []).append(run)
    wordings = [wording for wording, found in together.items() if len(found) >= FEWEST_RUNS]
    stand = [run for run in in_order if any(pulse.wording in wordings for pulse in run.pulses)]
    return Comparison(
        deck=deck,
        title=title,
        lang=stand[-1].lang if stand else "en",
        groups=tuple(_group(wording, together[wording]) for wording in wordings),
        compared=len(stand),
        left_out=len(in_order) - len(stand),
        reworded=_reworded(in_order),
        kept=any(run in stand for run in alone),
    )


def _group(wording: object, runs: Sequence[Run]) -> Group:
    """Numbered anew in each group, so that a gap in the numbers points at no run that is left out."""
    found = [next(pulse for pulse in run.pulses if pulse.wording == wording) for run in runs]
    return Group(
        tuple(
            Seen(number, run.month, pulse.as_in(found[0]))
            for number, (run, pulse) in enumerate(zip(runs, found, strict=True), 1)
        )
    )


def _reworded(runs: Iterable[Run]) -> bool:
    asked = {(pulse.id, pulse.wording) for run in runs for pulse in run.pulses}
    return len({name for name, _ in asked}) < len(asked)
