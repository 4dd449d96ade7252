"""The measurements run, on a small scale, and notice what they are there to notice."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bench.first_load import Fetched, waits_for_another
from bench.phone import masked
from bench.talk import _percentiles
from tests.app.process import ROOT


def test_a_small_talk_is_measured_and_its_tally_is_exact() -> None:
    command = [sys.executable, "-m", "bench.talk", "--phones", "20", "--rate", "100", "--seconds", "0.5"]
    typed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert typed.returncode == 0, typed.stderr
    assert typed.stderr == ""
    assert typed.stdout.count("50 of 50, and the tally is exact") == 2
    for figure in ("memory of the server per phone", "answer to acknowledged", "results to all phones"):
        assert figure in typed.stdout
    given = next(line for line in typed.stdout.splitlines() if "given compression" in line)
    assert given.split()[-1] == "0"


@pytest.mark.parametrize("length", [0, 1, 4, 125, 126, 127, 300])
def test_a_masked_frame_is_the_text_again_once_unmasked(length: int) -> None:
    text = bytes(index % 251 for index in range(length))
    frame = masked(text)
    start = 2 if length < 126 else 4
    mask, body = frame[start : start + 4], frame[start + 4 :]
    assert frame[0] == 0x81
    assert bytes(byte ^ mask[index % 4] for index, byte in enumerate(body)) == text


def test_a_request_waits_for_another_when_that_one_had_to_come_first() -> None:
    page = Fetched("http://h/PAGE", "", 0, 1)
    preloaded = Fetched("http://h/a.js", page.url, 1.1, 2)
    main = Fetched("http://h/main.js", page.url, 1.1, 2)
    imported = Fetched("http://h/late.js", main.url, 2.1, 3)
    assert list(waits_for_another([page, preloaded, main, imported])) == [(imported, main)]
    assert list(waits_for_another([page, preloaded, main])) == []


def test_percentiles_are_read_off_the_sorted_list() -> None:
    assert _percentiles([index / 1000 for index in range(100, 0, -1)]) == "51.0 ms · 96.0 ms · 100.0 ms"
