"""The shelf: the only room with SQL. Sessions are found and saved here; ballots are committed in groups."""

from sessions.store.ballots import BallotFate
from sessions.store.shelf import Shelf, open_shelf
from sessions.store.writer import Writer

__all__ = ["BallotFate", "Shelf", "Writer", "open_shelf"]
