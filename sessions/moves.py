"""Every legal move of a session, as a table: when it may be made, and what it makes of the session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from decks.deck import Period, Slide
from sessions import clock
from sessions.errors import IllegalMove, InvalidMessage, UnknownSlide
from sessions.session import LiveSession
from sessions.state import AskState, Curtain, Phase, Published, Shift, Status, Timer

LONGEST_GRACE = 60
LONGEST_TRAIL = 400


@dataclass(frozen=True, slots=True)
class Moment:
    """What a move may ask of the world: the time, and a fresh name for a ballot box or a link group."""

    now: float
    new_id: Callable[[], str]


Act = Callable[..., LiveSession]


@dataclass(frozen=True, slots=True)
class Move:
    """One move: the session statuses and ask phases it starts from (None: any), a further condition, the act."""

    act: Act
    statuses: frozenset[Status]
    phases: frozenset[Phase] | None = None
    when: Callable[[LiveSession], bool] = lambda session: True

    def legal(self, session: LiveSession) -> bool:
        return (
            session.state.status in self.statuses
            and (self.phases is None or session.standing.phase in self.phases)
            and self.when(session)
        )


def make(session: LiveSession, do: str, moment: Moment, /, **args: Any) -> LiveSession:
    """Make one move. Raises IllegalMove (with the moves that are legal) and what the move itself refuses."""
    if not MOVES[do].legal(session):
        raise IllegalMove(_why_not(session, do), moves=list(legal(session)))
    return MOVES[do].act(session, moment, **args)


def legal(session: LiveSession) -> tuple[str, ...]:
    """The names of the moves that are legal right now."""
    return tuple(name for name, move in MOVES.items() if move.legal(session))


def _why_not(session: LiveSession, do: str) -> str:
    if session.state.status is Status.ENDED:
        return "This session has ended."
    if session.state.status is Status.LOBBY:
        return "The session has not started yet."
    if session.is_open and do in {"next", "previous", "goto", "skip"}:
        return "A vote is open. Close it first."
    if do == "previous" and not session.is_open:
        return "This is the first slide."
    if do == "next" or (do == "skip" and session.following is None):
        return _no_way_on(session)
    if session.state.cursor and do in {"open", "talk", "results", "patterns"}:
        return "The projector is frozen. Unfreeze it first."
    return "That cannot be done right now."


# --- walking through the slides


def start(session: LiveSession, moment: Moment) -> LiveSession:
    return _arrive(session.with_state(status=Status.LIVE, started_at=moment.now), session.slides[0])


def step_on(session: LiveSession, moment: Moment, grace: float = 0, slide: str | None = None) -> LiveSession:
    """The natural way on: the next pause, the next step of the vote, or the next slide (`slide` chooses a branch)."""
    if session.state.cursor:
        return _look_ahead(session)
    if slide is not None:
        return goto(session, moment, slide)
    match session.natural:
        case "step":
            return _show(session, session.state.step + 1)
        case "next" if session.following:
            return _arrive(session, session.following)
        case "close":
            return close(session, moment, grace=grace)
        case str(do):
            return make(session, do, moment)
        case _:
            raise IllegalMove(_no_way_on(session), moves=list(legal(session)))


def _no_way_on(session: LiveSession) -> str:
    if session.is_open:
        return "The vote is closing. It can be cancelled, or is over in a few seconds."
    if session.choices:
        return "You choose where the story goes from here."
    return "This was the last slide. End the session when you are ready."


def step_back(session: LiveSession, moment: Moment) -> LiveSession:
    """Hide what the last press showed; never opens, closes or discards anything."""
    if session.state.cursor:
        return _look_back(session)
    standing, slide_id = session.standing, session.state.slide
    assert slide_id is not None
    match standing.phase:
        case Phase.PATTERNS if standing.told > 1:
            return session.with_ask(slide_id, told=standing.told - 1)
        case Phase.PATTERNS:
            return session.with_ask(slide_id, told=0, phase=_before_patterns(standing))
        case Phase.RESULTS:
            return session.with_ask(slide_id, phase=Phase.CLOSED)
        case Phase.TALK:
            return session.with_ask(slide_id, phase=_before_talk(standing)).with_state(timer=None)
        case _ if session.state.step > 0:
            return session.with_state(step=session.state.step - 1)
        case _:
            return _back_one_slide(session)


def _before_patterns(standing: AskState) -> Phase:
    if standing.published:
        return Phase.RESULTS if standing.shown == len(standing.published) else Phase.CLOSED
    return Phase.READY


def _before_talk(standing: AskState) -> Phase:
    return Phase.CLOSED if standing.published else Phase.READY


def _back_one_slide(session: LiveSession) -> LiveSession:
    trail = session.state.trail
    before = session.slide(trail[-1]) if trail else None
    if before is None:
        raise IllegalMove("This is the first slide.", moves=list(legal(session)))
    arrived = _arrive(session, before, step=before.steps)
    return arrived.with_state(trail=trail[:-1])


def goto(session: LiveSession, moment: Moment, slide: str) -> LiveSession:
    target = session.slide(slide)
    if target is None:
        raise UnknownSlide
    if session.state.cursor:
        return session.with_state(cursor=(slide, 0))
    return _arrive(session, target)


def skip(session: LiveSession, moment: Moment) -> LiveSession:
    """Leave what is left of this slide's steps and votes."""
    assert session.following is not None
    return _arrive(session, session.following)


