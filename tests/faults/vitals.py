"""What a process holds, as the operating system says it (Linux), and whether that grows."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

MEGABYTE = 1024.0


@dataclass(frozen=True)
class Vitals:
    """At one moment: memory in MB, open files and sockets, threads."""

    at: float
    memory: float
    files: int
    threads: int

    @classmethod
    def of(cls, pid: int) -> Self:
        process = Path(f"/proc/{pid}")
        told = dict(re.findall(r"^(VmRSS|Threads):\s+(\d+)", (process / "status").read_text(), re.MULTILINE))
        files = sum(1 for _ in (process / "fd").iterdir())
        return cls(time.monotonic(), int(told["VmRSS"]) / MEGABYTE, files, int(told["Threads"]))


def trend(looks: Sequence[Vitals]) -> str:
    """From beginning to end, and how memory grew in the second half, which no longer warms up."""
    first, half, last = looks[0], looks[len(looks) // 2], looks[-1]
    hours = (last.at - half.at) / 3600
    return (
        f"memory {first.memory:.0f} → {half.memory:.0f} → {last.memory:.0f} MB (start, middle, end), "
        f"{(last.memory - half.memory) / hours:+.1f} MB an hour in the second half; "
        f"open files {first.files} → {last.files}, threads {first.threads} → {last.threads}"
    )
