"""What may be published: the floors and the agreement rule.

The rules and the numbers behind them are in docs/privacy.md; every place that shows a number goes through here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from decks.deck import Privacy

FLOORS: Mapping[Privacy, int] = {"open": 3, "standard": 5, "personal": 5}
"""The fewest answers that choose something before a tally of this class may be told."""
LOWEST_FLOOR, HIGHEST_FLOOR = 3, 50

MEAN_FLOOR = 8
"""A mean over fewer answers points at people."""
SLACK = 2
"""“At least n−2”: with a slack of one, a single participant could know everybody else's answer."""
SMALLEST_STEP = 3
"""Two published pictures of the same answers are the same, or differ by at least this many people."""

FEW, AGREEMENT, NOT_SHOWN = "few", "agreement", "not-shown"


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
