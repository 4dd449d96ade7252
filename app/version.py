"""The version, from the one place where it is written: the changelog. Installed copies carry it in their metadata."""

from __future__ import annotations

import re
from pathlib import Path

CHANGELOG = Path(__file__).parent.parent / "CHANGELOG.md"


def version() -> str:
    if CHANGELOG.is_file() and (heading := re.search(r"^## (\d+\.\d+\.\d+)", CHANGELOG.read_text("utf-8"), re.M)):
        return heading[1]
    from importlib.metadata import version

    return version("readtheroom")
