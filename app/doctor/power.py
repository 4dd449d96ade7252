"""Whether the machine will last: a laptop on its battery falls asleep in the middle of a talk."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from app.doctor.finding import Finding, good, look

SUPPLIES = Path("/sys/class/power_supply")
PATIENCE_S = 3.0
PLUG_IN = "Plug it in, and keep it from falling asleep while you talk."


def findings(supplies: Path = SUPPLIES) -> Iterator[Finding]:
    """Nothing where the system does not say; a machine without a battery needs no hint."""
    if (left := battery(supplies)) is not None:
        says = f"This machine runs on its battery{left}."
        yield look(says, PLUG_IN)
    elif _batteries(supplies):
        yield good("This laptop is plugged in. Keep its lid open: most fall asleep when it is closed.")


def battery(supplies: Path) -> str | None:
    """How much is left, in words, if it runs on that; None if it does not, or does not say."""
    for folder in _batteries(supplies):
        if _read(folder / "status") == "Discharging":
            percent = _read(folder / "capacity")
            return f", {percent} % left" if percent else ""
    said = _mac()
    return f", {said}" if said else None


def _batteries(supplies: Path) -> list[Path]:
    """Those of the machine; a mouse has one, too."""
    folders = supplies.glob("*") if supplies.is_dir() else ()
    return [one for one in folders if _read(one / "type") == "Battery" and _read(one / "scope") != "Device"]


def _mac() -> str:
    if not (pmset := shutil.which("pmset")):
        return ""
    try:
        told = subprocess.run([pmset, "-g", "batt"], capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return on_battery(told.stdout)


def on_battery(told: str) -> str:
    """What macOS says of a battery that is in use, such as "34 % left"; nothing while it is plugged in."""
    if "'Battery Power'" not in told:
        return ""
    percent = next((word for word in told.split() if "%" in word), "")
    return f"{percent.partition('%')[0]} % left" if percent else "as macOS says"


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
