"""A session's summary without a running server: for the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from app.config import read
from app.engine import select
from app.own_decks import own_decks
from app.shelf import opened
from app.world import World
from decks.library import Library
from sessions.playbill import Playbill
from sessions.summary import written


def take_home(flags: Mapping[str, Any], session_id: str, format_name: str) -> bytes:
    """The summary in that format. Raises UnknownSession, UnknownFormat or Refusal."""
    config = read(flags, os.environ)
    shelf = opened(config.data, select("threading"))
    session = Playbill(Library(own_decks(config)), shelf, World()).play(shelf.find(session_id))
    return written(session, format_name)
