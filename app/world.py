"""The only clock and the only dice. Tests and rehearsals pass others."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from random import Random, SystemRandom

EASY_TO_READ_ALOUD = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 and O, no 1 and I
CODE_LENGTH, PAIRING_LENGTH = 6, 8
ID_LENGTH = 20


class World:
    """Time and chance, as everything else in the house meets them."""

    def __init__(
        self,
        dice: Random | None = None,
        clock: Callable[[], float] = time.monotonic,
        calendar: Callable[[], float] = time.time,
    ) -> None:
        self._dice = dice or SystemRandom()
        self._clock, self._calendar = clock, calendar
        self._start = calendar() - clock()

    def now(self) -> float:
        """Seconds since 1970. Never goes back while the process lives, whatever happens to the machine's clock."""
        return self._start + self._clock()

    def today(self) -> str:
        """The day on this machine's calendar, such as 2026-11-21."""
        return date.fromtimestamp(self._calendar()).isoformat()

    def token(self, count: int) -> bytes:
        """Random bytes that nobody can guess."""
        return self._dice.randbytes(count)

    def id(self) -> str:
        """A name that nothing else has: lower case, and safe to type after a command."""
        return self._draw(EASY_TO_READ_ALOUD, ID_LENGTH).lower()

    def code(self) -> str:
        """Six characters to join by. A digit among the middle two keeps it from being a word or an address of ours."""
        while True:
            code = self._draw(EASY_TO_READ_ALOUD, CODE_LENGTH)
            if any(character.isdigit() for character in code[2:4]):
                return code

    def pairing_code(self) -> str:
        """Eight characters that a second device comes in by, once."""
        return self._draw(EASY_TO_READ_ALOUD, PAIRING_LENGTH)

    def order(self, count: int) -> list[int]:
        """The numbers below `count`, shuffled."""
        return self._dice.sample(range(count), count)

    def uniform(self, low: float, high: float) -> float:
        return self._dice.uniform(low, high)

    def _draw(self, alphabet: str, length: int) -> str:
        return "".join(self._dice.choices(alphabet, k=length))


def seeded(seed: object) -> World:
    """A world in which chance comes out the same each time for the same seed: for rehearsals."""
    return World(Random(str(seed)))
