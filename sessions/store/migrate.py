"""Bring a database to this version, or refuse one that is newer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

HERE = Path(__file__).parent / "migrations"


class DatabaseTooNew(Exception):
    """The database was made by a newer version of the product."""

    says = (
        "This data folder was last used by a newer version of Read the Room. "
        "Install that version again, or start with another folder: readtheroom serve --data DIR"
    )


def upgrade(engine: Engine) -> None:
    """Create or migrate the tables. Raises DatabaseTooNew and touches nothing when this version is too old."""
    with engine.connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(HERE))
        config.attributes["connection"] = connection
        script = ScriptDirectory.from_config(config)
        current = _current(connection)
        if current == script.get_current_head():
            return
        if current is not None and current not in {revision.revision for revision in script.walk_revisions()}:
            raise DatabaseTooNew
        _whole(connection, lambda: command.upgrade(config, "head"))


def _whole(connection: Connection, work: Callable[[], None]) -> None:
    """All of it or nothing, also when the process dies in the middle: half an upgrade could never be finished."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        work()
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("COMMIT")


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
