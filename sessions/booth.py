"""The polling booth: an answer is checked, sealed and committed, and only then acknowledged."""

from __future__ import annotations

from typing import Any, NamedTuple

from decks.asks import NotAnAnswer, TooLong, kind_of
from decks.deck import Ask
from decks.written import plain
from sessions import ballots
from sessions.ballots import AUTHOR, Ballot, GroupKey
from sessions.casting import cast, judge, sealed
from sessions.counting import Counting
from sessions.entries import Entry
from sessions.errors import (
    AnswerTooLong,
    AskClosed,
    FixedAnswer,
    InvalidAnswer,
    SessionEnded,
    TextsMuted,
    UnknownAsk,
)
from sessions.moderation.desk import Desk
from sessions.moderation.item import Sort
from sessions.moving import Moving
from sessions.parts import House
from sessions.ports import Told
from sessions.protocol import Answer, Reason
from sessions.session import LiveSession
from sessions.state import AskState, Status
from sessions.store.ballots import BallotFate

LONGEST_REASON = 280


class _Cast(NamedTuple):
    """An answer on its way to the disk, with what is needed once it is there."""

    session: LiveSession
    ask: Ask
    slide: str
    key: GroupKey
    entry: Entry
    ballot: Ballot


class _Then:
    """Passes on what follows from the outcome of an answer, or what went wrong."""

    __slots__ = ("_booth", "_given", "_told")

    def __init__(self, booth: Booth, given: _Cast, told: Told) -> None:
        self._booth, self._given, self._told = booth, given, told

    def set(self, outcome: tuple[BallotFate, Ballot | None]) -> None:
        try:
            facts = self._booth.counted(self._given, *outcome)
        except Exception as error:
            self._told.fail(error)
        else:
            self._told.set(facts)

    def fail(self, error: BaseException) -> None:
        self._told.fail(error)


