"""Share links on the shelf: only their checksums, and days instead of times."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Engine as Reader
from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import sqlite as dialects

from sessions.store.tables import shares
from sessions.store.work import Statement, Work
from sessions.store.writer import Writer

DIALECT = dialects.dialect(paramstyle="named")


@dataclass(frozen=True, slots=True)
class Share:
    """One link: its name, the session it opens, the checksum of what it is made of, and its days."""

    id: str
    session: str
    digest: str
    made: str
    until: str
    used: str | None = None


class Shares:
    """The links of all sessions."""

    def __init__(self, reader: Reader, writer: Writer) -> None:
        self._reader, self._writer = reader, writer

    def of(self, session_id: str) -> list[Share]:
        """The links of one session, the newest first."""
        order = (shares.c.made.desc(), shares.c.until.desc(), shares.c.id)
        return self._found(select(shares).where(shares.c.session == session_id).order_by(*order))

    def by_digest(self, digest: str) -> Share | None:
        return next(iter(self._found(select(shares).where(shares.c.digest == digest))), None)

    def add(self, share: Share) -> None:
        self._write(insert(shares).values(**asdict(share)))

    def opened(self, share: Share, day: str) -> None:
        """Somebody opened it that day; written down once a day."""
        if share.used != day:
            self._write(update(shares).where(shares.c.id == share.id).values(used=day))

    def revoke(self, session_id: str, share_id: str) -> None:
        self._write(delete(shares).where(shares.c.session == session_id, shares.c.id == share_id))

    def revoke_all(self, session_id: str) -> None:
        self._write(delete(shares).where(shares.c.session == session_id))

    def forget(self, today: str) -> None:
        """Links whose last day is over go."""
        if self._found(select(shares).where(shares.c.until < today)):
            self._write(delete(shares).where(shares.c.until < today))

    def _found(self, query: Any) -> list[Share]:
        with self._reader.connect() as connection:
            return [Share(*row) for row in connection.execute(query).fetchall()]

    def _write(self, statement: Any) -> None:
        """Compiled here, so that the writer's thread only runs plain SQL."""
        compiled = statement.compile(dialect=DIALECT)
        self._writer.put(Work((Statement(str(compiled), compiled.params),)))
