"""A very large session: sixty questions, five thousand people, two thousand texts."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from decks.deck import Ask
from sessions.moderation.item import Item, ItemState
from sessions.session import LiveSession
from sessions.state import Published
from sessions.summary import FORMATS, content
from sessions.summary.apart import SECONDS, written_apart
from tests.sessions.summary.awkward import SCRIPTS
from tests.sessions.summary.evening import DECK, choice, session, shown, slide, told

ASKS, PEOPLE, TEXTS = 60, 5_000, 200
EVERY = 6
"""Each sixth question asks for texts."""


def hall() -> tuple[LiveSession, list[Item]]:
    writes = Ask("text", "standard")
    asks = [writes if place % EVERY == 0 else choice(rounds=2) for place in range(ASKS)]
    slides = tuple(slide(f"s{place}", place + 1, f"Number {place}?", ask) for place, ask in enumerate(asks))
    votes = (told(1, PEOPLE, A=2000, B=1500, C=1400), told(2, PEOPLE, A=1000, B=1500, C=2400))
    written = Published(1, PEOPLE, {"n": PEOPLE}, None, "5000 people have answered.")
    states = {one.id: shown(written) if one.ask is writes else shown(*votes, told=3) for one in slides}
    items = [item for one in slides if one.ask is writes for item in _texts(one.id)]
    return session(replace(DECK, slides=slides), states), items


def _texts(ask: str) -> list[Item]:
    several = [*SCRIPTS.values()]
    return [
        Item(f"{ask}-{n}", ask, f"{several[n % len(several)]} {n}" * 8, state=ItemState.APPROVED, place=n, keep=True)
        for n in range(TEXTS)
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_it_is_written_in_seconds(name: str) -> None:
    room, items = hall()
    began = time.monotonic()

    body = written_apart(content(room, items), room.words, name)

    assert len(items) == 2_000
    assert len(body) > 100_000
    assert time.monotonic() - began < SECONDS / 2
