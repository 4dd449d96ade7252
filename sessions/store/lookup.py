"""One phone's own ballot, looked up on a connection that stays open: each phone that arrives asks for its own, twice.

The query is written once. What is found is read to its end at once, so this reader is in nobody's way afterwards.
"""

from __future__ import annotations

from sqlite3 import Connection

from sqlalchemy import bindparam, select

from sessions.ballots import Ballot
from sessions.store.plain import plain
from sessions.store.tables import ballots

QUERY = plain(select(ballots).where(ballots.c.box == bindparam("here"), ballots.c.pseudonym == bindparam("who"))).sql


class Lookup:
    """Looks; never writes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ballot(self, box: str, pseudonym: bytes) -> Ballot | None:
        found = self._connection.execute(QUERY, {"here": box, "who": pseudonym}).fetchall()
        for _, _, seq, nonce, sealed, told in found:
            return Ballot(box, pseudonym, seq, nonce, sealed, bool(told))
        return None
