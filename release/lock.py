"""What a lock file pins."""

from __future__ import annotations

import re
from pathlib import Path

PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)


def pins(file: Path) -> dict[str, str]:
    """Each package of that file, by its usual name, with its version."""
    return {usual(name): version for name, version in PIN.findall(file.read_text("utf-8"))}


def usual(name: str) -> str:
    """The one spelling of a package's name that everybody can compare."""
    return re.sub(r"[-_.]+", "-", name).lower()
