"""What still lies in a database although its last day is over."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sessions.comparison.kept import is_over
from sessions.days import kept_until
from sessions.store.glance import followups, glance, present, rows, sessions
from sessions.store.past import KeptPulses


@dataclass(frozen=True, slots=True)
class Calendar:
    """Today, and how long this house keeps what: sessions and ended follow-ups, and pulses alone (0: not at all)."""

    today: str
    days: int
    pulses: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """How many of each should have been deleted by now. Rehearsals have minutes, not days, and are not among them."""

    sessions: int = 0
    followups: int = 0
    pulses: int = 0
    links: int = 0


def overdue(folder: Path, calendar: Calendar) -> Overdue:
    """Look; nothing is overdue where there is no database yet. Raises BrokenShelf."""
    with glance(folder) as database:
        return _overdue(database, calendar) if database else Overdue()


def _overdue(database: sqlite3.Connection, calendar: Calendar) -> Overdue:
    ended = [state.ended for state in followups(database) if state.ended]
    there = present(database)
    return Overdue(
        sessions=sum(_is_past(state.day, calendar) for state in sessions(database) if not state.rehearsal),
        followups=sum(_is_past(day, calendar) for day in ended),
        pulses=sum(_may_not_stay(kept, calendar) for kept in _kept(database)) if "pulses" in there else 0,
        links=sum(row["until"] < calendar.today for row in rows(database, LINKS)) if "shares" in there else 0,
    )


KEPT = "SELECT id, deck, lang, month, days, told FROM pulses"
LINKS = "SELECT until FROM shares"


def _kept(database: sqlite3.Connection) -> list[KeptPulses]:
    return [KeptPulses(*row) for row in rows(database, KEPT)]


def _is_past(day: str, calendar: Calendar) -> bool:
    return calendar.today > kept_until(day, calendar.days)


def _may_not_stay(kept: KeptPulses, calendar: Calendar) -> bool:
    return not calendar.pulses or is_over(kept, calendar.today, calendar.pulses)