def _arrive(session: LiveSession, slide: Slide, step: int | None = None) -> LiveSession:
    state = session.state
    begun = session.ask_state(slide.id).phase is not Phase.READY
    trail = (*state.trail, state.slide)[-LONGEST_TRAIL:] if state.slide else state.trail
    pins = {pin: script for pin, script in state.pins.items() if pin == slide.id or _still_needed(session, pin)}
    arrived = session.with_state(slide=slide.id, trail=trail, pins=pins, timer=None, joincode=False)
    return _show(arrived, step if step is not None else (slide.steps if begun else 0))


def _still_needed(session: LiveSession, pin: str) -> bool:
    """A pinned slide waits for a decision, or its vote belongs into the summary; one that only vanished may go."""
    return session.deck.slide(pin) is not None or bool(session.ask_state(pin).published)


def _show(session: LiveSession, step: int) -> LiveSession:
    slide_id = session.state.slide
    assert slide_id is not None
    furthest = max(step, session.state.seen.get(slide_id, 0))
    return session.with_state(step=step, seen={**session.state.seen, slide_id: furthest})


# --- walking alone while the room is frozen


def freeze(session: LiveSession, moment: Moment) -> LiveSession:
    assert session.state.slide is not None
    return session.with_state(cursor=(session.state.slide, session.state.step))


def unfreeze(session: LiveSession, moment: Moment, go: bool = False) -> LiveSession:
    cursor = session.state.cursor
    assert cursor is not None
    back = session.with_state(cursor=None)
    if not go or cursor[0] == session.state.slide:
        return back
    if session.is_open:
        raise IllegalMove("A vote is open. Close it first.", moves=list(legal(session)))
    slide = session.slide(cursor[0])
    return _arrive(back, slide, step=cursor[1]) if slide else back


def _look_ahead(session: LiveSession) -> LiveSession:
    slide, step = _cursor(session)
    if step < slide.steps:
        return session.with_state(cursor=(slide.id, step + 1))
    after = session.script.after(slide.id)
    if after is None:
        raise IllegalMove("This is the last slide.", moves=list(legal(session)))
    return session.with_state(cursor=(after.id, 0))


def _look_back(session: LiveSession) -> LiveSession:
    slide, step = _cursor(session)
    if step > 0:
        return session.with_state(cursor=(slide.id, step - 1))
    before = next(
        (one for one in session.slides if (after := session.script.after(one.id)) and after.id == slide.id), None
    )
    if before is None:
        raise IllegalMove("This is the first slide.", moves=list(legal(session)))
    return session.with_state(cursor=(before.id, before.steps))


def _cursor(session: LiveSession) -> tuple[Slide, int]:
    assert session.state.cursor is not None
    slide_id, step = session.state.cursor
    slide = session.slide(slide_id)
    assert slide is not None
    return slide, step


# --- the life of a vote


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
        group=standing.group or moment.new_id(),
    )
    return opened.with_state(timer=_timer(ask.time, moment.now), joincode=False)


def _let_go_of_others(session: LiveSession, slide_id: str) -> LiveSession:
    """Another ask opens: what waited for a second round waits no longer."""
    for other, standing in session.state.asks.items():
        if other != slide_id and standing.group:
            session = session.with_ask(other, group=None, boxes=())
    return session


def close(session: LiveSession, moment: Moment, grace: float = 0) -> LiveSession:
    """Begin to close: answers count until the grace, in seconds, is over. `stage` then closes the box."""
    if not 0 <= grace <= LONGEST_GRACE:
        raise InvalidMessage(f"The grace is between 0 and {LONGEST_GRACE} seconds.")
    assert session.state.slide is not None
    return session.with_ask(session.state.slide, closes_at=moment.now + grace)


def closed(session: LiveSession, slide_id: str, published: Published, shift: Shift | None, joined: int) -> LiveSession:
    """A round has been added up: keep what may be told, and the key only while another round can follow."""
    slide, standing = session.slide(slide_id), session.ask_state(slide_id)
    assert slide is not None
    assert slide.ask is not None
    told = (*standing.published, published)
    waits = len(told) < slide.ask.rounds
    return session.with_ask(
        slide_id,
        phase=Phase.CLOSED,
        live=None,
        closes_at=None,
        published=told,
        shift=shift,
        group=standing.group if waits else None,
        boxes=standing.boxes if waits else (),
    ).with_state(timer=None, participants=max(session.state.participants, joined))


