"""Ballots go into their boxes: first or newer, open or shut, all decided in the transaction that stores them."""

from __future__ import annotations

import sqlite3
from enum import Enum

from sessions.ballots import Ballot


class BallotFate(Enum):
    """What became of a ballot."""

    FIRST = "first"
    CHANGED = "changed"
    KEPT = "kept"
    """The stored one is as new or newer, or was told already; it comes back as a Ballot."""
    SHUT = "shut"
    """Its box takes no answers."""


INSERT = """INSERT INTO ballots (box, pseudonym, seq, nonce, sealed)
SELECT ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM boxes WHERE id = ? AND open)
ON CONFLICT (box, pseudonym) DO NOTHING"""
MANY = """INSERT INTO ballots (box, pseudonym, seq, nonce, sealed)
SELECT * FROM (VALUES {}) WHERE EXISTS (SELECT 1 FROM boxes WHERE id = column1 AND open)
ON CONFLICT (box, pseudonym) DO NOTHING"""
TOGETHER = {count: MANY.format(", ".join(["(?, ?, ?, ?, ?)"] * count)) for count in (128, 64, 32, 16, 8, 4, 2)}
FIELDS = 5
OURS = "SELECT 1 FROM ballots WHERE box = ? AND pseudonym = ? AND nonce = ?"
UPDATE = """UPDATE ballots SET seq = ?, nonce = ?, sealed = ?
WHERE box = ? AND pseudonym = ? AND seq < ? AND NOT told AND EXISTS (SELECT 1 FROM boxes WHERE id = ? AND open)"""
STORED = """SELECT seq, nonce, sealed, told FROM ballots
WHERE box = ? AND pseudonym = ? AND EXISTS (SELECT 1 FROM boxes WHERE id = ? AND open)"""


def cast_all(connection: sqlite3.Connection, ballots: list[Ballot]) -> list[tuple[BallotFate, Ballot | None]]:
    """In as few statements as can be: around each, this thread and the one that serves pass each other the turn."""
    fates: list[tuple[BallotFate, Ballot | None]] = []
    at = 0
    while at < len(ballots):
        count = next((count for count in TOGETHER if count <= len(ballots) - at), 1)
        fates += _cast_some(connection, ballots[at : at + count])
        at += count
    return fates


def _cast_some(connection: sqlite3.Connection, ballots: list[Ballot]) -> list[tuple[BallotFate, Ballot | None]]:
    if len(ballots) == 1:
        return [_cast(connection, ballots[0])]
    values = [value for one in ballots for value in one[:FIELDS]]
    if connection.execute(TOGETHER[len(ballots)], values).rowcount == len(ballots):
        return [(BallotFate.FIRST, None)] * len(ballots)
    return [_inserted(connection, one) or _cast(connection, one) for one in ballots]


def _inserted(connection: sqlite3.Connection, ballot: Ballot) -> tuple[BallotFate, None] | None:
    """Whether it is the one that was just put in: nobody else's has its nonce."""
    found = connection.execute(OURS, (ballot.box, ballot.pseudonym, ballot.nonce)).fetchone()
    return (BallotFate.FIRST, None) if found else None


def _cast(connection: sqlite3.Connection, ballot: Ballot) -> tuple[BallotFate, Ballot | None]:
    """Open or closed, first or newer: all decided in the transaction that stores it."""
    box, who, seq = ballot.box, ballot.pseudonym, ballot.seq
    if connection.execute(INSERT, (box, who, seq, ballot.nonce, ballot.sealed, box)).rowcount:
        return BallotFate.FIRST, None
    if connection.execute(UPDATE, (seq, ballot.nonce, ballot.sealed, box, who, seq, box)).rowcount:
        return BallotFate.CHANGED, None
    stored = connection.execute(STORED, (box, who, box)).fetchone()
    if stored is None:
        return BallotFate.SHUT, None
    return BallotFate.KEPT, Ballot(box, who, *stored)
