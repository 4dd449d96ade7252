"""What may be published: the floors, the agreement rule, the shift between two rounds.

The rules and the numbers behind them are in docs/privacy.md; every place that shows a number goes through here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from decks.deck import Privacy

FLOORS: Mapping[Privacy, int] = {"open": 3, "standard": 5, "personal": 5}
"""The fewest answers that choose something before a tally of this class may be told."""
LOWEST_FLOOR, HIGHEST_FLOOR = 3, 50

MEAN_FLOOR = 8
"""A mean over fewer answers points at people."""
SLACK = 2
"""“At least n−2”: with a slack of one, a single participant could know everybody else's answer."""
FLOWS_FLOOR = 30
"""Who moved where is drawn only when this many people answered both rounds."""
SMALLEST_STEP = 3
"""Two published pictures of the same answers are the same, or differ by at least this many people."""

FEW, AGREEMENT, NOT_SHOWN = "few", "agreement", "not-shown"
OTHER = "other"
"""Where flows of fewer than three people go."""


def release(
    rule: str, tally: Mapping[str, Any], chosen: int, floor: int, privacy: Privacy, agreement: str
) -> tuple[Mapping[str, Any] | None, str | None]:
    """What of a tally may be told, and why the rest may not (None, "few" or "agreement").

    `chosen` is the number of answers that choose something; passes never count towards a floor.
    """
    if chosen < floor:
        return None, FEW
    if _nearly_all_agree(tally, chosen, privacy, agreement):
        return None, AGREEMENT
    return RULES[rule](tally, chosen), None


def _nearly_all_agree(tally: Mapping[str, Any], chosen: int, privacy: Privacy, agreement: str) -> bool:
    outside = chosen - max(tally.get("counts", {}).values(), default=0)
    if privacy == "personal":
        return outside <= SLACK
    return agreement == "at-least" and outside <= 1


def _counts(tally: Mapping[str, Any], chosen: int) -> Mapping[str, Any]:
    return {"counts": dict(tally["counts"])}


def _scale(tally: Mapping[str, Any], chosen: int) -> Mapping[str, Any]:
    mean = round(tally["sum"] / chosen, 1) if chosen >= MEAN_FLOOR else None
    return {"counts": dict(tally["counts"]), "mean": mean}


RULES: Mapping[str, Callable[[Mapping[str, Any], int], Mapping[str, Any]]] = {"counts": _counts, "scale": _scale}


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
