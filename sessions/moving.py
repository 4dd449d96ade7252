"""Bars that move while people answer (`results: live`): by lag and by lot, as `sessions/lag.py` decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sessions import lag, tally
from sessions.ballots import open_ballot
from sessions.entries import Entry
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
        """What the room may see of the round that is open; None while that is nothing."""
        box, ask = session.open_box, session.ask
        if box is None or ask is None or not session.moves_bars:
            return None
        told = self._box(session, box).told
        if not told:
            return None
        return tally.publish(ask, told, session.standing.round, session.floor(ask), session.words)

    def counted(self, session: LiveSession, box: str) -> None:
        """The round is shut: what is left is told, if it is enough, and nothing else is counted."""
        known, floor = self._box(session, box), self._floor(session)
        rest = lag.rest(known.waiting, len(known.told), floor)
        self._house.shelf.tell(box, rest)
        self._boxes.pop(box, None)

    def _tell(self, session: LiveSession, box: str, known: _Box) -> None:
        going = lag.due(known.waiting, len(known.told), self._floor(session), self._house.world.order)
        if going:
            known.telling = True
            self._house.engine.spawn(self._freeze, session, box, known, going)

    def _freeze(self, session: LiveSession, box: str, known: _Box, going: list[bytes]) -> None:
        """First they are frozen, then read: what is told is what stands. One that became a pass meanwhile would make
        the step smaller, so the others wait for the next."""
        try:
            self._house.shelf.tell(box, going)
            frozen = self._read(session, box, told=True)
        finally:
            known.telling = False
        chosen = {who: entry for who, entry in frozen.items() if entry.value is not None}
        known.waiting -= frozen.keys()
        if len(chosen) - len(known.told) >= tally.SMALLEST_STEP:
            known.told = chosen
            self._house.announcer.queued(session.state.id)
        self._tell(session, box, known)

    def _box(self, session: LiveSession, box: str) -> _Box:
        """Known since it opened; after a restart read again."""
        if box not in self._boxes:
            told = {who: entry for who, entry in self._read(session, box, told=True).items() if entry.value is not None}
            waiting = {who for who, entry in self._read(session, box, told=False).items() if entry.value is not None}
            self._boxes[box] = _Box(waiting, told)
        return self._boxes[box]

    def _read(self, session: LiveSession, box: str, told: bool) -> dict[bytes, Any]:
        key = self._house.keyring.get(session.boxes[box])
        assert key is not None
        found = (ballot for ballot in self._house.shelf.ballots(box) if ballot.told == told)
        return {ballot.pseudonym: Entry.of(open_ballot(key, ballot)) for ballot in found}

    def _floor(self, session: LiveSession) -> int:
        assert session.ask is not None
        return session.floor(session.ask)
