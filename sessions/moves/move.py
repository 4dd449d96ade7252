"""What a move is: when it may be made, and what it makes of a session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sessions.session import LiveSession
from sessions.state import Phase, Status


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
