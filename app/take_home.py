"""A session's summary as a file: beside a server that goes on, and without one for the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from app.brand import brand_of
from app.config import Config, read
from app.engine import Engine, select
from app.keys import key_place
from app.news import News
from app.own_decks import own_decks
from app.shelf import opened
from app.world import World
from decks.library import Library
from sessions.brand import Brand
from sessions.comparison.archive import Archive
from sessions.comparison.files import written as compared
from sessions.keys import Keyring
from sessions.moderation.desk import Desk
from sessions.playbill import Playbill
from sessions.release.edition import edition
from sessions.session import LiveSession
from sessions.stage import House
from sessions.summary import format_named
from sessions.summary.apart import written_apart


class Binder:
    """Writes files one after the other. What takes long is written in another process, so that phones never wait."""

    def __init__(self, engine: Engine, desk: Desk, brand: Brand | None = None) -> None:
        self._desk, self._brand, self._one_at_a_time = desk, brand, engine.lock()

    def file(self, session: LiveSession, name: str) -> bytes:
        """The summary in that format, as the presenter lets it go home. Raises UnknownFormat or SummaryTooLong."""
        format, told = format_named(name), edition(session, self._desk.kept(session), self._brand)
        if not format.long:
            return format.write(told, session.words)
        with self._one_at_a_time:
            return written_apart(told, session.words, name)


def take_home(flags: Mapping[str, Any], session_id: str, format_name: str) -> tuple[bytes, bool]:
    """The summary in that format, as the presenter lets it go home, and whether it was released. Raises UnknownSession,
    UnknownFormat or Refusal."""
    config = read(flags, os.environ)
    house = _house(config)
    session = house.playbill.play(house.shelf.find(session_id))
    told = edition(session, Desk(house).kept(session), brand_of(config))
    return format_named(format_name).write(told, session.words), not told.draft


def side_by_side(flags: Mapping[str, Any], deck: str, format_name: str) -> bytes:
    """The runs of a deck, as PDF or page. Raises UnknownDeck, FewRuns or Refusal."""
    config = read(flags, os.environ)
    house = _house(config)
    return compared(Archive(house.shelf, house.playbill).compared(deck), format_name, brand_of(config))


def _house(config: Config) -> House:
    """The house without a server: nobody listens."""
    engine, world = select("threading"), World()
    shelf = opened(config.data, engine)
    keyring = Keyring(key_place(config.data)[0], world.token)
    return House(shelf, keyring, Playbill(Library(own_decks(config)), shelf, world), world, engine, News(engine))
