"""A place in memory for everything that the tests start: it goes with them, whatever became of what they started."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.keys import in_memory

NAME = "readtheroom-tests-"


def in_memory_or(folder: Path) -> Path:
    """Where the product would keep its keys; that folder, where nothing lies in memory."""
    return next(iter(in_memory()), folder)


@contextlib.contextmanager
def own_memory(folder: Path) -> Iterator[Path]:
    """A folder in memory for as long as the block lasts. What runs of tests have left that were killed goes as well."""
    place = in_memory_or(folder)
    for left in place.glob(f"{NAME}*"):
        if not _lives(int(left.name.split("-")[2])):
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{NAME}{os.getpid()}-", dir=place) as own:
        yield Path(own)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        pass
    return True
