"""Who is in the room right now: distinct phones, held in memory and nowhere else."""

from __future__ import annotations

from collections import defaultdict

PAGE_COUNTS_FOR = 60.0
"""Seconds that a page load without a socket counts as being there."""


class Presence:
    """Phones are known by their voter token; a socket counts while it lives, a page load for a minute."""

    def __init__(self) -> None:
        self._sockets: dict[str, dict[bytes, int]] = defaultdict(dict)
        self._pages: dict[str, dict[bytes, float]] = defaultdict(dict)
        self._outside: set[str] = set()

    def arrived(self, session_id: str, voter: bytes) -> None:
        there = self._sockets[session_id]
        there[voter] = there.get(voter, 0) + 1

    def left(self, session_id: str, voter: bytes) -> None:
        there = self._sockets[session_id]
        if there.get(voter, 0) > 1:
            there[voter] -= 1
        else:
            there.pop(voter, None)
            self._pages[session_id].pop(voter, None)

    def loaded(self, session_id: str, voter: bytes, now: float) -> None:
        self._pages[session_id][voter] = now + PAGE_COUNTS_FOR

    def seen_from_outside(self, session_id: str) -> None:
        """A device other than this machine has loaded the page."""
        self._outside.add(session_id)

    def reached(self, session_id: str) -> bool:
        """Whether the venue's network reaches this machine."""
        return session_id in self._outside

    def joined(self, session_id: str, now: float) -> int:
        sockets, pages = self._sockets[session_id], self._pages[session_id]
        for voter in [voter for voter, until in pages.items() if until < now]:
            del pages[voter]
        return len(sockets) + sum(voter not in sockets for voter in pages)

    def forget(self, session_id: str) -> None:
        for known in (self._sockets, self._pages):
            known.pop(session_id, None)
        self._outside.discard(session_id)