def lost(session: LiveSession, slide_id: str) -> LiveSession:
    """The key of an open round is gone (a power cut): it is asked again under the same number."""
    return _unopened(session, slide_id, group=None, boxes=())


def void(session: LiveSession, moment: Moment) -> LiveSession:
    """Discard the open or latest round; nothing of it is published."""
    slide_id, standing = session.state.slide, session.standing
    assert slide_id is not None
    if standing.phase is Phase.OPEN and len(standing.boxes) > 1:
        kept: dict[str, Any] = {"group": standing.group, "boxes": standing.boxes[:-1]}
    else:
        kept = {"group": None, "boxes": ()}
    published = standing.published if standing.phase is Phase.OPEN else standing.published[:-1]
    return _unopened(session, slide_id, published=published, shift=None, voided=standing.voided + 1, **kept)


def _unopened(session: LiveSession, slide_id: str, **changes: Any) -> LiveSession:
    published = changes.get("published", session.ask_state(slide_id).published)
    back = session.with_ask(slide_id, phase=Phase.READY, round=len(published), live=None, closes_at=None, **changes)
    return back.with_state(timer=None)


def talk(session: LiveSession, moment: Moment) -> LiveSession:
    assert session.state.slide is not None
    assert session.ask is not None
    talking = session.with_ask(session.state.slide, phase=Phase.TALK, talked=True, prompt=0)
    return talking.with_state(timer=_timer(session.ask.discuss, moment.now))


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
    changes: dict[str, Any] = {"phase": Phase.RESULTS, "shown": len(session.standing.published)}
    return session.with_ask(session.state.slide, **changes, group=None, boxes=()).with_state(timer=None)


def patterns(session: LiveSession, moment: Moment, all: bool = False) -> LiveSession:
    """Tell what one more answer does (or all the rest)."""
    assert session.state.slide is not None
    told = session.patterns_to_tell if all else session.standing.told + 1
    changes: dict[str, Any] = {"phase": Phase.PATTERNS, "told": told, "group": None, "boxes": ()}
    return session.with_ask(session.state.slide, **changes).with_state(timer=None)


# --- time, curtain, door


def _timer(periods: tuple[Period, ...], now: float) -> Timer | None:
    return Timer(tuple((period.seconds, period.label) for period in periods), since=now) if periods else None


def extend(session: LiveSession, moment: Moment, seconds: int) -> LiveSession:
    if not 1 <= seconds <= 3600:
        raise InvalidMessage("The timer is extended by 1 to 3600 seconds.")
    assert session.state.timer is not None
    return session.with_state(timer=clock.extend(session.state.timer, seconds, moment.now))


def timer(session: LiveSession, moment: Moment, to: str) -> LiveSession:
    acts = {"start": clock.start, "pause": clock.pause, "reset": clock.reset}
    if to not in acts:
        raise InvalidMessage("The timer can start, pause or reset.")
    assert session.state.timer is not None
    return session.with_state(timer=acts[to](session.state.timer, moment.now))


def blank(session: LiveSession, moment: Moment, colour: str = "black") -> LiveSession:
    if colour not in {"black", "white"}:
        raise InvalidMessage("The screen can be black or white.")
    return session.with_state(curtain=Curtain(colour))


def cover(session: LiveSession, moment: Moment) -> LiveSession:
    return session.with_state(curtain=Curtain.COVERED)


def draw_back(session: LiveSession, moment: Moment) -> LiveSession:
    return session.with_state(curtain=Curtain.LIVE)


def joincode(session: LiveSession, moment: Moment, on: bool) -> LiveSession:
    return session.with_state(joincode=on)


def lock(session: LiveSession, moment: Moment) -> LiveSession:
    return session.with_state(locked=True)


def unlock(session: LiveSession, moment: Moment) -> LiveSession:
    return session.with_state(locked=False)


def changed(session: LiveSession, moment: Moment, slide: str, to: str) -> LiveSession:
    """The deck's file changed the answers of a vote that has begun: keep its counts by position, or ask again."""
    now, before = session.deck.slide(slide), session.script.pinned.get(slide)
    if now is None or before is None or now.ask is None or before.ask is None:
        raise UnknownSlide
    if to not in {"keep", "again"}:
        raise InvalidMessage("Choose to keep the counts or to ask again.")
    if to == "keep" and len(now.ask.options) != len(before.ask.options):
        raise IllegalMove("It has another number of answers now, so it can only be asked again.", moves=[])
    unpinned = session.with_state(pins={pin: script for pin, script in session.state.pins.items() if pin != slide})
    if to == "keep":
        return unpinned
    fresh = {**unpinned.state.asks, slide: AskState(voided=session.ask_state(slide).voided + 1)}
    return unpinned.with_state(asks=fresh)


