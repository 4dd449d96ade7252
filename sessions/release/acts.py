"""What the presenter may do to a summary once the session has ended: cut it, release it, take it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sessions.errors import IllegalMove, InvalidMessage
from sessions.moves import legal
from sessions.release.terms import LONGEST_LINE, MOST_LINES, Cut, Release
from sessions.session import LiveSession
from sessions.state import Status

RUNNING = "The session still runs. Its summary can be changed and released once it has ended."
ONLY_LESS = "It is released, so it can only lose more. To bring something back, take it back first."
REHEARSED = "A rehearsal is not released: no person answered in it."


def cut(
    session: LiveSession, asks: Mapping[str, Cut], texts: Iterable[str] = (), lines: Sequence[str] = ()
) -> LiveSession:
    """Leave out, blur, and say up to three lines; whatever is not named goes home whole. What was released can only
    lose more. Raises IllegalMove or InvalidMessage."""
    before = session.state.release
    if not asks.keys() <= session.state.asks.keys():
        raise InvalidMessage("There is no such question in this session.")
    cuts = {ask: cut for ask, cut in asks.items() if cut is not Cut.WHOLE}
    after = Release(cuts, frozenset(texts), _lines(lines), before.day)
    if before.day and not after.only_loses(before):
        raise _illegal(session, ONLY_LESS)
    return _with(session, after)


def _lines(lines: Sequence[str]) -> tuple[str, ...]:
    told = tuple(filter(None, (" ".join(line.split()) for line in lines)))
    if len(told) > MOST_LINES or any(len(line) > LONGEST_LINE for line in told):
        raise InvalidMessage(f"There is room for {MOST_LINES} lines of {LONGEST_LINE} characters.")
    return told


def release(session: LiveSession, day: str) -> LiveSession:
    """From this day on the organiser reads it as it stands. Raises IllegalMove."""
    if session.state.rehearsal:
        raise _illegal(session, REHEARSED)
    return _with(session, replace(session.state.release, day=session.state.release.day or day))


def take_back(session: LiveSession) -> LiveSession:
    """From here on nobody else reads it; what was downloaded stays where it is. Raises IllegalMove."""
    return _with(session, replace(session.state.release, day=None))


def _with(session: LiveSession, terms: Release) -> LiveSession:
    if session.state.status is not Status.ENDED:
        raise _illegal(session, RUNNING)
    return session.with_state(release=terms)


def _illegal(session: LiveSession, says: str) -> IllegalMove:
    return IllegalMove(says, moves=list(legal(session)))
