"""What this system cannot do to itself, said in one line. `.ci/run` installs what can be installed, so with CI=true a
missing program is a failure; what a system does not permit is left out there too."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest


def needs(*command: str, says: str) -> None:
    """Leave this test out where the command does not work."""
    if os.environ.get("CI") == "true":
        assert shutil.which(command[0]), f"{command[0]} is missing"
    if not shutil.which(command[0]) or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip(says)