def end(session: LiveSession, moment: Moment) -> LiveSession:
    """Nothing more is asked or answered; every key that still lives is let go."""
    asks = {slide: replace(ask, group=None, boxes=()) for slide, ask in session.state.asks.items()}
    return session.with_state(
        status=Status.ENDED, slide=None, asks=asks, timer=None, cursor=None, curtain=Curtain.LIVE, joincode=False
    )


# --- the table

_LOBBY, _LIVE = frozenset({Status.LOBBY}), frozenset({Status.LIVE})
_EITHER = _LOBBY | _LIVE
_BEFORE_SHOWN = frozenset({Phase.READY, Phase.CLOSED, Phase.TALK})


def _thawed(session: LiveSession) -> bool:
    return session.state.cursor is None


def _may_walk(session: LiveSession) -> bool:
    return not session.is_open or not _thawed(session)


def _may_go_back(session: LiveSession) -> bool:
    """There is something to hide or a slide to go back to."""
    state = session.state
    return _may_walk(session) and bool(
        state.cursor or state.step or state.trail or session.standing.phase not in {Phase.READY, Phase.CLOSED}
    )


def _may_skip(session: LiveSession) -> bool:
    return _thawed(session) and not session.is_open and session.following is not None


def _may_go_on(session: LiveSession) -> bool:
    if not _thawed(session):
        return True
    return session.natural is not None or bool(session.choices and not session.is_open)


def _may_open(session: LiveSession) -> bool:
    return _thawed(session) and session.rounds_left and session.standing.phase is not Phase.OPEN or _closing(session)


def _closing(session: LiveSession) -> bool:
    return session.is_open and session.standing.closes_at is not None


def _may_void(session: LiveSession) -> bool:
    """A personal ask publishes one round in a session, and what the room has seen cannot be unsaid."""
    standing = session.standing
    if standing.phase is Phase.OPEN:
        return True
    return standing.shown < len(standing.published) and session.ask is not None and session.ask.privacy != "personal"


MOVES: Mapping[str, Move] = {
    "start": Move(start, _LOBBY),
    "next": Move(step_on, _LIVE, when=_may_go_on),
    "previous": Move(step_back, _LIVE, when=_may_go_back),
    "goto": Move(goto, _LIVE, when=_may_walk),
    "skip": Move(skip, _LIVE, when=_may_skip),
    "open": Move(open_round, _LIVE, _BEFORE_SHOWN | {Phase.OPEN}, _may_open),
    "close": Move(close, _LIVE, frozenset({Phase.OPEN})),
    "talk": Move(
        talk,
        _LIVE,
        frozenset({Phase.READY, Phase.CLOSED}),
        lambda session: _thawed(session) and session.discusses,
    ),
    "prompt": Move(prompt, _LIVE, frozenset({Phase.TALK})),
    "results": Move(results, _LIVE, _BEFORE_SHOWN, lambda session: _thawed(session) and session.can_show),
    "patterns": Move(
        patterns,
        _LIVE,
        _BEFORE_SHOWN | {Phase.RESULTS, Phase.PATTERNS},
        lambda session: _thawed(session) and session.more_patterns,
    ),
    "void": Move(void, _LIVE, _BEFORE_SHOWN | {Phase.OPEN}, _may_void),
    "extend": Move(extend, _LIVE, when=lambda session: session.state.timer is not None),
    "timer": Move(timer, _LIVE, when=lambda session: session.state.timer is not None),
    "cover": Move(cover, _EITHER, when=lambda session: session.state.curtain is not Curtain.COVERED),
    "uncover": Move(draw_back, _EITHER, when=lambda session: session.state.curtain is Curtain.COVERED),
    "blank": Move(blank, _EITHER, when=lambda session: session.state.curtain is not Curtain.COVERED),
    "unblank": Move(draw_back, _EITHER, when=lambda session: session.state.curtain in {Curtain.BLACK, Curtain.WHITE}),
    "freeze": Move(freeze, _LIVE, when=_thawed),
    "unfreeze": Move(unfreeze, _LIVE, when=lambda session: session.state.cursor is not None),
    "joincode": Move(joincode, _LIVE),
    "lock": Move(lock, _EITHER, when=lambda session: not session.state.locked),
    "unlock": Move(unlock, _EITHER, when=lambda session: session.state.locked),
    "changed": Move(changed, _LIVE, when=lambda session: bool(session.state.pins)),
    "end": Move(end, _EITHER),
}
