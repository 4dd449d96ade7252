"""The data folder: private to its user, and home of the secret that keeps links good over a restart."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path
from typing import IO

from app.refusal import BadDataFolder
from app.world import World

SECRET_LENGTH = 32
LOCK = "lock"
ELSEWHERE = "Choose another folder, for example: readtheroom --data ~/readtheroom-data"


def open_folder(folder: Path) -> Path:
    """Make the folder if need be, and make sure that it can be written. Refuses otherwise."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch(mode=0o600)
        probe.unlink()
    except OSError as error:
        raise BadDataFolder(f"The data folder {folder} cannot be written: {_reason(error)}.", ELSEWHERE) from None
    return folder


def secret(folder: Path, world: World) -> bytes:
    """The secret of this data folder, made on first use."""
    path = folder / "secret"
    try:
        return _kept(path) if path.exists() else _made(path, world)
    except OSError as error:
        raise BadDataFolder(f"The file {path} cannot be used: {_reason(error)}.", ELSEWHERE) from None


def hold(folder: Path) -> IO[str] | nullcontext[None]:
    """Keep the folder for this process until it ends, however it ends. Refuses when another server has it."""
    try:
        import fcntl
    except ImportError:  # Windows: the port is the only guard there
        return nullcontext()
    (folder / LOCK).touch(mode=0o600)
    file = (folder / LOCK).open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise BadDataFolder(f"Another Read the Room already runs on the data folder {folder}.", ELSEWHERE) from None
    return file


def _made(path: Path, world: World) -> bytes:
    text = world.token(SECRET_LENGTH).hex().encode()
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(text)
    return text


def _kept(path: Path) -> bytes:
    path.chmod(0o600)
    text = path.read_bytes().strip()
    if len(text) < SECRET_LENGTH:
        raise BadDataFolder(
            f"The file {path} is damaged: it should hold at least {SECRET_LENGTH} characters.",
            "Remove it and start again; links and tokens given out before will stop working.",
        )
    return text


def _reason(error: OSError) -> str:
    return (error.strerror or "it is not usable").lower()
