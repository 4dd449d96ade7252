"""`readtheroom privacy-check`: says in plain words what is stored right now, and whether it is more than promised."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.brand import USUAL as BRAND
from app.config import read
from app.data import LOCK, hold
from app.doctor.finding import BAD, Finding, bad, good, look
from app.keys import key_place
from app.own_decks import IN_DATA
from app.refusal import BadDataFolder
from app.world import World
from sessions.store.census import Census, Counted, census
from sessions.store.overdue import Calendar, Overdue, overdue
from sessions.store.sqlite import BrokenShelf

TELL = "Tell whoever runs this server, and keep the data folder as it is."
RESTART = "Start the server on this folder and stop it again; it finishes what was left."
LEAVE_TO_THE_SERVER = (
    "Start the server on this folder: it deletes them at once, and while it runs within a minute. If it is started "
    "with other days (READTHEROOM_RETENTION_DAYS, READTHEROOM_KEEP_PULSES), check with the same."
)
NOT_PRIVATE = frozenset({IN_DATA, BRAND, "static"})
"""Folders in the data folder that hold decks, a logo and style sheets, and nothing about people."""


def look_around(flags: Mapping[str, Any], env: Mapping[str, str]) -> Iterator[Finding]:
    """What is stored in a data folder and beside it. Raises Refusal when the settings cannot be read."""
    config = read(flags, env)
    keys, in_memory = key_place(config.data)
    calendar = Calendar(World().today(), config.retention_days, config.keep_pulses)
    yield from findings(config.data, keys, in_memory, _is_served(config.data), calendar)


def findings(data: Path, keys: Path, in_memory: bool, serves: bool, calendar: Calendar) -> Iterator[Finding]:
    """Every finding: first what is there, table by table, then what of it must not be there."""
    try:
        counted, old = census(data), overdue(data, calendar)
    except BrokenShelf as error:
        yield bad(error.says, TELL)
        return
    except (AttributeError, KeyError, TypeError, ValueError):  # what a row's text says fits none of our shapes
        yield bad("Something is stored in a shape that this program never writes, so nobody can say what it is.", TELL)
        return
    groups = counted.open_groups if counted else frozenset()
    if counted is None:
        yield good(f"No session was ever stored in {data}.")
    else:
        yield from map(_table, counted.tables)
        yield from judged(counted, serves)
        yield from _too_old(old, calendar)
    yield from _keys(keys, groups, in_memory)
    yield from _files(data, keys)


def verdict(found: list[Finding]) -> str:
    """The last line."""
    wrong = sum(finding.mark == BAD for finding in found)
    if not wrong:
        return "Nothing more is stored than was promised."
    return f"More is stored than was promised: see {BAD}."


def _table(table: Counted) -> Finding:
    columns = "".join(f"\n      {name}: {says}" for name, says in table.columns.items())
    besides = ", and those of open follow-ups, which nobody counts" if table.besides else ""
    return good(f"{table.name}: {table.rows} row{'' if table.rows == 1 else 's'}{besides}. {table.says}{columns}")


def judged(counted: Census, serves: bool) -> Iterator[Finding]:
    """What of a census should not be there."""
    wrong: tuple[tuple[object, str, str], ...] = (
        (counted.unknown, f"Something is stored that no page speaks of: {', '.join(counted.unknown)}.", TELL),
        (
            counted.ballots,
            f"{counted.ballots} sealed answers are still there although their question is over.",
            RESTART,
        ),
        (counted.authored, f"{counted.authored} texts still lead to who wrote them although it is over.", TELL),
        (counted.upvotes, f"{counted.upvotes} votes for questions are still there although it is over.", TELL),
        (counted.texts, f"{counted.texts} texts of ended sessions are kept without their authors' leave.", TELL),
        (counted.small, f"{counted.small} totals of fewer than ten people were kept without their session.", TELL),
        (counted.links, f"{counted.links} links lead to summaries that are not released.", TELL),
        (counted.doors, f"{counted.doors} ended sessions or follow-ups could still let phones in.", TELL),
        (not counted.overwrites, "This SQLite does not overwrite what it deletes.", "Use another Python."),
        (counted.answers_in_log, "Nothing is open, and the database's log still holds answers.", RESTART),
    )
    yield from (bad(says, do) for is_so, says, do in wrong if is_so)
    yield from _left_behind(counted, serves)


def _too_old(old: Overdue, calendar: Calendar) -> Iterator[Finding]:
    days = f"although their {calendar.days} days are over"
    wrong = (
        (old.sessions, f"{old.sessions} sessions are still there {days}."),
        (old.followups, f"{old.followups} ended follow-ups are still there {days}."),
        (old.pulses, f"{old.pulses} totals of deleted sessions are still there although they may not be kept."),
        (old.links, f"{old.links} links to summaries are still there although their last day is over."),
    )
    yield from (bad(says, LEAVE_TO_THE_SERVER) for number, says in wrong if number)


def _left_behind(counted: Census, serves: bool) -> Iterator[Finding]:
    """While a server runs, a rehearsal may be going on, and its log is in use."""
    if counted.rehearsals and serves:
        yield look(
            f"Rehearsals going on, or just over: {counted.rehearsals}.", "Minutes after its end each is deleted."
        )
    elif counted.rehearsals:
        yield bad(f"A rehearsal was left behind, and no server runs: {counted.rehearsals}.", RESTART)
    if counted.log and not serves and not counted.open_groups:
        yield bad(f"Nothing is open and no server runs, and the database's log has {counted.log} bytes.", RESTART)


def _keys(keys: Path, groups: frozenset[str], in_memory: bool) -> Iterator[Finding]:
    found = {path.name for path in keys.iterdir()} if keys.is_dir() else set()
    where = "in memory, on no disk" if in_memory else "in a private file, since this system has no folder in memory"
    yield good(f"Keys of open questions and texts: {len(found & groups)}, {where}.")
    if strays := found - groups:
        yield bad(f"{len(strays)} keys are still there although nothing is open for them.", RESTART)


def _files(data: Path, keys: Path) -> Iterator[Finding]:
    """Whether anybody else on this machine could read them."""
    if os.name != "posix":
        return
    mine = [path for path in data.rglob("*") if path.relative_to(data).parts[0] not in NOT_PRIVATE]
    theirs = [path for path in (*mine, *keys.rglob("*")) if path.is_file() and path.stat().st_mode & 0o077]
    if theirs:
        names = ", ".join(sorted(path.name for path in theirs))
        yield bad(f"Others on this machine can read: {names}.", f"chmod 600 {' '.join(map(str, theirs))}")
    else:
        yield good("Nobody else on this machine can read the files.")


def _is_served(data: Path) -> bool:
    if not (data / LOCK).exists():
        return False
    try:
        held = hold(data)
    except BadDataFolder:
        return True
    with held:
        return False
