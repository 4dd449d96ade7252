"""F22: what a long run watches. The run itself takes hours: `make soak ARGS="--only on --hours 8"`."""

from __future__ import annotations

import os

from tests.faults.vitals import Vitals, trend


def test_what_grows_is_told() -> None:
    looks = [Vitals(0, 100, 10, 5), Vitals(3600, 120, 12, 5), Vitals(7200, 123, 12, 6)]
    assert trend(looks) == (
        "memory 100 → 120 → 123 MB (start, middle, end), +3.0 MB an hour in the second half; "
        "open files 10 → 12, threads 5 → 6"
    )


def test_a_process_is_looked_at_as_it_is() -> None:
    before = Vitals.of(os.getpid())
    with open(os.devnull):
        assert Vitals.of(os.getpid()).files == before.files + 1
    assert before.memory > 1
    assert before.threads >= 1
