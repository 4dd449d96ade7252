"""The shelf in a data folder, or a refusal that says what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.engine import Engine
from app.refusal import BadDataFolder
from sessions.store import Shelf, open_shelf
from sessions.store.migrate import DatabaseTooNew
from sessions.store.sqlite import BrokenShelf


def opened(folder: Path, engine: Engine, now: Callable[[], float] = lambda: 0.0) -> Shelf:
    """The shelf of this data folder, brought to this version. Raises Refusal when it cannot be used."""
    try:
        return open_shelf(folder, engine, now)
    except (BrokenShelf, DatabaseTooNew) as error:
        raise BadDataFolder(error.says) from None
