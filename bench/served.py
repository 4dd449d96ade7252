"""The real server in a process of its own, with a folder of its own, and what the operating system says about it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

ROOT = Path(__file__).parent.parent
DECKS = Path(__file__).parent / "decks"
PATIENCE_S = 10
TICKS = os.sysconf("SC_CLK_TCK")
DIRECT = build_opener(ProxyHandler({}))


@dataclass(frozen=True, slots=True)
class Served:
    """A running server. `host` is 127.0.0.1 and its port: all load stays on this machine."""

    host: str
    bearer: str
    pid: int

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def ask(self, path: str, facts: Any = None) -> Any:
        """One request to the HTTP API, as a presenter."""
        body = None if facts is None else json.dumps(facts).encode()
        headers = {"Authorization": f"Bearer {self.bearer}", "Content-Type": "application/json"}
        with DIRECT.open(Request(self.url + path, body, headers), timeout=60) as reply:
            return json.load(reply)

    def cpu_s(self) -> float:
        """Processor time so far, all threads, user and system."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_kb(self) -> int:
        """Resident memory."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0])


@contextlib.contextmanager
def served() -> Iterator[Served]:
    """A server on a free port; nothing of it is left afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="readtheroom-bench-"))
    try:
        with _process(folder) as process:
            yield Served(_host(process), _bearer(folder), process.pid)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    words = ["serve", "--no-browser", "--host", "127.0.0.1", "--port", "0", *_data(folder), "--decks", str(DECKS)]
    command = [sys.executable, "-m", "app", *words]
    process = subprocess.Popen(command, cwd=ROOT, env=_environment(folder), stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _host(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("ready "):
            return line.split()[1].removeprefix("http://")
    raise SystemExit("The server did not start.")


def _bearer(folder: Path) -> str:
    command = [sys.executable, "-m", "app", "token", *_data(folder)]
    return subprocess.check_output(command, cwd=ROOT, env=_environment(folder), text=True).strip()


def _data(folder: Path) -> list[str]:
    return ["--data", str(folder / "data")]


def _environment(folder: Path) -> dict[str, str]:
    """Settings of the machine's owner stay out, except the engine; keys go where they vanish with the folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("READTHEROOM_")}
    mode = os.environ.get("READTHEROOM_ASYNC_MODE", "eventlet")
    return {**kept, "READTHEROOM_ASYNC_MODE": mode, "XDG_RUNTIME_DIR": str(folder), "TMPDIR": str(folder)}
