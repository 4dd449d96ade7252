"""Live results that do not follow anybody's thumb: which ballots of an open round may be told now.

Whoever watches who taps when must not read answers off the moving bars. So the bars lag behind: some ballots always
wait, those that go are drawn by lot from all that wait, and they go several at a time (docs/exposure.md has the
figures). A ballot that was told is frozen; one that waits can still be changed, or become a pass and leave.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from sessions.disclosure import SMALLEST_STEP

WAITING = SMALLEST_STEP
"""As long as a round is open, at least so many ballots are untold."""


def due(waiting: Collection[bytes], told: int, floor: int, order: Callable[[int], list[int]]) -> list[bytes]:
    """The ballots to tell now, drawn by lot; none if it is too early.

    `waiting` names the ballots that choose something and are not told yet, `told` counts those that are, `order` is
    the world's lot. The first to be told are as many as the floor, then three at a time; three always wait.
    """
    step = SMALLEST_STEP if told else max(floor, SMALLEST_STEP)
    spare = len(waiting) - WAITING
    if spare < step:
        return []
    going = step + (spare - step) // SMALLEST_STEP * SMALLEST_STEP
    names = sorted(waiting)
    return [names[index] for index in order(len(names))[:going]]


def rest(waiting: Collection[bytes], told: int, floor: int) -> list[bytes]:
    """The ballots to tell once the round is closed: all that wait, if they are enough by themselves.

    They are, unless some that waited became passes: then one or two remain untold for ever.
    """
    return sorted(waiting) if len(waiting) >= (SMALLEST_STEP if told else floor) else []
