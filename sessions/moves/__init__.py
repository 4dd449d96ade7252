"""Every legal move of a session, as a table: when it may be made, and what it makes of the session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decks.asks import kind_of
from sessions.disclosure import FEW
from sessions.errors import IllegalMove
from sessions.moves import between, frozen, stagecraft, voting, walking
from sessions.moves.move import Moment, Move
from sessions.moves.voting import closed, keyless
from sessions.session import LiveSession
from sessions.state import Curtain, Phase, Recap, Status

__all__ = ["MOVES", "Moment", "Move", "closed", "keyless", "legal", "make"]


def make(session: LiveSession, do: str, moment: Moment, /, **args: Any) -> LiveSession:
    """Make one move. Raises IllegalMove (with the moves that are legal) and what the move itself refuses."""
    try:
        if not MOVES[do].legal(session):
            raise IllegalMove(_why_not(session, do))
        return _recapped(session, MOVES[do].act(session, moment, **args), do)
    except IllegalMove as refusal:
        refusal.extra["moves"] = list(legal(session))
        raise


def _recapped(before: LiveSession, after: LiveSession, do: str) -> LiveSession:
    """Whatever turns the page puts the summary away; a result that is shown after it has not been read in it."""
    if after.told_to_the_room > before.told_to_the_room:
        return after.with_state(recap=Recap.UNSEEN)
    if do in TURNS_THE_PAGE and before.state.recap is after.state.recap is Recap.UP:
        return after.with_state(recap=Recap.SEEN)
    return after


TURNS_THE_PAGE = frozenset(
    {"next", "previous", "goto", "skip", "open", "talk", "results", "patterns", "unplanned", "end"}
)


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
    if do == "previous":
        return "This is the first slide."
    if do == "next" or (do == "skip" and session.following is None):
        return _no_way_on(session)
    if session.state.cursor and do in {"open", "talk", "results", "patterns"}:
        return "The projector is frozen. Unfreeze it first."
    return "That cannot be done right now."


def step_on(session: LiveSession, moment: Moment, grace: float = 0, slide: str | None = None) -> LiveSession:
    """The natural way on: the next pause, the next step of the vote, or the next slide (`slide` chooses a branch)."""
    if session.state.cursor:
        return frozen.look_ahead(session)
    if slide is not None and not session.is_open:
        return walking.goto(session, moment, slide)
    match session.natural:
        case "step":
            return walking.show(session, session.state.step + 1)
        case "next" if session.following:
            return walking.go_on(session, session.following)
        case "close":
            return voting.close(session, moment, grace=grace)
        case str(do):
            return MOVES[do].act(session, moment)
        case _:
            raise IllegalMove(_no_way_on(session))


def _no_way_on(session: LiveSession) -> str:
    if session.is_open:
        return "The vote is closing. It can be cancelled, or is over in a few seconds."
    if session.choices:
        return "You choose where the story goes from here."
    return "This was the last slide. End the session when you are ready."


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
        state.cursor
        or state.step
        or state.trail
        or state.recap is Recap.UP
        or session.standing.phase not in {Phase.READY, Phase.CLOSED}
    )


def _may_skip(session: LiveSession) -> bool:
    return _thawed(session) and not session.is_open and session.following is not None


def _may_go_on(session: LiveSession) -> bool:
    if not _thawed(session):
        return True
    return session.natural is not None or bool(session.choices and not session.is_open)


def _may_open(session: LiveSession) -> bool:
    """There is another round to open, or a closing to cancel."""
    if session.is_open:
        return session.standing.closes_at is not None
    return _thawed(session) and session.rounds_left


def _may_count_hands(session: LiveSession) -> bool:
    """Hands are counted beside a closed round, where answers are counted one by one."""
    counted = session.ask is not None and kind_of(session.ask).picture in {"bars", "steps"}
    return counted and not session.is_open and bool(session.standing.published)


def _may_prove(session: LiveSession) -> bool:
    """In a harmless vote the sealed answers can be looked at; never in a personal one. What is shown can always go."""
    harmless = session.takes_answers and session.ask is not None and session.ask.privacy != "personal"
    return session.state.proof or (_thawed(session) and harmless)


def _may_recap(session: LiveSession) -> bool:
    """There is something to read, and nobody is voting. What is up can always go."""
    readable = session.told_to_the_room > 0 and not session.is_open and _thawed(session)
    return session.state.recap is Recap.UP or readable


def _may_void(session: LiveSession) -> bool:
    """What the room has seen cannot be unsaid, and a personal ask tells one round in a session; but a round that was
    too small to be told can always be asked again."""
    standing = session.standing
    if standing.phase is Phase.OPEN:
        return True
    if not standing.published:
        return False
    if standing.published[-1].withheld == FEW:
        return True
    personal = session.ask is not None and session.ask.privacy == "personal"
    return standing.shown < len(standing.published) and not personal


MOVES: Mapping[str, Move] = {
    "start": Move(walking.start, _LOBBY),
    "next": Move(step_on, _LIVE, when=_may_go_on),
    "previous": Move(walking.step_back, _LIVE, when=_may_go_back),
    "goto": Move(walking.goto, _LIVE, when=_may_walk),
    "skip": Move(walking.skip, _LIVE, when=_may_skip),
    "open": Move(voting.open_round, _LIVE, _BEFORE_SHOWN | {Phase.OPEN}, _may_open),
    "close": Move(voting.close, _LIVE, frozenset({Phase.OPEN})),
    "talk": Move(
        voting.talk,
        _LIVE,
        frozenset({Phase.READY, Phase.CLOSED}),
        lambda session: _thawed(session) and session.discusses,
    ),
    "prompt": Move(voting.prompt, _LIVE, frozenset({Phase.TALK})),
    "results": Move(voting.results, _LIVE, _BEFORE_SHOWN, lambda session: _thawed(session) and session.can_show),
    "patterns": Move(
        voting.patterns,
        _LIVE,
        _BEFORE_SHOWN | {Phase.RESULTS, Phase.PATTERNS},
        lambda session: _thawed(session) and session.more_patterns,
    ),
    "void": Move(voting.void, _LIVE, _BEFORE_SHOWN | {Phase.OPEN, Phase.RESULTS}, _may_void),
    "hands": Move(voting.hands, _LIVE, when=_may_count_hands),
    "unplanned": Move(between.unplanned, _LIVE, when=lambda session: _thawed(session) and not session.is_open),
    "heads": Move(stagecraft.heads, _EITHER),
    "seen": Move(stagecraft.seen, _EITHER),
    "silence": Move(stagecraft.silence, _LIVE, when=lambda session: not session.is_open),
    "extend": Move(stagecraft.extend, _LIVE, when=lambda session: session.state.timer is not None),
    "timer": Move(stagecraft.timer, _LIVE, when=lambda session: session.state.timer is not None),
    "cover": Move(stagecraft.cover, _EITHER, when=lambda session: session.state.curtain is not Curtain.COVERED),
    "uncover": Move(stagecraft.draw_back, _EITHER, when=lambda session: session.state.curtain is Curtain.COVERED),
    "blank": Move(stagecraft.blank, _EITHER, when=lambda session: session.state.curtain is not Curtain.COVERED),
    "unblank": Move(
        stagecraft.draw_back, _EITHER, when=lambda session: session.state.curtain in {Curtain.BLACK, Curtain.WHITE}
    ),
    "freeze": Move(stagecraft.freeze, _LIVE, when=_thawed),
    "unfreeze": Move(stagecraft.unfreeze, _LIVE, when=lambda session: session.state.cursor is not None),
    "joincode": Move(stagecraft.joincode, _LIVE),
    "proof": Move(stagecraft.proof, _LIVE, when=_may_prove),
    "summary": Move(stagecraft.summary, _LIVE, when=_may_recap),
    "lock": Move(stagecraft.lock, _EITHER, when=lambda session: not session.state.locked),
    "unlock": Move(stagecraft.unlock, _EITHER, when=lambda session: session.state.locked),
    "changed": Move(voting.changed, _LIVE, when=lambda session: bool(session.state.pins)),
    "end": Move(stagecraft.end, _EITHER),
}
