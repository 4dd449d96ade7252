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


Tally = Mapping[str, Any]
Released = tuple[Tally | None, str | None]

NEVER_FEW = frozenset({"questions"})
"""Questions from the room are no answers to add up: they are shown one by one, however few."""


def release(rule: str, tally: Tally, chosen: int, floor: int, privacy: Privacy, agreement: str) -> Released:
    """What of a tally may be told, and why the rest may not (None, "few" or "agreement").

    `chosen` is the number of answers that choose something; passes never count towards a floor.
    """
    if chosen < floor and rule not in NEVER_FEW:
        return None, FEW
    return RULES[rule](tally, chosen, _slack(privacy, agreement))


def _slack(privacy: Privacy, agreement: str) -> int | None:
    """How few may be outside a choice before it is told only as "at least"; None where even all may agree."""
    if privacy == "personal":
        return SLACK
    return 1 if agreement == "at-least" else None


def _agree(counts: Mapping[str, int], chosen: int, slack: int | None) -> bool:
    return slack is not None and chosen - max(counts.values(), default=0) <= slack


def _counts(tally: Tally, chosen: int, slack: int | None) -> Released:
    if _agree(tally["counts"], chosen, slack):
        return None, AGREEMENT
    return {"counts": dict(tally["counts"])}, None


def _scale(tally: Tally, chosen: int, slack: int | None) -> Released:
    told, withheld = _counts(tally, chosen, slack)
    if told is None:
        return None, withheld
    return {**told, "mean": round(tally["sum"] / chosen, 1) if chosen >= MEAN_FLOOR else None}, None


def _each(tally: Tally, chosen: int, slack: int | None) -> Released:
    """Every answer by itself as yes or no: where (nearly) all or none picked it, only between what its count lies."""
    bounds = {key: bound for key, n in tally["counts"].items() if (bound := _bound(n, chosen, slack))}
    counts = {key: None if key in bounds else n for key, n in tally["counts"].items()}
    return {"counts": counts, "bounds": bounds}, None


def _bound(n: int, chosen: int, slack: int | None) -> tuple[int, int] | None:
    if slack is None:
        return None
    if chosen - n <= slack:
        return chosen - SLACK, chosen
    return (0, SLACK) if n <= slack else None


def _ranks(tally: Tally, chosen: int, slack: int | None) -> Released:
    """A whole order is a fingerprint: only sums are told, and of a personal ask only the first places."""
    if _agree(tally["first"], chosen, slack):
        return None, AGREEMENT
    return {"borda": dict(tally["borda"]) if slack != SLACK else None, "first": dict(tally["first"])}, None


def _sums(tally: Tally, chosen: int, slack: int | None) -> Released:
    """Of a personal ask no sum may be so small or so large that two people could have made the difference."""
    purse, sums = tally["purse"], tally["sums"].values()
    if slack == SLACK and not all(SLACK * purse < spent < (chosen - SLACK) * purse for spent in sums):
        return None, AGREEMENT
    return {"sums": dict(tally["sums"]), "purse": purse}, None


def _texts(tally: Tally, chosen: int, slack: int | None) -> Released:
    """Texts are told one by one, once somebody has looked at them."""
    return {}, None


def _written(tally: Tally, chosen: int, slack: int | None) -> Released:
    return {"written": tally["written"]}, None


RULES: Mapping[str, Callable[[Tally, int, int | None], Released]] = {
    "counts": _counts,
    "scale": _scale,
    "each": _each,
    "ranks": _ranks,
    "sums": _sums,
    "texts": _texts,
    "questions": _texts,
    "written": _written,
}
