"""A process of its own for work that may take long or go wrong: it knows our files, and nothing of our surroundings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[1]
KEPT = ("PATH", "PYTHONPATH", "HOME", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
"""What it keeps of our surroundings: it has no business with settings and secrets."""


def start(module: str, *words: str, pipes: bool = False) -> subprocess.Popen[bytes]:
    """Run a module of ours. With `pipes` it is given something to read and says something, else it hears and says
    nothing."""
    end = subprocess.PIPE if pipes else subprocess.DEVNULL
    return subprocess.Popen(
        [sys.executable, "-m", module, *words],
        cwd=HOUSE,
        env={**{name: os.environ[name] for name in KEPT if name in os.environ}, "PYTHONUTF8": "1"},
        stdin=end,
        stdout=end,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        close_fds=True,
    )
