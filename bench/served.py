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

from bench import costs

ROOT = Path(__file__).parent.parent
DECKS = Path(__file__).parent / "decks"
PATIENCE_S = 10
ENGINE = {"READTHEROOM_ASYNC_MODE", "READTHEROOM_FAST"}
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
        return costs.cpu_s(self.pid)

    def memory_kb(self) -> int:
        """Resident memory."""
        return costs.memory_kb(self.pid)


@contextlib.contextmanager
def served(**env: str) -> Iterator[Served]:
    """A server on a free port, with these settings; nothing of it is left afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="readtheroom-bench-"))
    words = ["serve", "--no-browser", "--host", "127.0.0.1", "--port", "0", *_data(folder), "--decks", str(DECKS)]
    try:
        with process([sys.executable, "-m", "app", *words], ROOT, {**_environment(folder), **env}) as (pid, host):
            yield Served(host, _bearer(folder), pid)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def process(command: list[str], folder: Path, env: dict[str, str]) -> Iterator[tuple[int, str]]:
    """A server as a process of its own, once it has said that it is ready: its number and its host. It is ended."""
    started = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, text=True)
    try:
        yield started.pid, _host(started)
    finally:
        started.terminate()
        try:
            started.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


def _host(started: subprocess.Popen[str]) -> str:
    assert started.stdout is not None
    for line in started.stdout:
        if line.startswith("ready "):
            return line.split()[1].removeprefix("http://")
    raise SystemExit("The server did not start.")


def _bearer(folder: Path) -> str:
    command = [sys.executable, "-m", "app", "token", *_data(folder)]
    return subprocess.check_output(command, cwd=ROOT, env=_environment(folder), text=True).strip()


def _data(folder: Path) -> list[str]:
    return ["--data", str(folder / "data")]


def _environment(folder: Path) -> dict[str, str]:
    """Settings of the machine's owner stay out, except the engine's; keys go where they vanish with the folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("READTHEROOM_") or name in ENGINE}
    return {"READTHEROOM_ASYNC_MODE": "eventlet", **kept, "XDG_RUNTIME_DIR": str(folder), "TMPDIR": str(folder)}
