"""The checker: what every phone was told, held against what is stored and against what was published.

Acknowledged means: there exactly once, with its last acknowledged value or a later one of the same phone whose fate
nobody told it. Refused means absent. Where nobody knows (the line broke), either is right. Nothing else is there.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from base64 import urlsafe_b64decode
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sessions.ballots import Ballot, GroupKey, open_ballot, pseudonym
from sessions.entries import Entry
from tests.cast import House

MAC_BYTES = VOTER_BYTES = 16
OK, NO, UNKNOWN = "ok", "no", "unknown"

Stored = Mapping[bytes, tuple[int, Any]]
"""By pseudonym: the number of the answer that stands, and its value."""


@dataclass(frozen=True)
class Journal:
    """What one phone sent, by number, and what it was told of each."""

    who: bytes
    values: Mapping[int, Any]
    fates: Mapping[int, str]

    @property
    def acknowledged(self) -> int:
        """The highest number that the server said it has; 0 when there is none."""
        return max((seq for seq, fate in self.fates.items() if fate == OK), default=0)

    def problem(self, stored: tuple[int, Any] | None) -> str:
        """What is wrong with what is stored of this phone, if anything."""
        if stored is None:
            return f"answer {self.acknowledged} was acknowledged and is lost" if self.acknowledged else ""
        seq, value = stored
        if seq not in self.values:
            return f"answer {seq} is stored and was never sent"
        if value != self.values[seq]:
            return f"answer {seq} was {self.values[seq]!r} and is stored as {value!r}"
        if seq < self.acknowledged:
            return f"answer {self.acknowledged} was acknowledged, and {seq} stands"
        if self.fates[seq] == NO:
            return f"answer {seq} was refused, and it stands"
        return ""


def journal(key: GroupKey, token: str, said: Iterable[tuple[int, Any, str]]) -> Journal:
    """The same number may have been sent several times: one yes is a yes, and one silence leaves a no in doubt."""
    values: dict[int, Any] = {}
    fates: dict[int, str] = {}
    for seq, value, fate in said:
        assert values.setdefault(seq, value) == value
        fates[seq] = max(fates.get(seq, NO), fate, key=(NO, UNKNOWN, OK).index)
    return Journal(pseudonym(key, voter(token)), values, fates)


def voter(token: str) -> bytes:
    """What a phone's token says of it."""
    raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    return raw[1:-MAC_BYTES][-VOTER_BYTES:]


def problems(journals: Iterable[Journal], stored: Stored) -> list[str]:
    """Everything that is lost, doubled, changed, or from nobody."""
    kept = list(journals)
    found = [problem for one in kept if (problem := one.problem(stored.get(one.who)))]
    strangers = stored.keys() - {one.who for one in kept}
    return found + [f"{len(strangers)} answers are from nobody"] * bool(strangers)


def tallied(stored: Stored, options: str) -> dict[str, int]:
    """What the published tally has to be."""
    counts = Counter(value for _, value in stored.values())
    return {option: counts[option] for option in options}


# --- what lies in the house


def open_box(house: House, session: str) -> tuple[GroupKey, Stored]:
    """Every ballot of the one vote of this session that is open, opened with its key, from a copy of the files as they
    lie there: the server may be dead."""
    with tempfile.TemporaryDirectory() as folder:
        for path in house.disk.glob("readtheroom.db*"):
            if not path.name.endswith("-shm"):
                shutil.copy(path, folder)
        with closing(sqlite3.connect(Path(folder) / "readtheroom.db")) as database:
            query = "SELECT id, link_group FROM boxes WHERE session = ? AND open"
            ((box, group),) = database.execute(query, (session,)).fetchall()
            rows = database.execute("SELECT box, pseudonym, seq, nonce, sealed FROM ballots WHERE box = ?", (box,))
            (secret,) = (path.read_bytes() for path in house.key_files if path.name == group)
            key = GroupKey.of(secret)
            return key, {row[1]: (row[2], Entry.of(open_ballot(key, Ballot(*row))).value) for row in rows}
