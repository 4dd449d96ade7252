"""How the writer fares: what health and the figures for Prometheus look at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds."""


class Spread:
    """How many durations lay below which bound, and their sum."""

    def __init__(self) -> None:
        self._counts, self.sum, self.count = [0] * (len(BOUNDS) + 1), 0.0, 0

    def add(self, seconds: float) -> None:
        self._counts[bisect_left(BOUNDS, seconds)] += 1
        self.sum += seconds
        self.count += 1

    def buckets(self) -> list[tuple[str, float]]:
        """Each bound with how many durations were no longer, as Prometheus wants them."""
        names, total, found = [*map(str, BOUNDS), "+Inf"], 0, []
        for name, count in zip(names, self._counts, strict=True):
            total += count
            found.append((name, float(total)))
        return found


class Vitals:
    """`since` is when the commit began that runs right now, `failed` what the last one failed with, if it did."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self.took = Spread()
        """For the figures: commits of follow-ups' answers alone are not in it, or it would count who has answered."""
        self.done = 0
        self.last = 0.0
        self.since: float | None = None
        self.first: float | None = None
        """Since when the oldest piece of the commit that runs has been waiting."""
        self.failed: type[BaseException] | None = None
        self.failures = 0

    def begins(self, waiting: Sequence[float]) -> None:
        """A commit begins, of pieces that wait since then."""
        self.since, self.first = self._now(), min(waiting)

    def ends(self, failed: type[BaseException] | None, quietly: bool = False) -> None:
        """It is on disk, or has failed as a whole. Quietly: it stands in no figure."""
        assert self.since is not None
        self.last = self._now() - self.since
        self.done += 1
        if not quietly:
            self.took.add(self.last)
        self.since = self.first = None
        self.failed = failed
        self.failures += failed is not None
