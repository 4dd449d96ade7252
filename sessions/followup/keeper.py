"""The one path of every change of a follow-up: find, move, save. Days come from the one clock.

Nobody is told before its end how many have answered, so nothing here counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from sessions.days import kept_until
from sessions.errors import FollowupNotOffered
from sessions.followup import moves
from sessions.followup.asking import asked_again, then
from sessions.followup.booth import FollowupBooth, unread
from sessions.followup.plan import Plan
from sessions.followup.state import PULSE, REFLECTION, FollowupState, Stand
from sessions.followup.wordings import reflection
from sessions.parts import House
from sessions.session import LiveSession
from sessions.state import Status

JOIN_KEY_BYTES = 32


class Followups:
    """Every follow-up of this house."""

    def __init__(self, house: House, forget: Callable[[frozenset[str]], None]) -> None:
        self._house, self._forget = house, forget
        self._shelf = house.shelf.followups
        self._booth = FollowupBooth(house)
        self._locks: dict[str, AbstractContextManager[Any]] = {}

    # --- find

    def ids(self, session_id: str | None = None) -> list[str]:
        return self._shelf.ids(session_id)

    def find(self, followup_id: str) -> FollowupState:
        """The follow-up as it stands today. Raises UnknownFollowup."""
        state = self._shelf.find(followup_id)
        if not self._is_late(state):
            return state
        with self._lock(followup_id):
            return self._caught_up(self._shelf.find(followup_id))

    def join_key(self, followup_id: str) -> bytes | None:
        """What checks its voter tokens, while it is open. Raises UnknownFollowup."""
        return self._shelf.join_key(followup_id)

    def _is_late(self, state: FollowupState) -> bool:
        today = self._house.world.today()
        return moves.is_due(state, today) or moves.is_over(state, today)

    def _caught_up(self, state: FollowupState) -> FollowupState:
        """What the calendar has brought meanwhile."""
        today = self._house.world.today()
        if moves.is_due(state, today):
            return self._save(state, moves.opened(state, self._house.world.id))
        return self._end(state) if moves.is_over(state, today) else state

    # --- moves of the organiser

    def make(self, session: LiveSession, plan: Plan) -> FollowupState:
        """Plan one of an ended session whose phones were told of it. Raises FollowupNotOffered or UnknownAsk."""
        told = session.state.keeps_pulse and not session.state.rehearsal
        if session.state.status is not Status.ENDED or not told:
            raise FollowupNotOffered
        if session.state.release.day is None:
            raise FollowupNotOffered("Release the summary first: a follow-up tells again what stands in it.")
        world = self._house.world
        plan.check(world.today())
        state = FollowupState(
            id=world.id(),
            session=session.state.id,
            title=session.state.title,
            lang=session.deck.lang,
            day=session.state.day,
            made=world.today(),
            opens=plan.opens,
            days=plan.days,
            questions=(asked_again(session, plan.pulse), reflection(plan.reflection, session.words)),
            pulse=plan.pulse,
        )
        self._shelf.add(state)
        return self.find(state.id)

    def follow(self, session: LiveSession) -> None:
        """The session's summary was cut, released or taken back: what its follow-ups are compared with is told no
        further than the summary tells it."""
        for followup_id in self.ids(session.state.id):
            with self._lock(followup_id):
                state = self._caught_up(self._shelf.find(followup_id))
                told = then(session, state.pulse)
                self._save(state, state.asking(then={PULSE: told, REFLECTION: ()}))

    def end(self, followup_id: str) -> FollowupState:
        """End it now, before its last day is over. One that has ended stays as it is. Raises UnknownFollowup."""
        with self._lock(followup_id):
            state = self._caught_up(self._shelf.find(followup_id))
            return state if state.stand is Stand.ENDED else self._end(state)

    def delete(self, followup_id: str) -> None:
        """Delete it with everything of it: what was answered so far is never told. Raises UnknownFollowup."""
        with self._lock(followup_id):
            state = self._shelf.find(followup_id)
            self._shelf.forget(state)
            self._forget(state.groups)

    def delete_of(self, session_id: str) -> None:
        """Delete those of a session that somebody deletes by hand."""
        for followup_id in self.ids(session_id):
            self.delete(followup_id)

    # --- answers

    def answer(self, followup_id: str, voter: bytes, said: Mapping[str, Any]) -> None:
        """Take an answer to each question (None passes). Returns once all are on disk. Raises FollowupNotOpen,
        InvalidAnswer, and what the writer refuses."""
        self._booth.answer(self.find(followup_id), voter, said)

    def mine(self, state: FollowupState, voter: bytes) -> dict[str, Any]:
        """What one browser has answered so far, by the question's name; empty when it has not."""
        return self._booth.mine(state, voter)

    # --- the end, and the start after a crash

    def _end(self, state: FollowupState) -> FollowupState:
        """Shut the boxes, add them up, save what may be told and delete the rest: crash-safe between any two steps."""
        self._shelf.shut(state)
        lost = state.stand is Stand.OPEN and not self._booth.is_readable(state)
        told = unread(state) if lost else self._booth.told(state)
        return self._save(state, moves.ended(state, told, self._house.world.today(), unread=lost))

    def _save(self, before: FollowupState, after: FollowupState) -> FollowupState:
        """Keys of new groups first, then one transaction, then the keys that are let go."""
        after = replace(after, version=before.version + 1)
        for group in after.groups - before.groups:
            self._house.keyring.make(group)
        self._shelf.save(before, after, self._join_key(before) if after.stand is Stand.OPEN else None)
        if before.groups - after.groups:
            self._forget(before.groups - after.groups)
        return after

    def _join_key(self, state: FollowupState) -> bytes:
        """The one it has, or a fresh one: a browser that was let in stays in, also when it begins anew."""
        return self._shelf.join_key(state.id) or self._house.world.token(JOIN_KEY_BYTES)

    def recover(self) -> frozenset[str]:
        """After a start: finish what was ending, begin anew what lost its keys; the groups whose key may live."""
        return frozenset(group for followup_id in self.ids() for group in self._recovered(followup_id).groups)

    def _recovered(self, followup_id: str) -> FollowupState:
        with self._lock(followup_id):
            state = self._caught_up(self._shelf.find(followup_id))
            if state.stand is not Stand.OPEN:
                return state
            if not all(self._house.shelf.boxes(state.id).values()):
                return self._end(state)
            if self._booth.is_readable(state):
                return state
            return self._save(state, moves.begun_anew(state, self._house.world.id, self._house.world.today()))

    # --- upkeep

    def tend(self, followup_id: str, kept_for: int) -> None:
        """What the calendar asks for: open it, end it, and so many days after its end delete it."""
        state = self.find(followup_id)
        if state.ended is not None and self._house.world.today() > kept_until(state.ended, kept_for):
            self.delete(followup_id)

    def _lock(self, followup_id: str) -> AbstractContextManager[Any]:
        return self._locks.setdefault(followup_id, self._house.engine.lock())
