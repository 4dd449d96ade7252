"""Where the files of the product lie: beside the rooms in a checkout, inside the package when installed."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent


def static() -> Path:
    """The folder of everything that browsers load."""
    bundled = HERE / "_bundled" / "static"
    return bundled if bundled.is_dir() else HERE.parent / "static"
