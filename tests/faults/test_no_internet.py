"""F23: a laptop and some phones in a network of their own, and nothing else."""

from __future__ import annotations

import shlex
import subprocess
import sys

from tests.app.networks import IN_A_ROOM
from tests.app.process import ROOT
from tests.browser.windows import NEEDS_CHROMIUM
from tests.faults.missing import needs

pytestmark = NEEDS_CHROMIUM

ALONE = ("unshare", "--user", "--map-root-user", "--net", "--mount", "sh", "-c")
ADDRESS, PATIENCE_S = "10.9.8.7", 90


def test_without_any_internet_a_whole_session_works_from_the_qr_code_to_the_files() -> None:
    needs(*ALONE, IN_A_ROOM, says="this system lets nobody make networks")
    command = f"{IN_A_ROOM} && exec {shlex.join([sys.executable, '-m', 'tests.faults.alone', ADDRESS])}"
    done = subprocess.run([*ALONE, command], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 4
