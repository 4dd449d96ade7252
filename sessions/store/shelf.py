"""Find and save: what the rest of the house asks of the shelf, in its own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine as Reader
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import sqlite as dialects
from sqlalchemy.sql import Executable

from sessions.ballots import Ballot
from sessions.errors import UnknownSession
from sessions.ports import Engine
from sessions.state import SessionState, Status
from sessions.store import sqlite
from sessions.store.followups import FollowupShelf
from sessions.store.lookup import Lookup
from sessions.store.memory import Memory
from sessions.store.migrate import upgrade
from sessions.store.past import KeptPulses, Past, keeping
from sessions.store.plain import plain as _plain
from sessions.store.rows import Boxes, Row, StoredScript
from sessions.store.shares import Shares
from sessions.store.tables import ballots, boxes, items, metadata, scripts, sessions, shares, upvotes
from sessions.store.texts import Texts, unvote, upvote, work
from sessions.store.work import Checkpoint, Statement, Work
from sessions.store.writer import Writer

NO_TEXTS = Texts()
TELL = "UPDATE ballots SET told = 1 WHERE box = ? AND pseudonym = ? AND seq = ?"


class Shelf:
    """Reads are short and happen at once; everything that changes goes through the one writer."""

    def __init__(self, reader: Reader, writer: Writer, lookup: Lookup) -> None:
        self._reader = reader
        self.writer = writer
        self.ballot = lookup.ballot
        self._codes, self._join_keys = Memory[str](), Memory[bytes]()
        self.past = Past(reader, self._write)
        self.shares = Shares(reader, writer)
        self.followups = FollowupShelf(reader, writer)

    # --- find

    def find(self, session_id: str) -> SessionState:
        """Raises UnknownSession."""
        row = self._one(select(sessions.c.state).where(sessions.c.id == session_id))
        if row is None:
            raise UnknownSession
        return SessionState.from_json(row[0])

    def by_code(self, code: str) -> str | None:
        """The session that this code joins, or None."""
        return self._codes.get(code, self._find_code)

    def _find_code(self, code: str) -> str | None:
        row = self._one(select(sessions.c.id).where(sessions.c.code == code))
        return row[0] if row else None

    def join_key(self, session_id: str) -> bytes | None:
        """What checks this session's voter tokens; None once it has ended. Raises UnknownSession."""
        return self._join_keys.get(session_id, self._find_join_key)

    def _find_join_key(self, session_id: str) -> bytes | None:
        row = self._one(select(sessions.c.join_key).where(sessions.c.id == session_id))
        if row is None:
            raise UnknownSession
        return row[0]  # type: ignore[no-any-return]

    def all(self) -> list[Row]:
        """Every session, the newest day first."""
        columns = (
            sessions.c[name] for name in ("id", "title", "deck", "day", "status", "code", "rehearsal", "version")
        )
        order = (sessions.c.day.desc(), sessions.c.title, sessions.c.id)
        return [Row(*row) for row in self._rows(select(*columns).order_by(*order))]

    def running(self) -> list[str]:
        """The ids of the sessions that have not ended."""
        return [row[0] for row in self._rows(select(sessions.c.id).where(sessions.c.status != Status.ENDED))]

    def script(self, digest: str) -> StoredScript:
        row = self._one(select(scripts).where(scripts.c.digest == digest))
        assert row is not None, "a session never outlives its script"
        return StoredScript(*row)

    def boxes(self, session_id: str) -> dict[str, bool]:
        """The ballot boxes of a session that still exist, and whether each is open."""
        found = self._rows(select(boxes.c.id, boxes.c.open).where(boxes.c.session == session_id))
        return {box: bool(is_open) for box, is_open in found}

    def groups(self) -> set[str]:
        """Every link group that still has a ballot box."""
        return {row[0] for row in self._rows(select(boxes.c.link_group).distinct())}

    def how_many(self, box: str) -> int:
        """How many ballots lie in a box."""
        row = self._one(select(func.count()).select_from(ballots).where(ballots.c.box == box))
        return row[0] if row else 0

    def ballots_of(self, box: str, pseudonyms: Iterable[bytes]) -> list[Ballot]:
        """Those ballots alone: a box of a hall is read as a whole only at its end."""
        these = ballots.c.pseudonym.in_(list(pseudonyms))
        return [Ballot(*row) for row in self._rows(select(ballots).where(ballots.c.box == box, these))]

    def texts(self, session_id: str) -> list[Mapping[str, Any]]:
        """Every stored text of a session, as a row."""
        query = select(items).where(items.c.session == session_id)
        with self._reader.connect() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def upvotes(self, names: Iterable[str]) -> dict[str, int]:
        """How many have lifted up each of these questions, while it is open."""
        these = upvotes.c.item.in_(list(names))
        counted = select(upvotes.c.item, func.count()).where(these).group_by(upvotes.c.item)
        return {item: int(n) for item, n in self._rows(counted)}

    def upvoted(self, session_id: str, pseudonym: bytes) -> set[str]:
        """The questions that one person has lifted up."""
        mine = select(items.c.id).where(items.c.session == session_id)
        query = select(upvotes.c.item).where(upvotes.c.item.in_(mine), upvotes.c.pseudonym == pseudonym)
        return {row[0] for row in self._rows(query)}

    # --- save

    def add(self, state: SessionState, join_key: bytes, script: StoredScript) -> None:
        facts = {**_facts(state), "id": state.id, "join_key": join_key}
        self._write(_keep(script), insert(sessions).values(**facts))

    def save(
        self, state: SessionState, changes: Boxes, script: StoredScript | None = None, texts: Texts = NO_TEXTS
    ) -> None:
        """Save a session that has moved by one version, with what that does to its boxes and texts.
        Raises Overtaken."""
        facts = _facts(state)
        if state.status is Status.ENDED:
            facts["join_key"] = None
        guard = (
            update(sessions).where(sessions.c.id == state.id, sessions.c.version == state.version - 1).values(**facts)
        )
        first = [_plain(_keep(script))] if script else []
        told = (_plain(guard, must=1), *_box_work(state.id, changes), *work(state.id, texts))
        self.writer.put(Work((*first, *told)))
        if state.status is Status.ENDED:
            self._codes.drop(state.code)
            self._join_keys.drop(state.id)

    def put_texts(self, session_id: str, texts: Texts) -> None:
        """Save what changes in texts without a move of the session: they were handed on, or taken back."""
        self.writer.put(Work(tuple(work(session_id, texts))))

    def upvote(self, item: str, pseudonym: bytes, on: bool) -> None:
        """Lift a question up, or no longer."""
        self.writer.put(Work(tuple(upvote(item, pseudonym) if on else unvote(item, pseudonym))))

    def shut(self, box: str) -> None:
        """From here on the box takes no more answers; nothing else changes. Those that came before are in it."""
        last = _plain(update(boxes).where(boxes.c.id == box).values(open=False))
        self.writer.put(Work((last,), lane=box))

    def reopen(self, box: str) -> None:
        """The box takes answers again."""
        self._write(update(boxes).where(boxes.c.id == box).values(open=True))

    def first_ballots(self, box: str, most: int) -> list[Ballot]:
        """As many of a box as that, in the same order."""
        return [Ballot(*row) for row in self._rows(select(ballots).where(ballots.c.box == box).limit(most))]

    def ballots(self, box: str) -> list[Ballot]:
        """Everything in a box, in the order of its pseudonyms (which tells nothing)."""
        return [Ballot(*row) for row in self._rows(select(ballots).where(ballots.c.box == box))]

    def forget(self, session_id: str, but: KeptPulses | None = None) -> None:
        """Delete a session with everything of it `but` the totals that stay alone, and the scripts that no other
        session has played."""
        mine = select(boxes.c.id).where(boxes.c.session == session_id)
        played = select(sessions.c.id).where(sessions.c.state.contains(scripts.c.digest)).exists()
        texts = select(items.c.id).where(items.c.session == session_id)
        self._write(
            *([keeping(but)] if but else []),
            delete(upvotes).where(upvotes.c.item.in_(texts)),
            delete(items).where(items.c.session == session_id),
            delete(ballots).where(ballots.c.box.in_(mine)),
            delete(boxes).where(boxes.c.session == session_id),
            delete(shares).where(shares.c.session == session_id),
            delete(sessions).where(sessions.c.id == session_id),
            delete(scripts).where(~played),
        )
        self._codes.drop_all()
        self._join_keys.drop(session_id)

    def tell(self, box: str, these: Iterable[Ballot]) -> None:
        """From here on these ballots stand as they are: they are part of what the room sees. Raises Overtaken, and
        tells none of them, if one is no longer as it was read."""
        told = (Statement(TELL, (box, ballot.pseudonym, ballot.seq), must=1) for ballot in these)
        self.writer.put(Work(tuple(told)))

    def drop_boxes(self, ids: Iterable[str]) -> None:
        """Delete boxes and what lies in them."""
        names = list(ids)
        self._write(delete(ballots).where(ballots.c.box.in_(names)), delete(boxes).where(boxes.c.id.in_(names)))

    def wipe(self) -> bool:
        """Make sure that what was deleted is nowhere on the disk. False when a reader was in the way: try again."""
        return bool(self.writer.put(Checkpoint()))

    def tables(self) -> list[dict[str, Any]]:
        """What is stored, as the schema itself says it."""
        return [
            {
                "name": table.name,
                "says": table.comment,
                "columns": [{"name": column.name, "says": column.comment} for column in table.columns],
            }
            for table in metadata.sorted_tables
        ]

    def _write(self, *statements: Executable) -> Any:
        return self.writer.put(Work(tuple(_plain(statement) for statement in statements)))

    def _rows(self, query: Executable) -> list[Any]:
        with self._reader.connect() as connection:
            return list(connection.execute(query).fetchall())

    def _one(self, query: Executable) -> Any:
        with self._reader.connect() as connection:
            return connection.execute(query).first()


