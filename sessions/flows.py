"""Who moved where between two rounds: what may be told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sessions.disclosure import SMALLEST_STEP

FLOWS_FLOOR = 30
"""Who moved where is drawn only when this many people answered both rounds."""
OTHER = "other"
"""Where flows of fewer than three people go."""


def flows(
    pairs: Sequence[tuple[str, str]], alone_before: int, alone_after: int, order: Sequence[int]
) -> tuple[tuple[tuple[str, str, int], ...] | None, int | None, bool]:
    """Who moved where between two rounds: (flows, people covered, "some were left out"), or (None, None, False).

    `pairs` are the answers of those who chose in both rounds, `alone_…` how many chose in only one of them.
    The flows cover all who chose on a side, or leave out at least three of them, so that nobody can be found by
    subtracting the flows from the bars; `order` (a shuffled range over the pairs) says who is left out.
    """
    spare = next(n for n in range(SMALLEST_STEP + 1) if _hides(alone_before + n) and _hides(alone_after + n))
    kept = [pairs[index] for index in order][spare:]
    if len(kept) < FLOWS_FLOOR:
        return None, None, False
    return _merged(Counter(kept)), len(kept), spare > 0


def _hides(uncovered: int) -> bool:
    """Whether the people whom the flows do not cover cannot be told apart by subtraction: none, or three and more."""
    return uncovered == 0 or uncovered >= SMALLEST_STEP


def _merged(moves: Counter[tuple[str, str]]) -> tuple[tuple[str, str, int], ...]:
    """Moves of fewer than three people go together; so many that what is left there is three as well."""
    told, rest = sorted(moves.items(), key=lambda move: (-move[1], move[0])), 0
    while told and (told[-1][1] < SMALLEST_STEP or 0 < rest < SMALLEST_STEP):
        rest += told.pop()[1]
    flows = tuple((before, after, n) for (before, after), n in sorted(told))
    return (*flows, (OTHER, OTHER, rest)) if rest else flows
