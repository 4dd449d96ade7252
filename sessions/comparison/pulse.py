"""What one room answered to a pulse: to a question at the start, and to the same question at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from decks.asks import kind_of
from decks.deck import Ask, Slide
from sessions.pulses import paired
from sessions.session import LiveSession
from sessions.state import Published, Status

LEAST = 10
"""Fewer people than this who chose an answer are never compared. A total that stands beside others travels further
than the room it was told in, and is read by people who know who was there: twice the floor of one room."""

Answer = tuple[str, str]
"""Its letter or number, and its words."""


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two votes: what was asked, how many answered, and how many chose each answer."""

    title: str
    asked: str
    n: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pulse:
    """Both votes on the same answers. It names no session, no day and nobody who asked."""

    id: str
    """The slide of the later vote, as the deck names it."""
    kind: str
    picture: str
    answers: tuple[Answer, ...]
    start: Half
    end: Half

    @property
    def wording(self) -> tuple[Any, ...]:
        """What was asked. Pulses are compared where this is the same, whatever their slides are called; the order in
        which answers were shown is left out."""
        return self.kind, self.start.asked, self.end.asked, tuple(sorted(self.names))

    @property
    def names(self) -> tuple[str, ...]:
        """What each answer is known by: its words, and on a scale its number as well."""
        return tuple(map(_name, self.answers))

    def as_in(self, other: Pulse) -> Pulse:
        """The same pulse with its answers in the order of another one of the same wording."""
        places = [self.names.index(name) for name in other.names]
        start, end = (_ordered(half, places) for half in (self.start, self.end))
        return replace(self, answers=other.answers, start=start, end=end)


def _name(answer: Answer) -> str:
    key, text = answer
    return text if key.isalpha() else f"{key} {text}"


def _ordered(half: Half, places: list[int]) -> Half:
    return replace(half, counts=tuple(half.counts[place] for place in places))


def comparable(session: LiveSession, slide: Slide) -> Published | None:
    """What may be compared of this slide's answers, or None. Every comparison asks here and nowhere else."""
    published = session.ask_state(slide.id).seen
    if session.state.rehearsal or session.state.status is not Status.ENDED or published is None:
        return None
    if not session.state.release.tells(slide.id):
        return None
    counts = (published.tally or {}).get("counts", {None: None})
    if None in counts.values() or sum(counts.values()) < LEAST:
        return None
    return published


def pulses(session: LiveSession) -> tuple[Pulse, ...]:
    """Every pulse of a session of which both votes may be compared."""
    return tuple(_pulses(session))


def _pulses(session: LiveSession) -> Iterator[Pulse]:
    for before, after in paired(session):
        first, second = comparable(session, before), comparable(session, after)
        if first and second and before.ask and after.ask and _same_answers(before.ask, after.ask):
            answers, letters = _answers(before.ask), {_name((key, text)): key for key, text in _answers(after.ask)}
            start = _half(before, first, [key for key, _ in answers])
            end = _half(after, second, [letters[_name(answer)] for answer in answers])
            yield Pulse(after.id, after.ask.kind, kind_of(after.ask).picture, answers, start, end)


def _half(slide: Slide, published: Published, keys: list[str]) -> Half:
    counts: Mapping[str, int] = (published.tally or {})["counts"]
    asked = " ".join(Markup("".join(slide.beats)).striptags().split())
    return Half(slide.title, asked, published.n, tuple(counts.get(key, 0) for key in keys))


def _answers(ask: Ask) -> tuple[Answer, ...]:
    return tuple((option.key, option.text) for option in kind_of(ask).offers(ask))


def _same_answers(ask: Ask, other: Ask) -> bool:
    """In any order; two answers in the same words could not be told apart."""
    first, second = (Counter(map(_name, _answers(one))) for one in (ask, other))
    return ask.kind == other.kind and first == second and max(first.values(), default=0) == 1
