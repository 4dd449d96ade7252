"""The disk: room for a session, quick enough, and nobody's copy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from app.doctor.finding import Finding, bad, good, look
from app.world import World

MB = 1024 * 1024
TOO_LITTLE, LITTLE = 50 * MB, 500 * MB
SLOW_S = 0.3
PAGE = b"\0" * 4096
COPIED = ("Dropbox", "OneDrive", "iCloud", "Mobile Documents", "Google Drive", "GoogleDrive", "Nextcloud", "ownCloud")
ANOTHER = "Choose another folder: readtheroom serve --data DIR"


def findings(data: Path, world: World) -> Iterator[Finding]:
    yield room(shutil.disk_usage(data).free)
    yield writes(data, world)
    if kept := [part for part in data.resolve().parts if part.startswith(COPIED)]:
        yield look(f"The data folder lies in {kept[0]}, which sends copies of it elsewhere.", ANOTHER)


def room(free: int) -> Finding:
    left = f"{free // MB:,} MB are free on the disk."
    if free < TOO_LITTLE:
        return bad(f"The disk is nearly full: {left}", "Make some room, or answers cannot be saved.")
    return look(f"The disk is filling up: {left}", "Make some room.") if free < LITTLE else good(left)


def writes(data: Path, world: World) -> Finding:
    """Saves as an answer is saved, until it is on the disk. Settings have refused a folder that cannot be written."""
    probe, began = data / f".probe-{os.getpid()}", world.now()
    try:
        with probe.open("wb") as file:
            file.write(PAGE)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return bad(
            f"The data folder {data} cannot be written: {(error.strerror or 'no reason given').lower()}.", ANOTHER
        )
    finally:
        probe.unlink(missing_ok=True)
    took = world.now() - began
    says = f"The data folder {data} is written in {took * 1000:.0f} ms."
    return good(says) if took < SLOW_S else look(f"The disk is slow. {says}", ANOTHER)
