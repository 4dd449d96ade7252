"""docs/reliability.md names a test for each fault, and its numbers are the program's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.product import PING_S, PONG_S
from sessions.store.sqlite import BUSY_MS
from tests.faults import soak, test_bad_networks, test_disks, test_killed
from tests.test_privacy_doc import NAMED, known_in

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "reliability.md").read_text("utf-8")
FAULTS = re.findall(r"^- \*\*F(\d+)\. (.*)$", TEXT, re.MULTILINE)
HOW_MANY, LATER = 24, {8, 9}


@pytest.mark.parametrize(("path", "name"), sorted(set(NAMED.findall(TEXT))))
def test_each_test_that_is_named_exists(path: str, name: str) -> None:
    assert name in known_in(ROOT / path)


def test_each_fault_is_there_once_and_names_its_tests() -> None:
    assert sorted(int(number) for number, _ in FAULTS) == list(range(1, HOW_MANY + 1))
    assert {int(number) for number, line in FAULTS if not NAMED.search(line)} == LATER


def test_no_test_of_a_fault_is_forgotten() -> None:
    files = {f"tests/faults/{path.name}" for path in (ROOT / "tests/faults").glob("test_*.py")}
    assert len(files) > 5
    assert files <= {path for path, _ in NAMED.findall(TEXT)}


def test_each_long_run_has_its_figures() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE)) == set(soak.RUNS)


def test_the_numbers_are_those_of_the_program_and_of_the_tests() -> None:
    assert f"asks each line every {PING_S} seconds" in TEXT
    assert f"let go within {PING_S + PONG_S} seconds" in TEXT
    assert test_bad_networks.DROPPED_S == PING_S + PONG_S
    assert BUSY_MS / 1000 < test_disks.LONGEST_LOCKED_S
    assert f"at most {test_disks.LONGEST_LOCKED_S:.0f} seconds" in TEXT
    assert f"back within {test_killed.BACK_S:.0f} seconds" in TEXT
    assert (
        f"within {test_bad_networks.ALL_BACK_S:.0f} seconds, nearly all within {test_bad_networks.MOST_BACK_S:.0f}"
        in TEXT
    )
