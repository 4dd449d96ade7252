"""Bars that move while people answer (`results: live`): by lag and by lot, as `sessions/lag.py` decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sessions import lag, tally
from sessions.ballots import Ballot, open_ballot
from sessions.entries import Entry
from sessions.errors import Overtaken
from sessions.parts import House
from sessions.session import LiveSession
from sessions.state import Published


@dataclass
class _Box:
    """One open ballot box: the ballots that choose something and wait, and those that were told, with what they say."""

    waiting: set[bytes] = field(default_factory=set)
    told: dict[bytes, Entry] = field(default_factory=dict)
    telling: bool = False


class Moving:
    """What may be told of open rounds, kept in mind; which ballots were told is on the shelf."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._boxes: dict[str, _Box] = {}

    def arrived(self, session: LiveSession, box: str, who: bytes, entry: Entry) -> None:
        """An answer to an ask with live results has been committed: perhaps some can be told now."""
        known = self._box(session, box)
        if entry.value is None:
            known.waiting.discard(who)
        elif who not in known.told:
            known.waiting.add(who)
        if not known.telling:
            self._tell(session, box, known)

    def fixed(self, session: LiveSession, box: str, who: bytes) -> bool:
        """Whether this ballot was told, and stands as it is."""
        return who in self._box(session, box).told

    def published(self, session: LiveSession) -> Published | None:
        """What the room may see of the round that is open; None while that is nothing. How sure people are waits for
        the close: not everybody says it, so its steps would be smaller."""
        box, ask = session.open_box, session.ask
        if box is None or ask is None or not session.moves_bars:
            return None
        told = self._box(session, box).told
        if not told:
            return None
        so_far = tally.publish(ask, told, session.standing.round, session.floor(ask), session.words)
        return replace(so_far, sure=None)

    def counted(self, session: LiveSession, box: str) -> None:
        """The round is shut: what is left is told, if it is enough, and nothing else is counted."""
        known, floor = self._box(session, box), self._floor(session)
        rest = lag.rest(known.waiting, len(known.told), floor)
        self._house.shelf.tell(box, [ballot for ballot in self._house.shelf.ballots(box) if ballot.pseudonym in rest])
        self.forget(box)

    def forget(self, box: str) -> None:
        """It takes no more answers: nothing of those it took is kept in mind."""
        self._boxes.pop(box, None)

    def _tell(self, session: LiveSession, box: str, known: _Box) -> None:
        going = lag.due(known.waiting, len(known.told), self._floor(session), self._house.world.order)
        if going:
            known.telling = True
            self._house.engine.spawn(self._freeze, session, box, known, going)

    def _freeze(self, session: LiveSession, box: str, known: _Box, going: list[bytes]) -> None:
        """They are told together as they stand, or none of them: whoever changes an answer or takes it back in this
        very moment makes no step smaller."""
        try:
            if self._boxes.get(box) is known:
                self._freeze_together(session, box, known, going)
        finally:
            known.telling = False
        if self._boxes.get(box) is known:
            self._tell(session, box, known)

    def _freeze_together(self, session: LiveSession, box: str, known: _Box, going: list[bytes]) -> None:
        standing = self._house.shelf.ballots_of(box, going)
        entries = self._opened(session, box, standing)
        chosen = {who: entry for who, entry in entries.items() if entry.value is not None}
        if len(chosen) < len(going):
            known.waiting -= set(going) - chosen.keys()
            return
        try:
            self._house.shelf.tell(box, standing)
        except Overtaken:
            return
        known.waiting -= chosen.keys()
        known.told |= chosen
        self._house.announcer.refreshed(session.state.id)

    def _box(self, session: LiveSession, box: str) -> _Box:
        """Known since it opened; after a restart read again."""
        if box not in self._boxes:
            told = {who: entry for who, entry in self._read(session, box, told=True).items() if entry.value is not None}
            waiting = {who for who, entry in self._read(session, box, told=False).items() if entry.value is not None}
            self._boxes[box] = _Box(waiting, told)
        return self._boxes[box]

    def _read(self, session: LiveSession, box: str, told: bool) -> dict[bytes, Entry]:
        return self._opened(session, box, [one for one in self._house.shelf.ballots(box) if one.told == told])

    def _opened(self, session: LiveSession, box: str, found: Iterable[Ballot]) -> dict[bytes, Entry]:
        key = self._house.keyring.get(session.boxes[box])
        return {one.pseudonym: Entry.of(open_ballot(key, one)) for one in found} if key else {}

    def _floor(self, session: LiveSession) -> int:
        assert session.ask is not None
        return session.floor(session.ask)
