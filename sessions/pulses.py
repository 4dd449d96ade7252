"""A pulse: a question that a deck asks at its start and once more at its end, two slides joined by `pair`."""

from __future__ import annotations

from collections.abc import Iterator

from decks.deck import Deck, Slide
from sessions.session import LiveSession


def has_pulse(deck: Deck) -> bool:
    """Whether a deck pairs two of its asks."""
    return any(slide.ask and slide.ask.pair for slide in deck.slides)


def start_of(session: LiveSession, end: Slide) -> Slide | None:
    """The slide that asked the same at the start; None where this one ends no pulse."""
    start = session.slide(end.ask.pair) if end.ask and end.ask.pair else None
    return start if start and start.ask else None


def paired(session: LiveSession) -> Iterator[tuple[Slide, Slide]]:
    """The two slides of each pulse; those that vanished from the deck come last."""
    present = [slide.id for slide in session.slides]
    for name in (*present, *(gone for gone in session.state.asks if gone not in present)):
        if (end := session.slide(name)) and (start := start_of(session, end)):
            yield start, end
