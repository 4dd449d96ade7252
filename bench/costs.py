"""What a process has cost so far, as the operating system counts it."""

from __future__ import annotations

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_s(pid: int) -> float:
    """Seconds of processor, user and system, of all its threads: to the nanosecond where the kernel says so."""
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
    except OSError:
        return _ticks(Path(f"/proc/{pid}/stat").read_text())


def _ticks(stat: str) -> float:
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_kb(pid: int) -> int:
    """Resident memory."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


def busy_s() -> float:
    """Seconds of processor that all processes of this machine have used."""
    fields = [int(field) for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    user, nice, system, _idle, _wait, irq, soft = fields[:7]
    return (user + nice + system + irq + soft) / TICKS


class Meter:
    """How much of the machine others used meanwhile: a figure is only worth as much as the quiet around it."""

    def __init__(self, *pids: int) -> None:
        self._pids = (os.getpid(), *pids)
        self._busy, self._own = busy_s(), self._ours()

    def others_s(self) -> float:
        """Seconds of processor that went to anybody else since."""
        return max(busy_s() - self._busy - (self._ours() - self._own), 0.0)

    def _ours(self) -> float:
        return sum(cpu_s(pid) for pid in self._pids)
