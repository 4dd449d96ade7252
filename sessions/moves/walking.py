"""Walking through the slides: forward, back, elsewhere."""

from __future__ import annotations

from decks.deck import Slide
from sessions.errors import IllegalMove, UnknownSlide
from sessions.moves import frozen
from sessions.moves.move import Moment
from sessions.session import LiveSession
from sessions.state import AskState, Curtain, Phase, Recap, Status

LONGEST_TRAIL = 400


def start(session: LiveSession, moment: Moment) -> LiveSession:
    return arrive(session.with_state(status=Status.LIVE, started_at=moment.now), session.slides[0])


def step_back(session: LiveSession, moment: Moment) -> LiveSession:
    """Hide what the last press showed; never opens, closes or discards anything."""
    if session.state.cursor:
        return frozen.look_back(session)
    if session.state.recap is Recap.UP:
        return session.with_state(recap=Recap.SEEN)
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
        raise IllegalMove("This is the first slide.")
    arrived = arrive(session, before, step=before.steps)
    return arrived.with_state(trail=trail[:-1])


def goto(session: LiveSession, moment: Moment, slide: str) -> LiveSession:
    target = session.slide(slide)
    if target is None:
        raise UnknownSlide
    if session.state.cursor:
        return session.with_state(cursor=(slide, 0))
    return arrive(session, target)


def skip(session: LiveSession, moment: Moment, part: bool = False) -> LiveSession:
    """Leave what is left of this slide's steps and votes; or what is left of its whole part."""
    assert session.following is not None
    if not part:
        return arrive(session, session.following)
    after = session.script.part_after(session.current) if session.current else None
    if after is None:
        raise IllegalMove("This is the last part.")
    return arrive(session, after)


def go_on(session: LiveSession, slide: Slide) -> LiveSession:
    """To the slide that follows; after a question that nobody planned, to where the story was."""
    return arrive(session, slide, step=session.state.seen.get(slide.id) if session.interrupted else None)


def arrive(session: LiveSession, slide: Slide, step: int | None = None) -> LiveSession:
    state = session.state
    begun = session.ask_state(slide.id).phase is not Phase.READY
    trail = (*state.trail, state.slide)[-LONGEST_TRAIL:] if state.slide else state.trail
    pins = {pin: script for pin, script in state.pins.items() if pin == slide.id or _still_needed(session, pin)}
    arrived = session.with_state(slide=slide.id, trail=trail, pins=pins, timer=None, joincode=False, proof=False)
    return show(arrived, step if step is not None else (slide.steps if begun else 0))


def _still_needed(session: LiveSession, pin: str) -> bool:
    """A pinned slide waits for a decision, or its vote belongs into the summary; one that only vanished may go."""
    return session.deck.slide(pin) is not None or bool(session.ask_state(pin).published)


def show(session: LiveSession, step: int) -> LiveSession:
    there = session.with_state(step=step)
    return there if there.state.curtain is Curtain.COVERED else noticed(there)


def noticed(session: LiveSession) -> LiveSession:
    """The room has seen what stands now; what stands behind the cover it has not."""
    slide_id = session.state.slide
    if slide_id is None:
        return session
    furthest = max(session.state.step, session.state.seen.get(slide_id, 0))
    return session.with_state(seen={**session.state.seen, slide_id: furthest})
