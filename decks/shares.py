"""Counts as whole percentages."""

from __future__ import annotations

from collections.abc import Mapping


def shares(counts: Mapping[str, int], n: int) -> dict[str, int]:
    """What part of all `n` each count is, in whole percent, halves upwards.

    So many of so many are the same share wherever they stand, and whoever divides finds it; therefore the shares of
    one vote may add up to a little less or more than 100.
    """
    return {key: (200 * count + n) // (2 * n) if n else 0 for key, count in counts.items()}
