"""What lies in a database right now, counted without touching it: for whoever wants to see that nothing is left."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from decks.asks import kind_of
from decks.parse import parse
from sessions.comparison.pulse import LEAST
from sessions.comparison.run import kept_run
from sessions.followup.state import FollowupState, Stand
from sessions.moderation.item import Sort
from sessions.state import SessionState, Status
from sessions.store import sqlite
from sessions.store.glance import followups, glance, present, rows, sessions
from sessions.store.tables import ballots, metadata
from sessions.store.wal import log_size, pages_in_log


@dataclass(frozen=True, slots=True)
class Counted:
    """One table: how many rows it has, what the schema says about it, and what about each column."""

    name: str
    rows: int
    says: str
    columns: Mapping[str, str]
    besides: bool = False
    """There may be more: answers of open follow-ups are counted by nobody."""


@dataclass(frozen=True, slots=True)
class Census:
    """What is there, and what of it should not be. Each number of the second part is 0 in a house that keeps its
    promises; `open_groups` are the link groups whose key may live."""

    tables: tuple[Counted, ...]
    open_groups: frozenset[str]
    rehearsals: int
    log: int
    overwrites: bool
    unknown: tuple[str, ...]
    """Tables and columns that no promise speaks of."""
    ballots: int
    """Ballots of no open link group, those of follow-ups that are open left out."""
    authored: int
    """Texts that lead to a ballot although their question is closed."""
    upvotes: int
    """Votes for questions that are closed."""
    texts: int
    """Texts of ended sessions without their authors' leave."""
    links: int
    """Links to summaries that are not released, or to sessions that are gone."""
    doors: int
    """Ended sessions and follow-ups that phones could still be let into."""
    small: int
    """Totals kept alone although fewer people answered than may be compared."""
    answers_in_log: bool
    """Nothing is open, and the log still holds pages of answers."""


def census(folder: Path) -> Census | None:
    """Count; None where there is no database yet. Raises BrokenShelf."""
    with glance(folder) as database:
        return _census(database, folder / sqlite.FILE) if database else None


def _census(database: sqlite3.Connection, path: Path) -> Census:
    states, later = sessions(database), followups(database)
    uncounted = {box for state in later for box in state.boxes}
    boxes = uncounted.union(*(state.boxes for state in states))
    groups = frozenset[str]().union(*(state.groups for state in states), *(state.groups for state in later))
    linked = {row["id"] for row in rows(database, "SELECT id FROM items WHERE pseudonym IS NOT NULL")}
    return Census(
        tables=tuple(_counted(database, uncounted)),
        open_groups=groups,
        rehearsals=sum(state.rehearsal for state in states),
        log=log_size(path),
        overwrites=sqlite.overwrites(database),
        unknown=tuple(_unknown(database)),
        ballots=sum(row["box"] not in boxes for row in rows(database, "SELECT box FROM ballots")),
        authored=sum(_is_authored(row, states) for row in rows(database, LINKED)),
        upvotes=sum(row["item"] not in linked for row in rows(database, "SELECT item FROM upvotes")),
        texts=sum(_without_leave(database, state) for state in states if state.status is Status.ENDED),
        links=_astray(database, states),
        doors=len(rows(database, DOORS, str(Status.ENDED))) + _late_doors(database, later),
        small=sum(_is_small(row["told"]) for row in rows(database, KEPT)),
        answers_in_log=not boxes and bool(pages_in_log(path) & _places_of_answers(database)),
    )


LINKED = "SELECT session, ask, sort FROM items WHERE pseudonym IS NOT NULL"
DOORS = "SELECT id FROM sessions WHERE status = ? AND (join_key IS NOT NULL OR code IS NOT NULL)"
PLACES = "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name IN ('ballots', 'upvotes')"
KEPT = "SELECT told FROM pulses"
LINKS = "SELECT session FROM shares"
OF_SESSION = "SELECT ask, keep, sealed, text FROM items WHERE session = ?"


def _late_doors(database: sqlite3.Connection, states: list[FollowupState]) -> int:
    ended = {state.id for state in states if state.stand is Stand.ENDED}
    keyed = rows(database, "SELECT id FROM followups WHERE join_key IS NOT NULL") if states else []
    return sum(row["id"] in ended for row in keyed)


def _counted(database: sqlite3.Connection, uncounted: set[str]) -> Iterator[Counted]:
    """Every table. How many have answered an open follow-up is told to nobody, not even here."""
    for name, columns in present(database).items():
        hides = name == ballots.name and bool(uncounted)
        every = f'SELECT count(*) AS n FROM "{name}"'
        found = _answers(database, uncounted) if hides else rows(database, every)[0]["n"]
        table = metadata.tables.get(name)
        says = {column: str(table.c[column].comment) for column in columns if table is not None and column in table.c}
        yield Counted(name, found, str(table.comment) if table is not None else "", says, hides)


def _answers(database: sqlite3.Connection, uncounted: set[str]) -> int:
    return sum(row["box"] not in uncounted for row in rows(database, "SELECT box FROM ballots"))


def _unknown(database: sqlite3.Connection) -> Iterator[str]:
    for name, columns in present(database).items():
        table = metadata.tables.get(name)
        if table is None:
            yield name
        else:
            yield from (f"{name}.{column}" for column in columns if column not in table.c)


def _astray(database: sqlite3.Connection, states: list[SessionState]) -> int:
    """How many links lead to nothing that may be read."""
    released = {state.id for state in states if state.release.day}
    links = rows(database, LINKS) if "shares" in present(database) else []
    return sum(row["session"] not in released for row in links)


def _places_of_answers(database: sqlite3.Connection) -> set[int]:
    """The first pages of the tables that hold single answers."""
    return {row["rootpage"] for row in rows(database, PLACES)}


def _is_small(told: str) -> bool:
    run = kept_run("", "", "", told)
    return any(sum(half.counts) < LEAST for pulse in run.pulses for half in (pulse.start, pulse.end))


def _is_authored(row: Any, states: list[SessionState]) -> bool:
    state = next((state for state in states if state.id == row["session"]), None)
    standing = state.asks.get(row["ask"]) if state else None
    if standing is None:
        return True
    return not (standing.reasons if row["sort"] == str(Sort.REASON) else standing.live)


def _without_leave(database: sqlite3.Connection, state: SessionState) -> int:
    words = _asks_of_words(database, state)
    kept = Counter(
        bool(row["sealed"]) or not (row["keep"] or row["ask"] in words) for row in rows(database, OF_SESSION, state.id)
    )
    return kept[True]


def _asks_of_words(database: sqlite3.Connection, state: SessionState) -> set[str]:
    """The asks whose texts are words that belong to nobody: those the room saw stay with their numbers."""
    found: set[str] = set()
    for row in rows(database, "SELECT deck, text FROM scripts WHERE deck = ?", state.deck):
        deck, _ = parse(row["text"], file=f"{row['deck']}.md", deck_id=row["deck"], folder=None)
        asks = {slide.id: slide.ask for slide in deck.slides if slide.ask} if deck else {}
        found |= {name for name, ask in asks.items() if (items := kind_of(ask).items) and items.once}
    return found
