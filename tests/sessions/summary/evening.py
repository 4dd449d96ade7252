"""One evening's session, built by hand: a deck of five asks, and what was published of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from markupsafe import escape

from decks.deck import Ask, Deck, Option, Pattern, Privacy, Slide
from sessions.brand import Brand
from sessions.moderation.item import Item
from sessions.script import Script
from sessions.session import LiveSession
from sessions.state import AskState, Phase, Published, SessionState, Shift, Status
from sessions.summary import content, format_named

PATTERNS = {
    "centring": Pattern("centring", "Centring yourself"),
    "deciding": Pattern("deciding", "Deciding for her", own=True),
    "repair": Pattern("repair", "Apologise, centre, listen"),
}


def option(key: str, text: str, *patterns: str, says: str = "") -> Option:
    return Option(key, text, str(escape(text)), patterns, says, str(escape(says)))


SORRY = (
    option("A", "I feel awful", "centring", says="Now Sam looks after you."),
    option("B", "You never said", says=""),
    option("C", "Sorry, Sam", "repair", "deciding", says="Short and handed back."),
)
SCALE = {"min": 1, "max": 3, "labels": ("Easy", "Hard")}


def slide(slide_id: str, number: int, title: str, ask: Ask) -> Slide:
    return Slide(slide_id, number, title, 2, "", "text", (f"<h2>{title}</h2>",), 1, ask=ask)


def choice(privacy: Privacy = "standard", options: tuple[Option, ...] = SORRY, **settings: Any) -> Ask:
    return Ask("choice", privacy, options, **settings)


def scale(**settings: Any) -> Ask:
    return Ask("scale", "open", settings=SCALE, **settings)


DECK = Deck(
    id="stand-up",
    title="The slip in the stand-up",
    digest="0",
    patterns=PATTERNS,
    slides=(
        slide("arriving", 1, "How sure are you?", scale()),
        slide("say", 2, "What do you say?", choice(rounds=2)),
        slide("seen", 3, "Has it happened to you?", choice("personal")),
        slide("aside", 4, "For the presenter's eyes", choice(results="never")),
        slide("leaving", 5, "How sure are you?", scale(pair="arriving")),
    ),
)


def told(round_number: int, n: int, says: str = "The sentence.", mean: float | None = None, **counts: int) -> Published:
    tally: dict[str, Any] = {"counts": {key.removeprefix("_"): count for key, count in counts.items()}}
    return Published(round_number, n, tally | ({} if mean is None else {"mean": mean}), None, says)


def few(round_number: int, n: int) -> Published:
    return Published(round_number, n, None, "few", "Fewer than 5 answers: not shown.")


def shown(*published: Published, shift: Shift | None = None, **facts: Any) -> AskState:
    seen = len(published)
    return AskState(Phase.RESULTS, round=seen, published=published, shift=shift, shown=seen, **facts)


def hidden(*published: Published, **facts: Any) -> AskState:
    return replace(shown(*published, **facts), phase=Phase.CLOSED, shown=0)


def session(deck: Deck = DECK, /, asks: dict[str, AskState] | None = None, **facts: Any) -> LiveSession:
    state = SessionState(
        id="s1",
        code="K7M2PQ",
        title="Thursday evening",
        deck=deck.id,
        script="x",
        day="2025-11-20",
        status=Status.ENDED,
        participants=14,
        asks=asks or {},
    )
    return LiveSession(replace(state, **facts), Script(deck))


def asking(ask: Ask, state: AskState, title: str = "What do you say?", **deck: Any) -> LiveSession:
    """A session of a deck with one ask, on the slide "say"."""
    return session(replace(DECK, slides=(slide("say", 1, title, ask),), **deck), {"say": state})


def thursday() -> LiveSession:
    """The whole evening: two rounds and three patterns, a personal question, one that only the presenter saw."""
    moved = Shift(14, None, None, "C: 4 of 13, then 9 of 14.")
    return session(
        DECK,
        {
            "leaving": shown(told(1, 12, _1=2, _2=4, _3=6, mean=2.3)),
            "arriving": shown(told(1, 13, _1=6, _2=4, _3=3, mean=1.8)),
            "say": replace(
                shown(told(1, 13, A=6, B=3, C=4), told(2, 14, A=3, B=2, C=9), shift=moved, told=2), phase=Phase.PATTERNS
            ),
            "seen": shown(Published(1, 9, None, "agreement", "At least 7 of 9 chose A."), voided=1),
            "aside": hidden(told(1, 11, says="C has it: 8 of 11.", A=1, B=2, C=8)),
        },
    )


def written(session: LiveSession, name: str, items: Sequence[Item] = (), brand: Brand | None = None) -> bytes:
    """The summary in the format of that name, whole."""
    return format_named(name).write(content(session, items, brand), session.words)
