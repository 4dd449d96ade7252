"""How long `make run` takes on a fresh clone, with an empty home, until it is ready: `python -m bench.run_time`.

It fetches everything that is in the lock file, so it takes as long as the network does; it is no part of `make bench`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.machine import machine, table
from bench.served import ROOT

PATIENCE_S = 10
OWN_MACHINE = ("PATH", "LANG", "SSL_", "PIP_", "HTTP", "NO_PROXY", "http", "no_proxy", "REQUESTS_CA_BUNDLE")
"""Names, or their beginnings, of what a new user's machine would have set as well."""


def run() -> None:
    """Clone, run, wait for the line, print the time; everything is removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="readtheroom-clone-"))
    try:
        rows = [("clone", _timed(lambda: _clone(folder)))]
        with _make_run(folder) as process:
            rows.append(("make run, until the ready line", _timed(lambda: _wait(process))))
        with _make_run(folder) as process:
            rows.append(("make run once more", _timed(lambda: _wait(process))))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    table("A fresh clone", rows)


def _timed(act: Callable[[], None]) -> str:
    begin = time.monotonic()
    act()
    return f"{time.monotonic() - begin:.1f} s"


def _clone(folder: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder / "clone")], check=True)


@contextlib.contextmanager
def _make_run(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Its processes are a group of their own, and end together."""
    process = subprocess.Popen(
        ["make", "run", "ARGS=--port 0 --no-browser"],
        cwd=folder / "clone",
        env=_new_user(folder),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE_S)


def _new_user(folder: Path) -> dict[str, str]:
    home = folder / "home"
    home.mkdir(exist_ok=True)
    own = {"HOME": str(home), "TMPDIR": str(home), "XDG_RUNTIME_DIR": str(home)}
    return {**{name: value for name, value in os.environ.items() if name.startswith(OWN_MACHINE)}, **own}


def _wait(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    if not any(line.startswith("ready ") for line in process.stdout):
        raise SystemExit("`make run` ended without being ready.")


if __name__ == "__main__":
    print(machine())
    run()
