"""Counts as whole percentages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def shares(counts: Mapping[str, int], n: int) -> dict[str, int]:
    """What part of all `n` each count is, in whole percent.

    Where everybody chose one answer they add up to 100, and never to more. Equal counts always have equal shares,
    so three equal thirds are 33 each.
    """
    if n == 0:
        return dict.fromkeys(counts, 0)
    if sum(counts.values()) > n:
        return {key: round(100 * count / n) for key, count in counts.items()}
    up = _rounded_up([*counts.values(), n - sum(counts.values())], n)
    return {key: 100 * count // n + (count in up) for key, count in counts.items()}


def _rounded_up(counts: Sequence[int], n: int) -> set[int]:
    """The counts that lose most by rounding down, as long as there is a percent for each of the equal ones."""
    spare, up = 100 - sum(100 * count // n for count in counts), set[int]()
    for count in sorted(set(counts), key=lambda count: -(100 * count % n)):
        spare -= counts.count(count)
        if spare < 0:
            break
        up.add(count)
    return up
