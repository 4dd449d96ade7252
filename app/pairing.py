"""One-time codes by which a second device comes in: made on the console, kept in memory, gone after two minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sessions.errors import WrongPairing
from sessions.protocol import MODERATOR, PRESENTER

LIVES_S = 120
MOST_AT_ONCE = 3
"""Codes of one session that wait to be typed; one more takes the place of the oldest."""
WRONG_TRIES = 10
"""From all addresses together; then every code that waits is withdrawn."""
ROLES = (PRESENTER, MODERATOR)


@dataclass(frozen=True, slots=True)
class Offer:
    """A code that waits: whoever types it before `until` gets that role in that session, and nobody after them."""

    code: str
    session: str
    role: str
    until: float


class Pairing:
    """Makes codes and takes them. A code says nothing of its session, so a wrong one could have been meant for any."""

    def __init__(self, new_code: Callable[[], str], now: Callable[[], float]) -> None:
        self._new_code, self._now = new_code, now
        self._offers: dict[str, Offer] = {}
        self._wrong = 0
        self._guessed: set[str] = set()

    def offer(self, session: str, role: str) -> Offer:
        """A new code for that role in that session."""
        waiting = self.waiting(session)
        for oldest in waiting[: max(len(waiting) - MOST_AT_ONCE + 1, 0)]:
            del self._offers[oldest.code]
        self._guessed.discard(session)
        offer = Offer(self._new_code(), session, role, self._now() + LIVES_S)
        self._offers[offer.code] = offer
        return offer

    def waiting(self, session: str) -> list[Offer]:
        """The codes of that session that can still be typed, oldest first."""
        return [offer for offer in self._alive() if offer.session == session]

    @property
    def is_open(self) -> bool:
        """Whether any code waits at all."""
        return bool(self._alive())

    def take(self, typed: str) -> Offer:
        """Use a code up. Raises WrongPairing; a burst of wrong ones withdraws all that wait."""
        code = "".join(typed.replace("-", " ").split()).upper()
        self._alive()
        if offer := self._offers.pop(code, None):
            return offer
        self._wrong += 1
        if self._wrong >= WRONG_TRIES:
            self._guessed.update(offer.session for offer in self._offers.values())
            self._offers.clear()
        raise WrongPairing

    def withdraw(self, session: str) -> None:
        """Whoever has read a code of that session comes too late."""
        for offer in self.waiting(session):
            del self._offers[offer.code]

    def was_guessed(self, session: str) -> bool:
        """Whether its last codes were withdrawn because somebody typed too many wrong ones."""
        return session in self._guessed

    def _alive(self) -> list[Offer]:
        now = self._now()
        self._offers = {code: offer for code, offer in self._offers.items() if now < offer.until}
        if not self._offers:
            self._wrong = 0
        return list(self._offers.values())
