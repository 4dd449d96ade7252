"""What this system cannot do to itself, said in one line."""

from __future__ import annotations

import shutil
import subprocess

import pytest


def needs(*command: str, says: str) -> None:
    """Leave this test out where the command does not work."""
    if not shutil.which(command[0]) or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip(says)