class Booth:
    """Takes answers. Whether a box is still open is decided where the answer is stored, not here."""

    def __init__(self, house: House, counting: Counting, desk: Desk, moving: Moving) -> None:
        self._house, self._counting, self._desk, self._moving = house, counting, desk, moving

    def answer(self, session: LiveSession, voter: bytes, answer: Answer) -> dict[str, Any]:
        """Returns once the answer is on disk, with the `seq` that stands. Raises what makes it no answer."""
        given = self._cast(session, voter, answer)
        return self.counted(given, *self._house.shelf.writer.put(given.ballot))

    def takes_at_once(self, session: LiveSession) -> bool:
        """Whether an answer to what stands open can be taken without waiting for anything but its commit."""
        standing = session.standing
        key_at_hand = standing.group is not None and self._house.keyring.has_at_hand(standing.group)
        plain = session.ask is not None and kind_of(session.ask).items is None and not session.moves_bars
        return plain and key_at_hand and standing.live is not None and self._counting.knows(standing.live)

    def answer_then(self, session: LiveSession, voter: bytes, answer: Answer, told: Told) -> None:
        """The same as `answer`, where it `takes_at_once`: `told` gets what that returns or raises after the commit.
        Raises what is wrong before it."""
        given = self._cast(session, voter, answer)
        self._house.shelf.writer.hand_in(given.ballot, _Then(self, given, told))

    def _cast(self, session: LiveSession, voter: bytes, answer: Answer) -> _Cast:
        """The answer, checked and sealed. Raises what makes it no answer."""
        ask, standing = _asked(session, answer.ask)
        box, key = standing.live, self._key(standing.group)
        if box is None or key is None or standing.round != answer.round:
            raise AskClosed
        entry = _entry(ask, answer)
        if kind_of(ask).items:
            entry = self._text(session, ask, standing, key, voter, entry)
        who = ballots.pseudonym(key, voter, answer.n)
        return _Cast(session, ask, answer.ask, key, entry, sealed(self._house, key, box, who, answer.seq, entry))

    def counted(self, given: _Cast, fate: BallotFate, stored: Ballot | None) -> dict[str, Any]:
        """What follows from the commit: who looks at the counts, the texts or the bars is told."""
        session, ballot, entry = given.session, given.ballot, given.entry
        judge(fate, stored, given.key, entry)
        news = fate is BallotFate.FIRST or fate is BallotFate.CHANGED
        if fate is BallotFate.FIRST and entry.n == 0:
            self._counting.one_more(session, ballot.box)
            self._house.announcer.counted(session.state.id)
        if kind_of(given.ask).items and news:
            self._desk.arrived(session, given.slide, Sort.ANSWER, ballot.box, ballot.pseudonym, entry)
        if session.moves_bars and news:
            self._moving.arrived(session, ballot.box, ballot.pseudonym, entry)
        return {"seq": stored.seq if stored else ballot.seq}

    def reason(self, session: LiveSession, voter: bytes, reason: Reason) -> dict[str, Any]:
        """A reason for the answer that this phone was dealt, sealed with a key of its own."""
        ask, standing = _asked(session, reason.ask)
        side, key = standing.reasons, self._key(standing.reasons.group if standing.reasons else None)
        if side is None or key is None:
            raise AskClosed
        text = plain(reason.text)
        if len(text) > LONGEST_REASON:
            raise AnswerTooLong
        if not text or reason.option != dealt(ask, key, voter):
            raise InvalidAnswer("Write a reason for the answer that this phone was dealt.")
        author = ballots.pseudonym(key, voter, AUTHOR).hex()
        if author in standing.muted:
            raise TextsMuted
        who = ballots.pseudonym(key, voter)
        entry = Entry([reason.option, text], author=author)
        if self._is_fixed(session, reason.ask, key, side.box, who, entry):
            raise FixedAnswer
        fate, seq = cast(self._house, key, side.box, who, self._next_seq(side.box, who), entry)
        if fate in {BallotFate.FIRST, BallotFate.CHANGED}:
            self._desk.arrived(session, reason.ask, Sort.REASON, side.box, who, entry)
        return {"seq": seq}

    def mine(self, session: LiveSession, voter: bytes) -> dict[str, Any] | None:
        """What a voter answered in the ask that stands; None when nothing stands or its key is gone."""
        standing, ask, slide_id = session.standing, session.ask, session.state.slide
        key = self._key(standing.group)
        if key is None or not standing.boxes or slide_id is None or ask is None:
            return None
        facts = self._counting.mine(slide_id, ask, standing, key, voter)
        beside = self._key(standing.reasons.group) if standing.reasons else None
        if beside is not None and standing.reasons is not None:
            facts["dealt"] = dealt(ask, beside, voter)
            facts["reasoned"] = self._next_seq(standing.reasons.box, ballots.pseudonym(beside, voter)) > 1
        if kind_of(ask).items:
            facts["fixed"] = [n for n in _entries(ask) if self._holds(session, slide_id, key, voter, n)]
        if session.moves_bars and standing.live:
            told = self._moving.fixed(session, standing.live, ballots.pseudonym(key, voter))
            facts["fixed"] = [0] if told else []
        return facts

    def _text(
        self, session: LiveSession, ask: Ask, standing: AskState, key: GroupKey, voter: bytes, entry: Entry
    ) -> Entry:
        """The entry with its author's pseudonym. A text that was handed on can only be taken back, by a pass."""
        author = ballots.pseudonym(key, voter, AUTHOR).hex()
        text = kind_of(ask).text(ask, entry.value)
        if text and author in standing.muted:
            raise TextsMuted
        assert session.state.slide is not None
        assert standing.live is not None
        signed, who = entry._replace(author=author), ballots.pseudonym(key, voter, entry.n)
        if text and self._is_fixed(session, session.state.slide, key, standing.live, who, signed):
            raise FixedAnswer
        return signed

    def _is_fixed(self, session: LiveSession, slide_id: str, key: GroupKey, box: str, who: bytes, entry: Entry) -> bool:
        """The text was handed on, and this is not the very same one sent once more."""
        if not self._desk.holds(session, slide_id, who):
            return False
        stored = self._house.shelf.ballot(box, who)
        return stored is None or ballots.open_ballot(key, stored) != entry.plain()

    def _holds(self, session: LiveSession, slide_id: str, key: GroupKey, voter: bytes, n: int) -> bool:
        return self._desk.holds(session, slide_id, ballots.pseudonym(key, voter, n))

    def _next_seq(self, box: str, who: bytes) -> int:
        stored = self._house.shelf.ballot(box, who)
        return stored.seq + 1 if stored else 1

    def _key(self, group: str | None) -> GroupKey | None:
        return self._house.keyring.get(group) if group else None


def dealt(ask: Ask, key: GroupKey, voter: bytes) -> str:
    """The answer for which this phone is asked a reason: drawn by lot, the same however often it is asked."""
    return ask.keys[int.from_bytes(ballots.pseudonym(key, voter, AUTHOR)[:8], "big") % len(ask.keys)]


def _entries(ask: Ask) -> range:
    return range(ask.settings.get("answers", 1))


def _asked(session: LiveSession, slide_id: str) -> tuple[Ask, AskState]:
    if session.state.status is Status.ENDED:
        raise SessionEnded
    slide = session.slide(slide_id)
    if slide is None or slide.ask is None:
        raise UnknownAsk
    return slide.ask, session.ask_state(slide_id)


def _entry(ask: Ask, answer: Answer) -> Entry:
    """The answer in its stored form; a pass has no value, and nothing said with it."""
    if answer.value is None:
        return Entry(None, n=_number(ask, answer))
    try:
        value = kind_of(ask).read(ask, answer.value, answer.n)
    except TooLong:
        raise AnswerTooLong from None
    except NotAnAnswer:
        raise InvalidAnswer from None
    return Entry(value, answer.sure if ask.confidence else None, answer.n, answer.keep)


def _number(ask: Ask, answer: Answer) -> int:
    if answer.n not in _entries(ask):
        raise InvalidAnswer
    return answer.n
