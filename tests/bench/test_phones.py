"""The measurements of phones run, on a small scale, and weigh what goes over the wire."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.app.process import ROOT


def typed(*words: str) -> str:
    command = [sys.executable, "-m", *words]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def test_a_session_of_the_smallest_deck_is_weighed_from_start_to_end() -> None:
    told = typed("bench.whole_session", "starter")

    [heard] = re.findall(r"heard +([\d,]+) B in (\d+) views", told)
    [said] = re.findall(r"said +([\d,]+) B", told)
    assert int(heard[1]) >= 5
    assert 3_000 < int(heard[0].replace(",", "")) < 20_000
    assert int(said.replace(",", "")) > 100


def test_idle_phones_are_connected_and_cost_little() -> None:
    told = typed("bench.idle_phones", "20", "1")

    assert "20 idle phones" in told
