"""One ask as it may be drawn and written down: its question, its closed rounds, how the room moved, what was told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from markupsafe import Markup

from decks.asks import kind_of
from decks.deck import Ask, Option, Pattern, Privacy, Slide
from sessions.disclosure import NOT_SHOWN
from sessions.session import LiveSession
from sessions.state import AskState, Published, Shift


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


def asked(session: LiveSession, slide: Slide) -> Asked:
    """Everything that may be told of a slide's ask once its results are shown."""
    assert slide.ask is not None
    standing = session.ask_state(slide.id)
    return Asked(
        id=slide.id,
        title=slide.title,
        kind=slide.ask.kind,
        privacy=slide.ask.privacy,
        floor=session.floor(slide.ask),
        choices=choices(slide.ask),
        rounds=standing.published,
        shift=standing.shift,
        told=_told(session, slide.ask, standing),
        voided=standing.voided,
        earlier=_earlier(session, slide.ask),
    )


def briefly(one: Asked, length: int) -> Asked:
    """The same with its answers cut to that many characters, and without the picture of who moved where."""
    shift = replace(one.shift, flows=None) if one.shift else None
    return replace(one, choices=tuple(cut(choice, length) for choice in one.choices), shift=shift)


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
    hidden = tuple(replace(round, tally=None, withheld=NOT_SHOWN, says=says) for round in one.rounds[shown:])
    return replace(one, rounds=(*one.rounds[:shown], *hidden), shift=None, earlier=one.earlier if shown else None)


def choices(ask: Ask) -> tuple[Choice, ...]:
    """What could be answered, in the order shown."""
    if ask.options:
        return tuple(_choice(option) for option in ask.options)
    keys = [str(key) for key in kind_of(ask).add(ask, ()).get("counts", ())]
    ends = dict(zip((keys[0], keys[-1]), ask.settings.get("labels") or (), strict=False)) if keys else {}
    return tuple(Choice(key, ends.get(key, ""), Markup.escape(ends.get(key, ""))) for key in keys)


def _choice(option: Option) -> Choice:
    return Choice(option.key, option.text, Markup(option.html))


def _told(session: LiveSession, ask: Ask, standing: AskState) -> tuple[Told, ...]:
    """The first answers in the order shown that have a pattern, as many as the presenter has told."""
    labels = session.deck.patterns
    telling = [option for option in ask.options if option.patterns][: standing.told]
    return tuple(
        Told(
            _choice(option),
            tuple(labels.get(key) or Pattern(key, key) for key in option.patterns),
            option.says,
            Markup(option.says_html),
        )
        for option in telling
    )


def _earlier(session: LiveSession, ask: Ask) -> Earlier | None:
    """Only what the room has been shown may stand beside a later result."""
    slide = session.slide(ask.pair) if ask.pair else None
    if slide is None or slide.ask is None:
        return None
    standing = session.ask_state(slide.id)
    if not standing.shown:
        return None
    return Earlier(slide.id, slide.title, choices(slide.ask), standing.published[standing.shown - 1])
