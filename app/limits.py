"""How much is too much: every number in one place. A full hall behind one address never feels them."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from app.mistakes import note
from sessions.errors import RateLimited
from sessions.ports import Engine

ANSWERS = (2.0, 20)
TEXTS = (0.2, 3)
"""Of one phone for one ask."""
OTHER_EVENTS = (10.0, 20)
WRONG_CODES = (1.0, 60)
WRONG_CODES_ALL = (10.0, 600)
WRONG_LINKS = (0.5, 20)
PAIRINGS = (0.1, 5)
"""Wrong codes for pairing. Whoever has spent them is not even read: each answer would tell something."""
UPLOADS = (1.0, 60)
"""Decks that are brought or saved."""
SOCKETS_OF_ONE_PHONE = 3
SOCKETS_OF_ONE_ADDRESS = (1.5, 64)
"""For each phone of the capacity, and for whoever presents: a hall may sit behind one address, and who comes back has
two for a moment."""
SILENT_S = 20.0
"""How long a socket may stay open without a word about whose it is."""
FORGET_EVERY_S = 60.0


@dataclass(slots=True)
class _Level:
    drops: float
    at: float


class Buckets:
    """Token buckets: each key may spend `burst` at once and regains `rate` a second."""

    def __init__(self, rate: float, burst: float, now: Callable[[], float]) -> None:
        self._rate, self._burst, self._now = rate, burst, now
        self._levels: dict[object, _Level] = {}

    @property
    def known(self) -> int:
        """How many keys are remembered."""
        return len(self._levels)

    def forget(self) -> None:
        """Nobody is remembered who has everything to spend again: a stranger has as much."""
        now = self._now()
        for key, level in list(self._levels.items()):
            if level.drops + (now - level.at) * self._rate >= self._burst:
                self._levels.pop(key, None)

    def spend(self, key: object) -> None:
        """Raises RateLimited, with the seconds after which it is worth trying again."""
        self.ask(key).drops -= 1

    def ask(self, key: object) -> _Level:
        """The same without spending anything."""
        level = self._level(key)
        if level.drops < 1:
            raise RateLimited(retry_after=max(round((1 - level.drops) / self._rate, 1), 0.1))
        return level

    def _level(self, key: object) -> _Level:
        now = self._now()
        level = self._levels.get(key)
        if level is None:
            return self._levels.setdefault(key, _Level(self._burst, now))
        level.drops = min(self._burst, level.drops + (now - level.at) * self._rate)
        level.at = now
        return level


class Limits:
    """The budgets of one server. Addresses are kept as keyed hashes, in memory, never anywhere else."""

    def __init__(self, capacity: int, now: Callable[[], float], salt: bytes) -> None:
        arrivals = (max(capacity / 10, 1), capacity)
        self._salt = salt
        self.capacity = capacity
        self.sockets_of_one_address = round(capacity * SOCKETS_OF_ONE_ADDRESS[0]) + SOCKETS_OF_ONE_ADDRESS[1]
        self.answers = Buckets(*ANSWERS, now)
        self.events = Buckets(*OTHER_EVENTS, now)
        self.texts = Buckets(*TEXTS, now)
        self.joins = Buckets(*arrivals, now)
        self.uploads = Buckets(*UPLOADS, now)
        self._wrong = Buckets(*WRONG_CODES, now)
        self._wrong_all = Buckets(*WRONG_CODES_ALL, now)
        self._links = Buckets(*WRONG_LINKS, now)
        self._shares = Buckets(*WRONG_LINKS, now)
        self._pairings = Buckets(*PAIRINGS, now)

    def forget(self) -> None:
        """Whoever has everything to spend again leaves no trace here."""
        for budget in vars(self).values():
            if isinstance(budget, Buckets):
                budget.forget()

    def forget_for_ever(self, engine: Engine) -> None:
        """Every minute: whoever has sent anything is remembered for two at most."""
        while True:
            engine.sleep(FORGET_EVERY_S)
            try:
                self.forget()
            except Exception as error:
                note("forgetting who has sent how much", error)

    def wrong_code(self, address: str) -> None:
        """Somebody typed a code that opens nothing. Right codes never come here."""
        self._wrong.spend(self.hidden(address))
        self._wrong_all.spend("all")

    def wrong_link(self, address: str) -> None:
        """Somebody tried a sign-in link that does not exist."""
        self._links.spend(self.hidden(address))

    def wrong_share(self, address: str) -> None:
        """Somebody tried a link to a summary that leads nowhere."""
        self._shares.spend(self.hidden(address))

    def pairing(self, address: str) -> None:
        """Somebody types a code to pair a device."""
        self._pairings.ask(self.hidden(address))

    def wrong_pairing(self, address: str) -> None:
        """It was a wrong one."""
        self._pairings.spend(self.hidden(address))

    def hidden(self, address: str) -> bytes:
        """An address as it is remembered here: nobody can read it out of this, and it means nothing after a restart."""
        return hmac.digest(self._salt, address.encode(), sha256)[:8]
