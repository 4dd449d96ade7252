"""Whether the machine will last, by what its system says of its batteries."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.doctor import power
from app.doctor.finding import GOOD, LOOK


def supply(folder: Path, name: str, **facts: str) -> None:
    (folder / name).mkdir(parents=True)
    for fact, value in facts.items():
        (folder / name / fact).write_text(f"{value}\n")


def test_a_laptop_on_its_battery_is_told_to_be_plugged_in(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="0")
    supply(tmp_path, "BAT0", type="Battery", status="Discharging", capacity="34")

    [found] = power.findings(tmp_path)

    assert (found.mark, found.says) == (LOOK, "This machine runs on its battery, 34 % left.")
    assert found.do.startswith("Plug it in")


@pytest.mark.parametrize("status", ["Charging", "Full", "Not charging"])
def test_a_laptop_that_is_plugged_in_is_well(tmp_path: Path, status: str) -> None:
    supply(tmp_path, "BAT0", type="Battery", status=status, capacity="99")

    assert [found.mark for found in power.findings(tmp_path)] == [GOOD]


def test_a_machine_without_a_battery_needs_no_hint(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="1")
    supply(tmp_path, "mouse", type="Battery", scope="Device", status="Discharging", capacity="12")

    assert list(power.findings(tmp_path)) == []
    assert list(power.findings(tmp_path / "gone")) == []


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t34%; discharging; 2:10 remaining", "34 % left"),
        ("Now drawing from 'AC Power'\n -InternalBattery-0 (id=1)\t99%; charged", ""),
        ("", ""),
    ],
)
def test_what_macos_says_is_understood(told: str, left: str) -> None:
    assert power.on_battery(told) == left
