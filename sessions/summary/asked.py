"""One ask as it may be drawn and written down: its question, its closed rounds, how the room moved, what was told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from decks.asks import kind_of
from decks.deck import Ask, Option, Pattern, Privacy, Slide
from sessions.disclosure import NOT_SHOWN
from sessions.fitting import fitting
from sessions.moderation.item import Item, Sort, approved
from sessions.session import LiveSession
from sessions.state import AskState, Published, Shift

ROUGHLY = "roughly"
"""The picture of an ask that the presenter tells in words; and why its rounds have no number: `n` means nothing."""
MARKUP = 90
"""Bytes around one text where it is drawn."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer on offer: its letter (or number on a scale) and its words, plain and as safe HTML."""

    key: str
    text: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Told:
    """An answer whose pattern the room has been told."""

    choice: Choice
    patterns: tuple[Pattern, ...]
    says: str
    html: Markup
    right: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """The ask of an earlier slide that this one is shown beside, and its latest round."""

    id: str
    title: str
    choices: tuple[Choice, ...]
    published: Published


@dataclass(frozen=True, slots=True)
class Asked:
    """An ask that was put to the room. `rounds` are the closed ones, each told or withheld."""

    id: str
    title: str
    kind: str
    privacy: Privacy
    floor: int
    choices: tuple[Choice, ...]
    rounds: tuple[Published, ...]
    shift: Shift | None = None
    told: tuple[Told, ...] = ()
    voided: int = 0
    earlier: Earlier | None = None
    picture: str = "bars"
    hands: Mapping[str, int] = field(default_factory=dict)
    """What was answered by hand or on paper."""
    right: tuple[str, ...] = ()
    """The right answers of a quiz, once its patterns are told."""
    texts: tuple[Item, ...] = ()
    """The texts that the room may see, the newest first, questions by their votes; no words."""
    words: tuple[Mapping[str, Any], ...] = ()
    """{"word", "n"} for each word that the room may see, the most frequent first."""
    so_far: bool = False
    """Its round is still open, and its bars move."""
    more: int = 0
    """How many texts there are besides."""
    split: Earlier | None = None
    """The earlier ask whose answers split this one's, where there is something to show."""


def asked(session: LiveSession, slide: Slide, items: Sequence[Item] = ()) -> Asked:
    """Everything that may be told of a slide's ask once its results are shown. `items` are the session's texts."""
    assert slide.ask is not None
    standing, kind = session.ask_state(slide.id), kind_of(slide.ask)
    seen = approved(items, slide.id, Sort.ANSWER)
    once = kind.items is not None and kind.items.once
    return Asked(
        id=slide.id,
        title=slide.title,
        kind=slide.ask.kind,
        privacy=slide.ask.privacy,
        floor=session.floor(slide.ask),
        choices=choices(slide.ask),
        rounds=said(session, slide.ask, standing.published, seen),
        shift=standing.shift,
        told=_told(session, slide.ask, standing),
        voided=standing.voided,
        earlier=_earlier(session, slide.ask.pair),
        picture=kind.picture,
        hands=standing.hands,
        right=tuple(option.key for option in slide.ask.options if option.right) if standing.told else (),
        texts=() if once else tuple(seen),
        words=tuple(words_told(session, seen)) if once else (),
        split=_earlier(session, slide.ask.by) if any(one.segments for one in standing.published) else None,
    )


def said(session: LiveSession, ask: Ask, rounds: tuple[Published, ...], items: Sequence[Item]) -> tuple[Published, ...]:
    """Closed rounds with their sentences; that of words names those that have been let through by now."""
    rules = kind_of(ask).items
    if rules is None or not rules.once:
        return rounds
    tally = {"words": words_told(session, items)}
    return tuple(
        replace(one, says=kind_of(ask).says(ask, tally, one.n, session.words)) if one.tally is not None else one
        for one in rounds
    )


def words_told(session: LiveSession, items: Sequence[Item]) -> list[Mapping[str, Any]]:
    """Words with how many wrote them, the most frequent first; where it can hurt none that one person alone wrote."""
    least = 2 if session.deck.sensitive else 1
    told = sorted((item for item in items if item.n >= least), key=lambda item: (-item.n, item.text.casefold()))
    return [{"word": item.text, "n": item.n} for item in told]


def briefly(one: Asked, length: int) -> Asked:
    """The same with its answers cut to that many characters, and without the picture of who moved where."""
    shift = replace(one.shift, flows=None) if one.shift else None
    return replace(one, choices=tuple(cut(choice, length) for choice in one.choices), shift=shift)


def shortened(one: Asked, words: int, room: int) -> Asked:
    """The same with no more than so many words, and with the first texts that fit into so many bytes."""
    few = fitting(one.texts, room, lambda item: len(item.text.encode()) + MARKUP)
    return replace(one, words=one.words[:words], texts=tuple(few), more=len(one.texts) - len(few))


def cut(choice: Choice, length: int) -> Choice:
    """The answer with no more than its first words."""
    if len(choice.text) <= length:
        return choice
    return replace(choice, html=Markup.escape(f"{choice.text[:length].rsplit(None, 1)[0]} …"))


def of_rounds(one: Asked, rounds: Collection[int]) -> Asked:
    """Only these rounds of it; the shift belongs to all of them together."""
    kept = tuple(published for published in one.rounds if published.round in rounds)
    return replace(one, rounds=kept, shift=one.shift if kept == one.rounds else None)


def as_shown(session: LiveSession, one: Asked) -> Asked:
    """What the room itself has seen of it: a result that was never shown is not told here either."""
    shown = session.ask_state(one.id).shown
    if shown and shown == len(one.rounds):
        return one
    says = session.words.say("The room was not shown this result, so it is not here either.")
    nothing: dict[str, Any] = {"tally": None, "withheld": NOT_SHOWN, "says": says, "sure": None, "segments": None}
    rounds = (*one.rounds[:shown], *(replace(round, **nothing) for round in one.rounds[shown:]))
    seen = replace(one, rounds=rounds, shift=None)
    return seen if shown else replace(seen, earlier=None, split=None, texts=(), words=(), hands={}, right=())


def choices(ask: Ask) -> tuple[Choice, ...]:
    """What could be answered, in the order shown."""
    return tuple(_choice(option) for option in kind_of(ask).offers(ask))


def _choice(option: Option) -> Choice:
    return Choice(option.key, option.text, Markup(option.html))


def _told(session: LiveSession, ask: Ask, standing: AskState) -> tuple[Told, ...]:
    """The answers of which something was told, as many as the presenter has told."""
    labels = session.deck.patterns
    return tuple(
        Told(
            _choice(option),
            tuple(labels.get(key) or Pattern(key, key) for key in option.patterns),
            option.says,
            Markup(option.says_html),
            option.right,
        )
        for option in ask.telling[: standing.told]
    )


def _earlier(session: LiveSession, slide_id: str | None) -> Earlier | None:
    """Only what the room has been shown may stand beside a later result."""
    slide = session.slide(slide_id) if slide_id else None
    if slide is None or slide.ask is None:
        return None
    seen = session.ask_state(slide.id).seen
    return Earlier(slide.id, slide.title, choices(slide.ask), seen) if seen else None
