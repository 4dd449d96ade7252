"""Counting while a round is open, and opening its ballots once it is shut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sessions import tally
from sessions.ballots import GroupKey, open_ballot, pseudonym
from sessions.keys import Keyring
from sessions.session import LiveSession
from sessions.state import AskState, Published, Shift
from sessions.store.shelf import Shelf


class Counting:
    """How many have answered, and, when a round is shut, what may be told."""

    def __init__(self, shelf: Shelf, keyring: Keyring) -> None:
        self._shelf = shelf
        self._keyring = keyring
        self._answered: dict[str, int] = {}

    def answered(self, box: str) -> int:
        """How many ballots lie in a box; read once, then kept up by `one_more`."""
        if box not in self._answered:
            self._answered[box] = self._shelf.how_many(box)
        return self._answered[box]

    def one_more(self, box: str) -> None:
        self._answered[box] = self._answered[box] + 1 if box in self._answered else self._shelf.how_many(box)

    def count(self, session: LiveSession, order: Callable[[int], list[int]]) -> tuple[Published, Shift | None]:
        """Open the ballots of the shut round and publish; with a first round still here, the shift as well."""
        ask, standing = session.ask, session.standing
        assert ask is not None
        assert standing.group is not None
        key = self._keyring.get(standing.group)
        assert key is not None, "a round whose key is gone is asked again, never counted"
        opened = [self._open(key, box) for box in standing.boxes]
        published = tally.publish(ask, opened[-1], standing.round, session.floor(ask), session.words)
        self._answered.pop(standing.boxes[-1], None)
        if len(opened) < 2 or not standing.published:
            return published, None
        told = (*standing.published, published)
        pairs = len(tally.matched(opened[-2], opened[-1]))
        return published, tally.shift(ask, opened[-2], opened[-1], told, order(pairs), session.words)

    def _open(self, key: GroupKey, box: str) -> dict[bytes, Any]:
        return {ballot.pseudonym: open_ballot(key, ballot) for ballot in self._shelf.ballots(box)}

    def mine(self, slide_id: str, standing: AskState, key: GroupKey, voter: bytes) -> dict[str, Any]:
        """What one voter answered in the latest round of an ask whose key lives, and in the one `before` it."""
        who = pseudonym(key, voter)
        ballot, *earlier = (self._shelf.ballot(box, who) for box in reversed(standing.boxes))
        facts = {
            "ask": slide_id,
            "round": standing.round,
            "answered": ballot is not None,
            "value": open_ballot(key, ballot) if ballot else None,
            "seq": ballot.seq if ballot else 0,
        }
        if earlier and earlier[0]:
            facts["before"] = {"value": open_ballot(key, earlier[0])}
        return facts
