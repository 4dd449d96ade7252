"""On what all this was measured."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path


def machine() -> str:
    """One line: processor, cores, Python, commit, and how busy the machine already was."""
    python = f"Python {platform.python_version()}"
    return f"{_processor()} · {os.cpu_count()} cores · {python} · {_commit()} · load {os.getloadavg()[0]:.1f}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "unknown processor")


def _commit() -> str:
    said = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return f"commit {said.stdout.strip() or 'unknown'}"


def table(title: str, rows: list[tuple[str, str]]) -> None:
    """Print names and figures, one a line."""
    width = max(len(name) for name, _ in rows)
    print(f"\n{title}")
    for name, figure in rows:
        print(f"  {name:<{width}}  {figure}")
