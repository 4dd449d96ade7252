"""What the organiser takes home, once for every format: nothing finer than what the room saw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from decks.deck import Slide
from decks.language import Language
from sessions.brand import Brand
from sessions.moderation.item import Item
from sessions.session import LiveSession
from sessions.summary.asked import Asked, as_shown, asked
from sessions.summary.method import method
from sessions.summary.portable import portable
from sessions.summary.spelled import spelled


@dataclass(frozen=True, slots=True)
class Content:
    """A session's summary before it is written down."""

    title: str
    deck: str
    deck_title: str
    credits: tuple[str, ...]
    """Who wrote the deck, under which licence, from which source; what it does not say is left out."""
    day: str
    participants: int | None
    """The most phones that were there when a round closed; None where no round closed, or none was there."""
    rehearsal: bool
    asks: tuple[Asked, ...]
    method: tuple[str, ...]
    """How to read it: one plain sentence or two each."""
    brand: Brand | None = None
    """Whose house it was, where a house shows itself."""
    lines: tuple[str, ...] = ()
    """What the presenter would tell a director, in their own words; read first."""
    draft: bool = False
    """Only the presenter reads it so far."""
    released: str = ""
    """The day from which on the organiser may read it."""


def content(session: LiveSession, items: Sequence[Item] = (), brand: Brand | None = None) -> Content:
    """The summary of a session, as far as it has come. `items` are those of its texts that may stand in it."""
    state = session.state
    asks = tuple(
        spelled(portable(as_shown(session, asked(session, slide, items))), session.words)
        for slide in _put_to_the_room(session)
    )
    return Content(
        title=state.title or session.deck.title,
        deck=state.deck,
        deck_title=session.deck.title,
        credits=tuple(filter(None, (session.deck.author, session.deck.license, session.deck.source))),
        day=state.day,
        participants=state.participants or None,
        rehearsal=state.rehearsal,
        asks=asks,
        method=method(session, asks),
        brand=brand,
    )


def phones(content: Content, words: Language) -> str:
    """How many were in the room; nothing where nobody was counted, since nobody was asked."""
    if content.participants is None:
        return ""
    return words.many("{n} phone in the room", "{n} phones in the room", content.participants)


def mark(content: Content, words: Language) -> str:
    """What stands over a summary that is not meant for everybody; nothing over one that was released."""
    if content.rehearsal:
        return words.say("Rehearsal: simulated phones, no person answered")
    return words.say("Not released: only the presenter reads this so far") if content.draft else ""


def _put_to_the_room(session: LiveSession) -> Iterator[Slide]:
    """The slides whose ask was opened or whose patterns were told, in the deck's order; vanished ones come last."""
    present = [slide.id for slide in session.slides]
    for slide_id in (*present, *(gone for gone in session.state.asks if gone not in present)):
        slide, standing = session.slide(slide_id), session.ask_state(slide_id)
        if slide and slide.ask and (standing.round or standing.voided or standing.told):
            yield slide
