"""Machines in other places: the program in a network or on a disk of its own, where this system lets us make one."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys

import pytest

from tests.app.process import PATIENCE_S, ROOT

IN_A_ROOM = (
    "ip tuntap add dev room0 mode tap && ip addr add 10.9.8.7/24 dev room0 && ip link set room0 up && ip link set lo up"
)


def elsewhere(*words: str, first: str = "true", **env: str) -> subprocess.CompletedProcess[str]:
    """`readtheroom` with these words on a machine without any network, after `first` was done to it."""
    wanted = ["unshare", "--user", "--map-root-user", "--net", "--mount"]
    if not shutil.which("unshare") or subprocess.run([*wanted, "sh", "-c", first], capture_output=True).returncode:
        pytest.skip("this system lets nobody make networks")
    command = shlex.join([sys.executable, "-m", "app", *words])
    return subprocess.run(
        [*wanted, "sh", "-c", f"{first} && exec {command}"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", **env},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
