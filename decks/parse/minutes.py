"""Time: each slide's minutes, and what is left shared out over the slides that name none."""

from __future__ import annotations

from collections.abc import Sequence


def share(total: int | None, given: Sequence[int | None]) -> list[float]:
    """The minutes of each slide. Slides without their own get equal shares of what the others leave."""
    open_ones = sum(minutes is None for minutes in given)
    left = max(0, (total or 0) - sum(minutes or 0 for minutes in given))
    each = round(left / open_ones, 2) if open_ones else 0.0
    return [each if minutes is None else float(minutes) for minutes in given]
