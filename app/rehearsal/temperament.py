"""What a simulated person is like: how soon, how sure, how steady. Drawn once, by seeded chance."""

from __future__ import annotations

from dataclasses import dataclass

from app.world import World

SOONEST_S, LATEST_S = 1.0, 20.0
EARLY = 2.5
"""The higher, the more of a room has answered within the first seconds."""
MOST_ARRIVE_WITHIN_S = 5.0
LATE_S = (40.0, 120.0)
ONE_IN = 10
"""One of so many comes late, and one of so many leaves between two votes; a small room keeps everybody."""


@dataclass(frozen=True, slots=True)
class Temperament:
    """One simulated person. Times are in seconds, the rest are chances between 0 and 1."""

    arrives: float
    slowness: float
    leaves: bool = False
    stays_silent: float = 0.02
    passes: float = 0.05
    wavers: float = 0.2
    drops: float = 0.08
    moves: float = 0.35

    def hesitates(self, world: World) -> float:
        """Seconds before it answers: most early, some late, nobody at once."""
        return SOONEST_S + (LATEST_S - SOONEST_S) * min(self.slowness * world.uniform(0, 1) ** EARLY, 1)


def temperament(world: World, place: int, phones: int) -> Temperament:
    """The person at that place (from 0) among so many."""
    few = phones // ONE_IN
    late = place < few
    return Temperament(
        arrives=world.uniform(*LATE_S) if late else world.uniform(0, MOST_ARRIVE_WITHIN_S),
        slowness=world.uniform(0.3, 1.3),
        leaves=few <= place < 2 * few,
    )


def happens(world: World, chance: float) -> bool:
    """Whether something comes about that has this chance."""
    return world.uniform(0, 1) < chance
