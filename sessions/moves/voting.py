"""The life of a vote: open, close, talk, show, tell; and the ways a round is lost, voided or asked again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decks.asks import kind_of
from decks.deck import Ask
from sessions import clock
from sessions.errors import IllegalMove, InvalidMessage, UnknownSlide
from sessions.moves.move import Moment
from sessions.session import LiveSession
from sessions.state import AskState, Phase, Published, Shift, Side

LONGEST_GRACE = 60
MOST_HANDS = 100_000


def open_round(session: LiveSession, moment: Moment, confirm: bool = False) -> LiveSession:
    """Open the next round, or cancel a closing that is still in its grace."""
    slide_id, ask, standing = session.state.slide, session.ask, session.standing
    assert slide_id is not None
    assert ask is not None
    if standing.phase is Phase.OPEN:
        return session.with_ask(slide_id, closes_at=None)
    box = moment.new_id()
    opened = _let_go_of_others(session, slide_id).with_ask(
        slide_id,
        phase=Phase.OPEN,
        round=session.upcoming_round,
        live=box,
        boxes=(*standing.boxes, box),
        group=standing.group or _group_of_the_split(session, ask) or moment.new_id(),
        reasons=None,
    )
    texts = opened.state.texts or (moment.new_id() if kind_of(ask).items or ask.reasons else None)
    return opened.with_state(timer=clock.begin(ask.time, moment.now, session.words), joincode=False, texts=texts)


def _group_of_the_split(session: LiveSession, ask: Ask) -> str | None:
    """An ask that is split by an earlier one shares its link group."""
    return session.ask_state(ask.by).group if ask.by else None


def _let_go_of_others(session: LiveSession, slide_id: str) -> LiveSession:
    """Another ask opens: what waited for a second round waits no longer."""
    for other, standing in session.state.asks.items():
        if other != slide_id and (standing.group or standing.reasons):
            session = let_go(session, other)
    return session


def let_go(session: LiveSession, slide_id: str, **changes: Any) -> LiveSession:
    """Nothing more will be asked here: its ballots and key go, unless a later ask is still to be split by them; and
    with it go those of the ask that it was itself split by."""
    if not session.split_by(slide_id):
        changes |= {"group": None, "boxes": (), "muted": ()}
    after = session.with_ask(slide_id, reasons=None, **changes)
    slide = session.slide(slide_id)
    earlier = slide.ask.by if slide and slide.ask else None
    return let_go(after, earlier) if earlier and after.ask_state(earlier).group else after


def close(session: LiveSession, moment: Moment, grace: float = 0) -> LiveSession:
    """Begin to close: answers count until the grace, in seconds, is over. `stage` then closes the box."""
    if not 0 <= grace <= LONGEST_GRACE:
        raise InvalidMessage(f"The grace is between 0 and {LONGEST_GRACE} seconds.")
    assert session.state.slide is not None
    return session.with_ask(session.state.slide, closes_at=moment.now + grace)


def closed(
    session: LiveSession, slide_id: str, published: Published, shift: Shift | None, joined: int, moment: Moment
) -> LiveSession:
    """A round has been added up: keep what may be told, and the key only while something can be compared with it."""
    slide, standing = session.slide(slide_id), session.ask_state(slide_id)
    assert slide is not None
    assert slide.ask is not None
    told = (*standing.published, published)
    waits = len(told) < slide.ask.rounds
    beside = Side(moment.new_id(), moment.new_id()) if waits and slide.ask.reasons else None
    facts: dict[str, Any] = {"phase": Phase.CLOSED, "live": None, "closes_at": None, "published": told, "shift": shift}
    after = session.with_ask(slide_id, **facts)
    after = after.with_ask(slide_id, reasons=beside) if waits else let_go(after, slide_id)
    return after.with_state(timer=None, participants=max(session.state.participants, joined))


def keyless(session: LiveSession, slide_id: str) -> LiveSession:
    """The key of a link group is gone (a power cut): an open round is asked again under the same number."""
    if session.ask_state(slide_id).live:
        return _unopened(session, slide_id, group=None, boxes=(), reasons=None)
    return session.with_ask(slide_id, group=None, boxes=(), reasons=None)


def void(session: LiveSession, moment: Moment) -> LiveSession:
    """Discard the open or latest round; nothing of it is published."""
    slide_id, standing = session.state.slide, session.standing
    assert slide_id is not None
    if standing.phase is Phase.OPEN and len(standing.boxes) > 1:
        kept: dict[str, Any] = {"group": standing.group, "boxes": standing.boxes[:-1]}
    else:
        kept = {"group": None, "boxes": ()}
    published = standing.published if standing.phase is Phase.OPEN else standing.published[:-1]
    told = {"published": published, "shown": min(standing.shown, len(published)), "shift": None, "hands": {}}
    told |= {"reasons": None, "muted": (), "picked": None}
    return _unopened(session, slide_id, **told, voided=standing.voided + 1, **kept)


def _unopened(session: LiveSession, slide_id: str, **changes: Any) -> LiveSession:
    published = changes.get("published", session.ask_state(slide_id).published)
    back = session.with_ask(slide_id, phase=Phase.READY, round=len(published), live=None, closes_at=None, **changes)
    return back.with_state(timer=None)


def talk(session: LiveSession, moment: Moment) -> LiveSession:
    assert session.state.slide is not None
    assert session.ask is not None
    talking = session.with_ask(session.state.slide, phase=Phase.TALK, talked=True, prompt=0)
    return talking.with_state(timer=clock.begin(session.ask.discuss, moment.now, session.words))


def prompt(session: LiveSession, moment: Moment, to: int) -> LiveSession:
    """Put another prompt up during the talk; 0 is the first."""
    assert session.state.slide is not None
    assert session.ask is not None
    if not 0 <= to < len(session.ask.prompts):
        raise InvalidMessage(f"This talk has {len(session.ask.prompts)} prompts.")
    return session.with_ask(session.state.slide, prompt=to)


def results(session: LiveSession, moment: Moment) -> LiveSession:
    """Show the closed rounds to the room. Whatever waited for a second round is let go."""
    assert session.state.slide is not None
    shown = len(session.standing.published)
    return let_go(session, session.state.slide, phase=Phase.RESULTS, shown=shown).with_state(timer=None)


def patterns(session: LiveSession, moment: Moment, all: bool = False) -> LiveSession:
    """Tell what one more answer does (or all the rest)."""
    assert session.state.slide is not None
    told = session.patterns_to_tell if all else session.standing.told + 1
    return let_go(session, session.state.slide, phase=Phase.PATTERNS, told=told).with_state(timer=None)


def changed(session: LiveSession, moment: Moment, slide: str, to: str) -> LiveSession:
    """The deck's file changed the answers of a vote that has begun: keep its counts by position, or ask again."""
    now, before = session.deck.slide(slide), session.script.pinned.get(slide)
    if now is None or before is None or now.ask is None or before.ask is None:
        raise UnknownSlide
    if to not in {"keep", "again"}:
        raise InvalidMessage("Choose to keep the counts or to ask again.")
    if to == "keep" and len(now.ask.options) != len(before.ask.options):
        raise IllegalMove("It has another number of answers now, so it can only be asked again.")
    if to == "again" and before.ask.privacy == "personal" and session.ask_state(slide).published:
        raise IllegalMove("A personal question is asked once in a session. It stays as it was.")
    unpinned = session.with_state(pins={pin: script for pin, script in session.state.pins.items() if pin != slide})
    if to == "keep":
        return unpinned
    fresh = {**unpinned.state.asks, slide: AskState(voided=session.ask_state(slide).voided + 1)}
    return unpinned.with_state(asks=fresh)


def hands(session: LiveSession, moment: Moment, counts: Mapping[str, Any]) -> LiveSession:
    """Raised hands and paper ballots, a row of their own; no counts take the row away."""
    assert session.state.slide is not None
    assert session.ask is not None
    keys = [option.key for option in kind_of(session.ask).offers(session.ask)]
    if not set(counts) <= set(keys) or not all(type(n) is int and 0 <= n <= MOST_HANDS for n in counts.values()):
        raise InvalidMessage("Raised hands are whole numbers, one for each answer.")
    row = {key: counts.get(key, 0) for key in keys} if any(counts.values()) else {}
    return session.with_ask(session.state.slide, hands=row)
