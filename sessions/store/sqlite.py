"""How SQLite is opened: durable, forgetful, one writer."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event

from sessions.store import wal

FILE = "readtheroom.db"
BUSY_MS = 4000
"""Shorter than a phone's own patience of five seconds, so that it hears "busy" before it gives up on the line."""


class BrokenShelf(Exception):
    """The database cannot be used; `says` tells the person who starts the server what to do."""

    def __init__(self, says: str) -> None:
        self.says = says
        super().__init__(says)


def connect(path: Path) -> sqlite3.Connection:
    """The writer's own connection: plain sqlite3, used from one native thread at a time."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    _set_up(connection)
    return connection


def reader(path: Path) -> Engine:
    """For short reads and for migrations."""
    engine = create_engine(f"sqlite:///{path}", isolation_level="AUTOCOMMIT")
    event.listen(engine, "connect", lambda connection, record: _set_up(connection))
    return engine


def check(path: Path) -> None:
    """Raise BrokenShelf when the file is damaged; a missing file is fine. Only looks: an ordinary connection would
    already write what waits in the log into the file."""
    if not path.exists():
        return
    if wal.is_damaged(path):
        raise BrokenShelf(
            f"The log {path}-wal is damaged, and with it what was saved last. Nothing was changed. Put back a copy of "
            "the folder, or move that file away to go on without what it holds."
        )
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        answer = str(error)
    if answer != "ok":
        raise BrokenShelf(
            f"The database {path} is damaged. Nothing was changed. Move it away (and the -wal and -shm files "
            "beside it) to start empty, or put back a copy of the folder."
        )


def keep_private(path: Path) -> None:
    """For this user alone, whichever command makes the file; SQLite gives the files beside it the same permissions."""
    path.touch(mode=0o600)
    path.chmod(0o600)


def _set_up(connection: Any) -> None:
    """Acknowledged means on disk (FULL); what is deleted is overwritten (secure_delete), and that is verified."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={BUSY_MS}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    if not overwrites(connection):
        raise BrokenShelf("This SQLite cannot overwrite what it deletes, so it cannot keep the promise to forget.")


def overwrites(connection: Any) -> bool:
    """Whether this SQLite overwrites what it deletes, once it is told to."""
    return bool(connection.execute("PRAGMA secure_delete=ON").fetchone()[0] == 1)
