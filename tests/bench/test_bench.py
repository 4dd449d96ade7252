"""The measurements run, on a small scale, and notice what they are there to notice."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from bench.first_load import Fetched, waits_for_another
from bench.frames import event, masked, split
from bench.talk import Talk, percentile
from tests.app.process import ROOT


def test_a_small_talk_is_measured_and_its_tally_is_exact() -> None:
    figures = played("--phones", "20", "--rates", "100", "200")
    for wrong in ("lost", "ghosts", "doubled", "hung up by the server", "compressed"):
        assert figures[wrong] == 0, wrong
    for costs in ("join µs", "connect µs", "answer µs at 100/s", "answer µs at 200/s", "message µs", "leave µs"):
        assert figures[costs] > 0, costs
    assert figures["p50 ms at 100/s"] <= figures["p99 ms at 100/s"]


def played(*words: str) -> dict[str, float]:
    """The table that a talk prints."""
    command = [sys.executable, "-m", "bench.talk", *words]
    typed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (typed.returncode, typed.stderr) == (0, "")
    rows = (line.rpartition("  ") for line in typed.stdout.splitlines() if line.startswith("  "))
    return {name.strip(): float(figure.replace(",", "")) for name, _, figure in rows}


def test_an_answer_that_was_lost_or_never_given_is_noticed() -> None:
    talk = Talk.__new__(Talk)
    talk.figures = {"lost": 0, "ghosts": 0}
    talk._compare(Counter("AAB"), {"A": 1, "B": 1, "C": 2, "D": 0, "n": 4})
    assert talk.figures == {"lost": 1, "ghosts": 2}


def test_what_a_phone_says_is_as_long_as_what_any_other_says() -> None:
    said = [event("answer", {"ask": "say", "round": 1, "seq": 1, "value": value}, 1) for value in ("A", None)]
    assert len(said[0]) == len(said[1]) > 256


def test_frames_are_told_apart_wherever_the_line_cuts_them() -> None:
    frames = b"\x81\x02hi" + b"\x81\x7e\x01\x2c" + b"x" * 300 + b"\x89\x00"
    for cut in range(len(frames)):
        first, rest = split(frames[:cut])
        second, left = split(rest + frames[cut:])
        assert first + second == [b"hi", b"x" * 300, b""]
        assert left == b""


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
    values = [index / 1000 for index in range(100, 0, -1)]
    assert [percentile(values, part) for part in (0.5, 0.99, 1.0)] == [0.051, 0.1, 0.1]
