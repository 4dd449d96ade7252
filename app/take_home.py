"""A session's summary without a running server: for the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from app.config import Config, read
from app.engine import select
from app.refusal import BadDataFolder
from app.world import World
from decks.library import Library
from sessions.playbill import Playbill
from sessions.store import Shelf, open_shelf
from sessions.store.migrate import DatabaseTooNew
from sessions.store.sqlite import BrokenShelf
from sessions.summary import written


def take_home(flags: Mapping[str, Any], session_id: str, format_name: str) -> bytes:
    """The summary in that format. Raises UnknownSession, UnknownFormat or Refusal."""
    config = read(flags, os.environ)
    shelf = opened(config)
    session = Playbill(Library(config.decks), shelf, World()).play(shelf.find(session_id))
    return written(session, format_name)


def opened(config: Config) -> Shelf:
    """The shelf of this data folder, brought to this version. Raises Refusal when it cannot be used."""
    try:
        return open_shelf(config.data, select("threading"))
    except (BrokenShelf, DatabaseTooNew) as error:
        raise BadDataFolder(error.says) from None
