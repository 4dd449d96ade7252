"""All runs of a question in one table: a line for each vote, a column for each answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decks.language import Language
from sessions.comparison.comparison import Group
from sessions.comparison.pulse import Pulse
from sessions.comparison.words import halves, named


@dataclass(frozen=True, slots=True)
class Line:
    """One vote of one run."""

    run: str
    """Empty where it stands in the line above."""
    vote: str
    numbers: tuple[int, ...]
    """How many answered, then how many chose each answer."""


@dataclass(frozen=True, slots=True)
class Table:
    """Its headings and its lines."""

    head: tuple[str, ...]
    lines: tuple[Line, ...]


def table(group: Group, words: Language) -> Table:
    head = (words.say("Run"), words.say("Vote"), words.say("Answered"), *(key for key, _ in group.pulse.answers))
    return Table(head, tuple(line for seen in group.runs for line in _lines(named(seen, words), seen.pulse, words)))


def _lines(run: str, pulse: Pulse, words: Language) -> Sequence[Line]:
    start, end = halves(words)
    return (
        Line(run, start, (pulse.start.n, *pulse.start.counts)),
        Line("", end, (pulse.end.n, *pulse.end.counts)),
    )
