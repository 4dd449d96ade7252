"""The simulated phones that this server has sent into its rehearsals: one child process each."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys

from app.address import Address
from app.engine import Engine
from app.paths import HERE
from app.world import World

REAP_S = 0.5
PATIENCE_S = 1.0
BREATH_S = 0.02


class Troupe:
    """Sends phones into rehearsals and ends them. They also end by themselves: with their session or this server."""

    def __init__(self, engine: Engine, world: World, address: Address) -> None:
        self._engine, self._world, self._url = engine, world, address.inside
        self._out: dict[str, subprocess.Popen[bytes]] = {}

    def enter(self, session_id: str, code: str, phones: int, seed: int | None = None) -> None:
        """Let so many phones join the session of that code. The same seed plays the same room again."""
        self.leave(session_id)
        chosen = int.from_bytes(self._world.token(4), "big") if seed is None else seed
        process = send_phones(self._url, code, phones, chosen)
        self._out[session_id] = process
        self._engine.spawn(self._reap, session_id, process)

    def leave(self, session_id: str) -> None:
        """End the phones of that session, if there are any."""
        if process := self._out.pop(session_id, None):
            dismiss(process)

    def stop(self) -> None:
        """End them all, within a second or so."""
        processes = list(self._out.values())
        for session_id in list(self._out):
            self.leave(session_id)
        for _ in range(round(PATIENCE_S / BREATH_S)):
            if all(process.poll() is not None for process in processes):
                return
            self._engine.sleep(BREATH_S)
        for process in processes:
            process.kill()

    def _reap(self, session_id: str, process: subprocess.Popen[bytes]) -> None:
        """Polling instead of waiting: nothing else in the server may stand still for it."""
        while process.poll() is None:
            self._engine.sleep(REAP_S)
        if self._out.get(session_id) is process:
            self.leave(session_id)


def send_phones(url: str, code: str, phones: int, seed: int, pace: float = 1.0) -> subprocess.Popen[bytes]:
    """Start the process of the phones. It lives as long as we hold its standard input open, or shorter."""
    said = {"--url": url, "--code": code, "--phones": str(phones), "--seed": str(seed), "--pace": str(pace)}
    return subprocess.Popen(
        [sys.executable, "-m", "app.rehearsal.phones", *(word for pair in said.items() for word in pair)],
        cwd=HERE.parent,
        env={**os.environ, "NO_PROXY": "*", "no_proxy": "*"},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        close_fds=True,
    )


def dismiss(process: subprocess.Popen[bytes]) -> None:
    """Tell the phones to go home. Returns at once."""
    if process.stdin:
        with contextlib.suppress(OSError):
            process.stdin.close()
    if process.poll() is None:
        process.terminate()
