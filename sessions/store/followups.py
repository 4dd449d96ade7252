"""Follow-ups on the shelf: found and saved like sessions, their ballots in the same boxes."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Engine as Reader
from sqlalchemy import Select, delete, insert, select, update

from sessions.errors import UnknownFollowup
from sessions.followup.state import FollowupState
from sessions.store.plain import plain
from sessions.store.tables import ballots, boxes, followups
from sessions.store.work import Statement, Work
from sessions.store.writer import Writer


class FollowupShelf:
    """Reads happen at once; everything that changes goes through the one writer."""

    def __init__(self, reader: Reader, writer: Writer) -> None:
        self._reader, self._writer = reader, writer

    def ids(self, session_id: str | None = None) -> list[str]:
        """Every follow-up, or those of one session."""
        query = select(followups.c.id).order_by(followups.c.id)
        return self._first_of(query.where(followups.c.session == session_id) if session_id else query)

    def find(self, followup_id: str) -> FollowupState:
        """Raises UnknownFollowup."""
        found = self._first_of(select(followups.c.state).where(followups.c.id == followup_id))
        if not found:
            raise UnknownFollowup
        return FollowupState.from_json(found[0])

    def join_key(self, followup_id: str) -> bytes | None:
        """What checks its voter tokens: None before it opens and once it has ended. Raises UnknownFollowup."""
        with self._reader.connect() as connection:
            row = connection.execute(select(followups.c.join_key).where(followups.c.id == followup_id)).first()
        if row is None:
            raise UnknownFollowup
        key: bytes | None = row[0]
        return key

    def add(self, state: FollowupState) -> None:
        self._work(plain(insert(followups).values(id=state.id, session=state.session, join_key=None, **_facts(state))))

    def save(self, before: FollowupState, after: FollowupState, join_key: bytes | None) -> None:
        """Save a follow-up that has moved by one version, its ballot boxes with it. Raises Overtaken."""
        guard = (
            update(followups)
            .where(followups.c.id == after.id, followups.c.version == before.version)
            .values(join_key=join_key, **_facts(after))
        )
        gone, new = before.boxes.keys() - after.boxes.keys(), after.boxes.keys() - before.boxes.keys()
        opened = (
            plain(insert(boxes).values(id=box, session=after.id, link_group=after.boxes[box], open=True)) for box in new
        )
        self._work(plain(guard, must=1), *_emptied(gone), *opened)

    def forget(self, state: FollowupState) -> None:
        """Delete it with everything of it."""
        self._work(*_emptied(state.boxes), plain(delete(followups).where(followups.c.id == state.id)))

    def shut(self, state: FollowupState) -> None:
        """From here on none of its boxes takes an answer."""
        self._work(plain(update(boxes).where(boxes.c.session == state.id).values(open=False)))

    def _work(self, *statements: Statement) -> None:
        self._writer.put(Work(statements))

    def _first_of(self, query: Select[tuple[str]]) -> list[str]:
        with self._reader.connect() as connection:
            return list(connection.scalars(query))


def _facts(state: FollowupState) -> dict[str, object]:
    return {"stand": str(state.stand), "version": state.version, "state": state.to_json()}


def _emptied(gone: Iterable[str]) -> Iterable[Statement]:
    names = list(gone)
    yield plain(delete(ballots).where(ballots.c.box.in_(names)))
    yield plain(delete(boxes).where(boxes.c.id.in_(names)))
