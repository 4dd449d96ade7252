"""Runs of one deck, built by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from decks.deck import Deck
from sessions.comparison import Run, run_of
from sessions.release.terms import Release
from sessions.session import LiveSession
from sessions.state import AskState
from tests.sessions.summary.evening import DECK, choice, scale, session, shown, slide, told

RELEASED = Release({}, day="2026-12-01")
START, END = {"_1": 6, "_2": 4, "_3": 3}, {"_1": 2, "_2": 4, "_3": 6}


def ran(
    day: str = "2026-11-05", start: AskState | None = None, end: AskState | None = None, /, **facts: Any
) -> LiveSession:
    """An evening of the deck, with thirteen people at the start and twelve at the end."""
    asks = {"arriving": start or vote(**START), "leaving": end or vote(**END)}
    return session(facts.pop("deck", DECK), asks=asks, **{"day": day, "id": f"s-{day}", "release": RELEASED, **facts})


def vote(**counts: int) -> AskState:
    return shown(told(1, sum(counts.values()), mean=1.7, **counts))


def run(day: str = "2026-11-05", start: AskState | None = None, end: AskState | None = None, /, **facts: Any) -> Run:
    return run_of(ran(day, start, end, **facts))


def asking_a_choice(**settings: Any) -> Deck:
    """The same deck with one answer out of three at both ends."""
    slides = tuple(
        slide("arriving", 1, "What would you do?", choice(**settings))
        if one.id == "arriving"
        else slide("leaving", 5, "What would you do?", choice(pair="arriving", **settings))
        if one.id == "leaving"
        else one
        for one in DECK.slides
    )
    return replace(DECK, slides=slides)


def asking(title: str = "How sure are you?", labels: tuple[str, str] = ("Easy", "Hard")) -> Deck:
    """The same deck with its pulse in other words."""
    first = replace(scale(), settings={"min": 1, "max": 3, "labels": labels})
    slides = tuple(
        slide(one.id, one.number, title, replace(first, pair=one.ask.pair))
        if one.ask and one.id in {"arriving", "leaving"}
        else one
        for one in DECK.slides
    )
    return replace(DECK, slides=slides)
