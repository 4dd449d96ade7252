"""The polling booth: an answer is checked, sealed and committed, and only then acknowledged."""

from __future__ import annotations

from typing import Any

from decks.asks import NotAnAnswer, TooLong, kind_of
from decks.deck import Ask
from sessions import ballots
from sessions.ballots import Ballot, GroupKey
from sessions.counting import Counting
from sessions.errors import AnswerTooLong, AskClosed, InvalidAnswer, SessionEnded, StaleAnswer, UnknownAsk
from sessions.parts import House
from sessions.protocol import Answer
from sessions.session import LiveSession
from sessions.state import AskState, Status
from sessions.store.writer import BallotFate


class Booth:
    """Takes answers. Whether a box is still open is decided where the answer is stored, not here."""

    def __init__(self, house: House, counting: Counting) -> None:
        self._house, self._counting = house, counting

    def answer(self, session: LiveSession, voter: bytes, answer: Answer) -> dict[str, Any]:
        """Returns once the answer is on disk, with the `seq` that stands. Raises what makes it no answer."""
        ask, standing = _asked(session, answer)
        box, key = standing.live, self._key(standing)
        if box is None or key is None or standing.round != answer.round:
            raise AskClosed
        value = _checked(ask, answer)
        who = ballots.pseudonym(key, voter, answer.n)
        nonce = self._house.world.token(ballots.NONCE_BYTES)
        fate, stored = self._house.shelf.writer.put(ballots.seal(key, box, who, answer.seq, value, nonce))
        _judge(fate, stored, key, value)
        if fate is BallotFate.FIRST:
            self._counting.one_more(box)
            self._house.announcer.counted(session.state.id)
        return {"seq": stored.seq if stored else answer.seq}

    def mine(self, session: LiveSession, voter: bytes) -> dict[str, Any] | None:
        """What a voter answered in the ask that stands; None when nothing stands or its key is gone."""
        standing, key = session.standing, self._key(session.standing)
        if key is None or not standing.boxes or session.state.slide is None:
            return None
        return self._counting.mine(session.state.slide, standing, key, voter)

    def _key(self, standing: AskState) -> GroupKey | None:
        return self._house.keyring.get(standing.group) if standing.group else None


def _asked(session: LiveSession, answer: Answer) -> tuple[Ask, AskState]:
    if session.state.status is Status.ENDED:
        raise SessionEnded
    slide = session.slide(answer.ask)
    if slide is None or slide.ask is None:
        raise UnknownAsk
    return slide.ask, session.ask_state(answer.ask)


def _checked(ask: Ask, answer: Answer) -> Any:
    """The value in its stored form; a pass is None."""
    if answer.value is None:
        return None
    try:
        return kind_of(ask).read(ask, answer.value, answer.n)
    except TooLong:
        raise AnswerTooLong from None
    except NotAnAnswer:
        raise InvalidAnswer from None


def _judge(fate: BallotFate, stored: Ballot | None, key: GroupKey, value: Any) -> None:
    if fate is BallotFate.SHUT:
        raise AskClosed
    if stored is not None and ballots.open_ballot(key, stored) != value:
        raise StaleAnswer(seq=stored.seq)
