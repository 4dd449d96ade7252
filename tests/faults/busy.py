"""How long something may take here and now."""

from __future__ import annotations

import os


def allowed(seconds: float) -> float:
    """The target, on a machine that has time for it; where more wants to run than there are cores, as much longer."""
    return seconds * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
