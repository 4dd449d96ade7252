"""The one path of every change of a follow-up: find, move, save. Days come from the one clock, answers through the one
writer; how many have answered is told to nobody before the end, so nothing here counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

from decks.asks import NotAnAnswer, kind_of
from sessions import ballots, tally
from sessions.casting import cast
from sessions.days import days_later, is_day, kept_until
from sessions.entries import Entry
from sessions.errors import FollowupNotOffered, FollowupNotOpen, InvalidAnswer
from sessions.followup import moves
from sessions.followup.asking import asked_again, then
from sessions.followup.state import PULSE, REFLECTION, UNREAD, FollowupState, Question, Stand
from sessions.followup.wordings import reflection
from sessions.parts import House
from sessions.session import LiveSession
from sessions.state import Published, Status

JOIN_KEY_BYTES, LEAP_BYTES = 32, 2
LONGEST, LATEST = 60, 400
"""Days: how long it may be open, and how far ahead it may be planned."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the organiser chooses: which pulse and which wording, the first day, and for how many days."""

    pulse: str
    reflection: str
    opens: str
    days: int


class Followups:
    """Every follow-up of this house."""

    def __init__(self, house: House, forget: Callable[[frozenset[str]], None]) -> None:
        self._house, self._forget = house, forget
        self._shelf = house.shelf.followups
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
        self._check(plan)
        world = self._house.world
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

    def _check(self, plan: Plan) -> None:
        today = self._house.world.today()
        if not (is_day(plan.opens) and today <= plan.opens <= days_later(today, LATEST)):
            raise FollowupNotOffered("Choose a first day from today on, no more than 400 days ahead.")
        if not 1 <= plan.days <= LONGEST:
            raise FollowupNotOffered("It can be open for 1 to 60 days.")

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
        state = self.find(followup_id)
        if state.stand is not Stand.OPEN:
            raise FollowupNotOpen
        entries = {one.name: _entry(one, said) for one in state.questions}
        for one in state.questions:
            self._cast(one, voter, entries[one.name])

    def _cast(self, one: Question, voter: bytes, entry: Entry) -> None:
        """Seal it and put it down. How often somebody changed an answer would join the two questions, so the numbers
        of changes go up by leaps drawn by lot, and what is said already is not said again."""
        key = self._house.keyring.get(one.group) if one.group else None
        if key is None or one.box is None:
            raise FollowupNotOpen
        who = ballots.pseudonym(key, voter)
        stored = self._house.shelf.ballot(one.box, who)
        if stored and ballots.open_ballot(key, stored) == entry.plain():
            return
        leap = 1 + int.from_bytes(self._house.world.token(LEAP_BYTES), "big")
        cast(self._house, key, one.box, who, (stored.seq if stored else 0) + leap, entry, quietly=True)

    def mine(self, state: FollowupState, voter: bytes) -> dict[str, Any]:
        """What one browser has answered so far, by the question's name; None is a pass. Empty when it has not, or when
        nobody can read it any more."""
        found: dict[str, Any] = {}
        for one in state.questions:
            key = self._house.keyring.get(one.group) if one.group else None
            stored = self._house.shelf.ballot(one.box, ballots.pseudonym(key, voter)) if key and one.box else None
            if key and stored:
                found[one.name] = Entry.of(ballots.open_ballot(key, stored)).value
        return found if len(found) == len(state.questions) else {}

    # --- the end, and the start after a crash

    def _end(self, state: FollowupState) -> FollowupState:
        """Shut the boxes, add them up, save what may be told and delete the rest: crash-safe between any two steps."""
        self._shelf.shut(state)
        unread = state.stand is Stand.OPEN and not self._is_readable(state)
        told = {one.name: self._told(state, one, unread) for one in state.questions}
        return self._save(state, moves.ended(state, told, self._house.world.today(), unread))

    def _is_readable(self, state: FollowupState) -> bool:
        return all(self._house.keyring.get(group) for group in state.groups)

    def _told(self, state: FollowupState, one: Question, unread: bool) -> Published:
        if unread:
            says = state.words.say("The server was restarted, and nobody can read these answers any more: not shown.")
            return Published(1, 0, None, UNREAD, says)
        key = self._house.keyring.get(one.group) if one.group else None
        lie = self._house.shelf.ballots(one.box) if key and one.box else []
        answers = {ballot.pseudonym: Entry.of(ballots.open_ballot(key, ballot)) for ballot in lie} if key else {}
        return tally.publish(one.ask, answers, 1, one.floor, state.words)

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
            if self._is_readable(state):
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


def _entry(one: Question, said: Mapping[str, Any]) -> Entry:
    """The answer in its stored form. A question without any word about it is no pass."""
    if one.name not in said:
        raise InvalidAnswer("Answer both questions, or pass.", asked=one.name)
    if said[one.name] is None:
        return Entry(None)
    try:
        return Entry(kind_of(one.ask).read(one.ask, said[one.name]))
    except NotAnAnswer:
        raise InvalidAnswer(asked=one.name) from None
