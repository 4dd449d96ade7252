"""Real processes to test: started, spoken to from outside, stopped."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

from app.keys import in_memory

ROOT = Path(__file__).parent.parent.parent
PATIENCE_S = 30


class Process:
    """A server in a process of its own, perhaps `inside` another command that becomes it. `lines` is what it has
    printed so far."""

    def __init__(self, *words: str, inside: tuple[str, ...] = (), **env: str) -> None:
        self.lines: list[str] = []
        self._new: Queue[str] = Queue()
        self._ended: tuple[int, str] | None = None
        self._popen = subprocess.Popen(
            [*inside, sys.executable, *words],
            cwd=ROOT,
            env={**_clean_environment(), **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def ready(self) -> str:
        """The address of the `ready` line."""
        while not (line := self._next()).startswith("ready "):
            continue
        return line.removeprefix("ready ").strip()

    def hears(self, text: str) -> str:
        """The next line that has this text in it."""
        while text not in (line := self._next()):
            continue
        return line

    def signal(self, number: int) -> None:
        self._popen.send_signal(number)

    @property
    def pid(self) -> int:
        return self._popen.pid

    def memory(self) -> int:
        """How many bytes of memory it holds (Linux)."""
        held = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{self.pid}/status").read_text())
        assert held
        return int(held[1]) * 1024

    def end(self, timeout: float = PATIENCE_S) -> tuple[int, str]:
        """Wait for the end; its exit status and what it wrote on standard error."""
        if self._ended is None:
            assert self._popen.stderr
            assert self._popen.stdout
            status = self._popen.wait(timeout)
            with self._popen.stderr as errors:
                self._ended = status, errors.read()
            self._reader.join()
            self._popen.stdout.close()
        return self._ended

    def kill(self) -> None:
        if self._popen.poll() is None:
            self._popen.kill()
        self.end()

    def _next(self) -> str:
        try:
            line = self._new.get(timeout=PATIENCE_S)
        except Empty:
            raise AssertionError("The process said nothing more.") from None
        if not line:
            raise AssertionError(f"The process ended early: {self.end()}")
        return line

    def _read(self) -> None:
        assert self._popen.stdout
        for line in self._popen.stdout:
            self.lines.append(line)
            self._new.put(line)
        self._new.put("")


@contextlib.contextmanager
def running(*words: str, **env: str) -> Iterator[Process]:
    """A process for as long as the block lasts. No key of it outlives it."""
    with tempfile.TemporaryDirectory(dir=next(iter(in_memory()), None)) as memory:
        process = Process("-m", *words, **{"XDG_RUNTIME_DIR": memory, **env})
        try:
            yield process
        finally:
            process.kill()


def _clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("READTHEROOM_")}