def open_shelf(folder: Path, engine: Engine, now: Callable[[], float] = lambda: 0.0) -> Shelf:
    """Open (or create, or migrate) the database in a data folder. Raises BrokenShelf or DatabaseTooNew."""
    path = folder / sqlite.FILE
    sqlite.check(path)
    sqlite.keep_private(path)
    reader = sqlite.reader(path)
    upgrade(reader)
    return Shelf(reader, Writer(sqlite.connect(path), engine, now), Lookup(sqlite.connect(path)))


def _facts(state: SessionState) -> dict[str, Any]:
    ended = state.status is Status.ENDED
    return {
        "code": None if ended else state.code,
        "status": str(state.status),
        "version": state.version,
        "title": state.title,
        "deck": state.deck,
        "day": state.day,
        "rehearsal": state.rehearsal,
        "state": state.to_json(),
    }


def _box_work(session_id: str, changes: Boxes) -> Iterable[Statement]:
    for box, group in changes.opened.items():
        yield _plain(insert(boxes).values(id=box, session=session_id, link_group=group, open=True))
    for box in changes.gone:
        yield _plain(delete(ballots).where(ballots.c.box == box))
        yield _plain(delete(boxes).where(boxes.c.id == box))


def _keep(script: StoredScript) -> Executable:
    row = {"digest": script.digest, "deck": script.deck, "folder": script.folder, "text": script.text}
    return dialects.insert(scripts).values(**row).on_conflict_do_nothing()
