"""How long something may take here and now."""

from __future__ import annotations

import os

BESIDE_OTHERS = 2.0 if "PYTEST_XDIST_WORKER" in os.environ else 1.0


def allowed(seconds: float) -> float:
    """The target, on a machine that has time for it; where more wants to run than there are cores, as much longer, and
    twice as long where tests run beside each other. The long runs have no such allowance."""
    return seconds * BESIDE_OTHERS * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def has_time() -> bool:
    """Whether not much more wants to run here than can: a process that gets no turn for seconds answers nobody."""
    return os.getloadavg()[0] <= 2 * (os.cpu_count() or 1)
