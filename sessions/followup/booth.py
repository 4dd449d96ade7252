"""The ballot boxes of a follow-up: each browser's answers go in, and at its end the totals come out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decks.asks import NotAnAnswer, kind_of
from sessions import ballots, tally
from sessions.ballots import GroupKey
from sessions.casting import cast
from sessions.entries import Entry
from sessions.errors import FollowupNotOpen, InvalidAnswer
from sessions.followup.state import UNREAD, FollowupState, Question, Stand
from sessions.parts import House
from sessions.state import Published

LEAP_BYTES = 2


class FollowupBooth:
    """Answers of all follow-ups, under the keys of their questions."""

    def __init__(self, house: House) -> None:
        self._house = house

    def answer(self, state: FollowupState, voter: bytes, said: Mapping[str, Any]) -> None:
        """Take an answer to each question (None passes). Returns once all are on disk. Raises FollowupNotOpen,
        InvalidAnswer, and what the writer refuses."""
        if state.stand is not Stand.OPEN:
            raise FollowupNotOpen
        entries = {one.name: _entry(one, said) for one in state.questions}
        for one in state.questions:
            self._cast(one, voter, entries[one.name])

    def _cast(self, one: Question, voter: bytes, entry: Entry) -> None:
        """Seal it and put it down. How often somebody changed an answer would join the two questions, so the numbers
        of changes go up by leaps drawn by lot, and what is said already is not said again."""
        key = self._key(one)
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
            key = self._key(one)
            stored = self._house.shelf.ballot(one.box, ballots.pseudonym(key, voter)) if key and one.box else None
            if key and stored:
                found[one.name] = Entry.of(ballots.open_ballot(key, stored)).value
        return found if len(found) == len(state.questions) else {}

    def is_readable(self, state: FollowupState) -> bool:
        """Whether the key of each of its questions lives."""
        return all(self._house.keyring.get(group) for group in state.groups)

    def told(self, state: FollowupState) -> dict[str, Published]:
        """What may be told of each question, by its name, once its boxes are shut."""
        return {one.name: self._told(state, one) for one in state.questions}

    def _told(self, state: FollowupState, one: Question) -> Published:
        key = self._key(one)
        lie = self._house.shelf.ballots(one.box) if key and one.box else []
        answers = {ballot.pseudonym: Entry.of(ballots.open_ballot(key, ballot)) for ballot in lie} if key else {}
        return tally.publish(one.ask, answers, 1, one.floor, state.words)

    def _key(self, one: Question) -> GroupKey | None:
        return self._house.keyring.get(one.group) if one.group else None


def unread(state: FollowupState) -> dict[str, Published]:
    """The same where the keys are gone: that nobody can read the answers any more."""
    says = state.words.say("The server was restarted, and nobody can read these answers any more: not shown.")
    return {one.name: Published(1, 0, None, UNREAD, says) for one in state.questions}


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
