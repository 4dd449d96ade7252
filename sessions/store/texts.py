"""Items and upvotes on the shelf: plain SQL, compiled once, since a hall writes thousands of texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, update
from sqlalchemy.dialects import sqlite as dialects

from sessions.store.tables import items, upvotes
from sessions.store.work import Statement

DIALECT = dialects.dialect(paramstyle="named")


@dataclass(frozen=True, slots=True)
class Texts:
    """What one change does to stored texts: rows to add, facts to change by id, ids that go, asks that are over (their
    texts lose their pseudonyms, their upvotes go), and texts to keep in plain words by id."""

    new: tuple[Mapping[str, Any], ...] = ()
    changed: tuple[Mapping[str, Any], ...] = ()
    gone: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    plain: tuple[Mapping[str, Any], ...] = ()


def work(session_id: str, texts: Texts) -> Iterator[Statement]:
    """The statements that make it so."""
    yield from (Statement(ADD, {**row, "session": session_id}) for row in texts.new)
    yield from (Statement(CHANGE, {f"new_{name}": value for name, value in row.items()}) for row in texts.changed)
    yield from (Statement(KEEP, {"new_id": row["id"], "text": row["text"], **NOTHING}) for row in texts.plain)
    yield from (Statement(FORGET_VOTES, {"gone": item}) for item in texts.gone)
    yield from (Statement(FORGET, {"gone": item}) for item in texts.gone)
    for ask in texts.over:
        yield Statement(FORGET_VOTES_OF, {"of_session": session_id, "of_ask": ask})
        yield Statement(UNLINK, {"of_session": session_id, "of_ask": ask, "pseudonym": None})


def upvote(item: str, pseudonym: bytes) -> Iterable[Statement]:
    """One vote; the same again changes nothing, and neither does one that comes once the question is closed."""
    yield Statement(VOTE, {"item": item, "pseudonym": pseudonym})


def unvote(item: str, pseudonym: bytes) -> Iterable[Statement]:
    yield Statement(UNVOTE, {"of_item": item, "of_pseudonym": pseudonym})


def _sql(statement: Any) -> str:
    return str(statement.compile(dialect=DIALECT))


NOTHING = {"sealed": None, "pseudonym": None}
_CHANGING = ("state", "mark", "n", "votes", "place")
_OF_ASK = (items.c.session == bindparam("of_session")) & (items.c.ask == bindparam("of_ask"))

ADD = _sql(insert(items))
CHANGE = _sql(
    update(items)
    .where(items.c.id == bindparam("new_id"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGING})
)
KEEP = _sql(
    update(items).where(items.c.id == bindparam("new_id")).values(text=bindparam("text"), sealed=None, pseudonym=None)
)
FORGET = _sql(delete(items).where(items.c.id == bindparam("gone")))
FORGET_VOTES = _sql(delete(upvotes).where(upvotes.c.item == bindparam("gone")))
FORGET_VOTES_OF = _sql(
    delete(upvotes).where(upvotes.c.item.in_(items.select().with_only_columns(items.c.id).where(_OF_ASK)))
)
UNLINK = _sql(update(items).where(_OF_ASK).values(pseudonym=None))
VOTE = """INSERT INTO upvotes (item, pseudonym)
SELECT :item, :pseudonym WHERE EXISTS (SELECT 1 FROM items WHERE id = :item AND pseudonym IS NOT NULL)
ON CONFLICT DO NOTHING"""
UNVOTE = _sql(
    delete(upvotes).where(upvotes.c.item == bindparam("of_item"), upvotes.c.pseudonym == bindparam("of_pseudonym"))
)
