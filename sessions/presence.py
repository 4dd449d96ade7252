"""Who is in the room right now: distinct phones, held in memory and nowhere else."""

from __future__ import annotations

from collections import OrderedDict, defaultdict

PAGE_COUNTS_FOR = 60.0
"""Seconds that a page load without a socket counts as being there."""


class Presence:
    """Phones are known by their voter token; a socket counts while it lives, a page load for a minute.

    A hall arrives at once and is counted at each arrival, so nothing here walks through all phones: no phone stands
    in both places, and pages stand in the order in which they stop to count.
    """

    def __init__(self) -> None:
        self._sockets: dict[str, dict[bytes, int]] = defaultdict(dict)
        self._pages: dict[str, OrderedDict[bytes, float]] = defaultdict(OrderedDict)
        self._outside: set[str] = set()

    def arrived(self, session_id: str, voter: bytes) -> None:
        """A socket of this phone has opened."""
        there = self._sockets[session_id]
        there[voter] = there.get(voter, 0) + 1
        self._pages[session_id].pop(voter, None)

    def left(self, session_id: str, voter: bytes) -> None:
        """A socket of this phone has closed; with its last one it is gone."""
        there = self._sockets[session_id]
        if there.get(voter, 0) > 1:
            there[voter] -= 1
        else:
            there.pop(voter, None)
            self._pages[session_id].pop(voter, None)

    def loaded(self, session_id: str, voter: bytes, now: float) -> None:
        """This phone has loaded its page; `now` in seconds."""
        if voter not in self._sockets[session_id]:
            pages = self._pages[session_id]
            pages[voter] = now + PAGE_COUNTS_FOR
            pages.move_to_end(voter)

    def seen_from_outside(self, session_id: str) -> None:
        """A device other than this machine has loaded the page."""
        self._outside.add(session_id)

    def reached(self, session_id: str) -> bool:
        """Whether the venue's network reaches this machine."""
        return session_id in self._outside

    def joined(self, session_id: str, now: float) -> int:
        """How many phones are here; `now` in seconds."""
        sockets, pages = self._sockets[session_id], self._pages[session_id]
        while pages and next(iter(pages.values())) < now:
            pages.popitem(last=False)
        return len(sockets) + len(pages)

    def forget(self, session_id: str) -> None:
        """The session is gone."""
        for known in (self._sockets, self._pages):
            known.pop(session_id, None)
        self._outside.discard(session_id)
