"""What ran: sessions that have ended, as they are listed and compared, and the totals that outlive some of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Engine as Reader
from sqlalchemy import delete, func, insert, select
from sqlalchemy.sql import Executable

from sessions.state import SessionState, Status
from sessions.store.tables import pulses, sessions


@dataclass(frozen=True, slots=True)
class KeptPulses:
    """The totals of one run, kept alone: no session, no title, no day."""

    id: str
    deck: str
    lang: str
    month: str
    days: int
    told: str


class Past:
    """Reads without loading more of a session than is asked for."""

    def __init__(self, reader: Reader, write: Callable[..., Any]) -> None:
        self._reader, self._write = reader, write

    def ended(self, deck: str) -> list[SessionState]:
        """Every session of this deck that has ended, rehearsals left out."""
        these = (sessions.c.deck == deck, sessions.c.status == Status.ENDED, sessions.c.rehearsal.is_(False))
        return [SessionState.from_json(row[0]) for row in self._rows(select(sessions.c.state).where(*these))]

    def participants(self, ids: Iterable[str]) -> dict[str, int]:
        """The most phones that were in the room of each of these sessions."""
        most = func.json_extract(sessions.c.state, "$.participants")
        found = self._rows(select(sessions.c.id, most).where(sessions.c.id.in_(list(ids))))
        return {name: int(n) for name, n in found}

    def kept(self, deck: str | None = None) -> list[KeptPulses]:
        """The totals that are kept alone, of one deck or of all."""
        query = select(pulses) if deck is None else select(pulses).where(pulses.c.deck == deck)
        return [KeptPulses(*row) for row in self._rows(query)]

    def forget(self, kept: Iterable[str]) -> None:
        """Delete totals that were kept alone."""
        self._write(delete(pulses).where(pulses.c.id.in_(list(kept))))

    def _rows(self, query: Executable) -> list[Any]:
        with self._reader.connect() as connection:
            return list(connection.execute(query).fetchall())


def keeping(kept: KeptPulses) -> Executable:
    """The statement that keeps totals alone."""
    return insert(pulses).values(**asdict(kept))
