"""Time, curtain and door: what goes on around the slides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sessions import clock
from sessions.errors import IllegalMove, InvalidMessage
from sessions.moves.move import Moment
from sessions.moves.walking import arrive, noticed
from sessions.session import LiveSession
from sessions.state import Curtain, Recap, Status, Timer

LONGEST_SILENCE = 1800
MOST_HEADS = 100_000


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
        raise IllegalMove("A vote is open. Close it first.")
    slide = session.slide(cursor[0])
    return arrive(back, slide, step=cursor[1]) if slide else back


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


def silence(session: LiveSession, moment: Moment, seconds: int) -> LiveSession:
    """Time for everybody to be quiet and think, on whatever slide."""
    if not 1 <= seconds <= LONGEST_SILENCE:
        raise InvalidMessage(f"A silence has 1 to {LONGEST_SILENCE} seconds.")
    return session.with_state(timer=Timer(((seconds, session.words.say("in silence")),), since=moment.now))


def heads(session: LiveSession, moment: Moment, n: int) -> LiveSession:
    """How many people the presenter counts in the room; 0 takes the number away."""
    if not 0 <= n <= MOST_HEADS:
        raise InvalidMessage(f"The number of people is between 0 and {MOST_HEADS}.")
    return session.with_state(heads=n or None)


def seen(session: LiveSession, moment: Moment, kind: str) -> LiveSession:
    """A private signal was seen. Signals live beside the session, so nothing of it moves."""
    return session


def blank(session: LiveSession, moment: Moment, colour: str = "black") -> LiveSession:
    if colour not in {"black", "white"}:
        raise InvalidMessage("The screen can be black or white.")
    return session.with_state(curtain=Curtain(colour))


def cover(session: LiveSession, moment: Moment) -> LiveSession:
    return session.with_state(curtain=Curtain.COVERED)


def draw_back(session: LiveSession, moment: Moment) -> LiveSession:
    return noticed(session.with_state(curtain=Curtain.LIVE))


def joincode(session: LiveSession, moment: Moment, on: bool) -> LiveSession:
    return session.with_state(joincode=on)


def proof(session: LiveSession, moment: Moment, on: bool) -> LiveSession:
    """The projector shows the sealed answers of this vote as they lie on the disk, or no longer."""
    return session.with_state(proof=on)


def summary(session: LiveSession, moment: Moment, on: bool = True) -> LiveSession:
    """The phones show what the organiser will get, first of all, and the projector says so; or no longer."""
    return session.with_state(recap=Recap.UP if on else Recap.SEEN)


def lock(session: LiveSession, moment: Moment) -> LiveSession:
    return session.with_state(locked=True)


def unlock(session: LiveSession, moment: Moment) -> LiveSession:
    return session.with_state(locked=False)


def end(session: LiveSession, moment: Moment) -> LiveSession:
    """Nothing more is asked or answered; every key that still lives is let go."""
    asks = {
        slide: replace(ask, group=None, boxes=(), reasons=None, muted=(), picked=None)
        for slide, ask in session.state.asks.items()
    }
    gone: dict[str, Any] = {"slide": None, "timer": None, "cursor": None, "joincode": False, "texts": None}
    return session.with_state(status=Status.ENDED, asks=asks, curtain=Curtain.LIVE, **gone)
