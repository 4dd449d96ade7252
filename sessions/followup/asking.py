"""What of a session can be asked again: the later of two asks that its deck pairs, with what the room saw of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from decks.asks import kind_of
from decks.deck import Ask, Slide
from sessions.disclosure import AGREEMENT, NOT_SHOWN
from sessions.errors import UnknownAsk
from sessions.followup.state import PULSE, Question, bare
from sessions.pulses import start_of
from sessions.release.terms import Cut
from sessions.session import LiveSession
from sessions.state import Published


def can_be_asked(session: LiveSession) -> tuple[Slide, ...]:
    """The ends of those pulses of which the room was shown at least one total, the last one first; without those that
    the summary leaves out, since not even their question goes home."""
    return tuple(slide for slide in reversed(session.slides) if _can_be_asked(session, slide))


def asked_again(session: LiveSession, slide_id: str) -> Question:
    """The pulse that ends on this slide, with the totals it is compared with. Raises UnknownAsk."""
    slide = session.slide(slide_id)
    if slide is None or slide.ask is None or not _can_be_asked(session, slide):
        raise UnknownAsk("This question cannot be asked again: the room was shown no total of it.")
    return Question(PULSE, slide.title, bare(slide.ask), session.floor(slide.ask), then(session, slide_id))


def then(session: LiveSession, slide_id: str) -> tuple[Published, ...]:
    """The first and last totals of the pulse that ends on this slide, as the room saw them and as far as the released
    summary tells them; nothing where the deck has no such slide any more."""
    slide = session.slide(slide_id)
    if slide is None or slide.ask is None:
        return ()
    ask = bare(slide.ask)
    return tuple(_told(session, one, ask) for one in (start_of(session, slide), slide) if one is not None)


def _can_be_asked(session: LiveSession, slide: Slide) -> bool:
    start = start_of(session, slide)
    if session.state.release.cut(slide.id) is Cut.NOTHING:
        return False
    return start is not None and any(session.ask_state(one.id).shown for one in (start, slide))


def _told(session: LiveSession, slide: Slide, ask: Ask) -> Published:
    """What the summary leaves out or blurs is not told here either, and not even how many answered."""
    if not session.state.release.tells(slide.id):
        return Published(1, 0, None, NOT_SHOWN, session.words.say("The summary does not tell this result."))
    return _shown(session, slide, ask)


def _shown(session: LiveSession, slide: Slide, ask: Ask) -> Published:
    """The latest total that the room was shown, with the letters of `ask`; nothing of how it was made up."""
    standing, words = session.ask_state(slide.id), session.words
    if standing.seen is None:
        says = words.say("The room was not shown this result, so it is not here either.")
        return Published(1, standing.published[-1].n if standing.published else 0, None, NOT_SHOWN, says)
    seen = replace(standing.seen, round=1, sure=None, segments=None)
    assert slide.ask is not None
    letters = dict(_letters(slide.ask, ask))
    if all(one == other for one, other in letters.items()):
        return seen
    if seen.tally is not None:
        tally = {**seen.tally, "counts": _renamed(seen.tally["counts"], letters, ask)}
        return replace(seen, tally=tally, says=kind_of(ask).says(ask, tally, seen.n, words))
    if seen.withheld == AGREEMENT:
        says = words.say("The answers are so much alike that showing them would tell what everybody chose.")
        return replace(seen, says=says)
    return seen


def _letters(before: Ask, now: Ask) -> Iterator[tuple[str, str]]:
    """Which letter of one slide is which of the other: the same words may stand in another order."""
    for option in before.options:
        yield option.key, next((other.key for other in now.options if other.text == option.text), option.key)


def _renamed(counts: Mapping[str, int], letters: Mapping[str, str], ask: Ask) -> dict[str, int]:
    found = {letters[key]: n for key, n in counts.items()}
    return {key: found.get(key, 0) for key in ask.keys}
