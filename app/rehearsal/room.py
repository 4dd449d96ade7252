"""A place for one rehearsal: a server of its own on a free port, with data and keys that vanish with it."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.identity import mint_bearer
from app.keys import in_memory
from app.paths import HERE
from app.refusal import BadSetting, Refusal
from app.rehearsal.remote import Remote
from app.world import World
from sessions.protocol import PRESENTER

PREFIX = "readtheroom-rehearsal-"
PATIENCE_S = 5.0
KEPT = {"READTHEROOM_ASYNC_MODE"}
"""Of all settings only this one: a rehearsal must not touch the data, the address or the secret of the real thing."""


class NoServer(Refusal):
    """The rehearsal's own server did not start."""


@dataclass(frozen=True, slots=True)
class Room:
    """The server of a rehearsal. `link` signs a browser in, once."""

    server: Remote
    link: str
    process: subprocess.Popen[str]

    @property
    def is_up(self) -> bool:
        return self.process.poll() is None


@contextlib.contextmanager
def open_room(world: World, decks: Path | None) -> Iterator[Room]:
    """Everything that a rehearsal needs; nothing of it is left afterwards. Raises Refusal."""
    folder = _folder()
    secret = world.token(32).hex()
    try:
        process = _serve(folder, secret, decks)
        try:
            yield _ready(process, mint_bearer(secret.encode(), world.token, PRESENTER))
        finally:
            _stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    """In memory where that is possible, so that nothing of a rehearsal is ever on a disk."""
    try:
        return Path(tempfile.mkdtemp(prefix=PREFIX, dir=next(iter(in_memory()), None)))
    except OSError as error:
        raise BadSetting(
            f"There is no room for a rehearsal: {error.strerror}.", "Make some space, then try again."
        ) from None


def _serve(folder: Path, secret: str, decks: Path | None) -> subprocess.Popen[str]:
    own = [str(decks)] if decks else []
    return subprocess.Popen(
        [sys.executable, "-m", "app.rehearsal.server", str(folder), *own],
        cwd=HERE.parent,
        env={**_settings(), **_home(folder), "READTHEROOM_SECRET_KEY": secret},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _settings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("READTHEROOM_") or name in KEPT}


def _home(folder: Path) -> dict[str, str]:
    """Where keys, and whatever else is temporary, go: into the folder that is removed."""
    return {"XDG_RUNTIME_DIR": str(folder), "TMPDIR": str(folder)}


def _ready(process: subprocess.Popen[str], bearer: str) -> Room:
    assert process.stdout is not None
    link = ""
    for line in process.stdout:
        if "/enter/" in line:
            link = line.strip()
        if line.startswith("ready "):
            return Room(Remote(line.split()[1], bearer), link, process)
    raise NoServer("The server of the rehearsal did not start.", "What it said stands above.")


def _stop(process: subprocess.Popen[str]) -> None:
    """It saves and leaves by itself within seconds; one that does not is made to."""
    process.terminate()
    try:
        process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
