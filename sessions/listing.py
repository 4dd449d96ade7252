"""What ran, to look through: found by words, deck and day, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sessions.days import is_day
from sessions.errors import InvalidMessage
from sessions.store.rows import Row

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; what is empty was not said. Days are as 2026-11-21, both included."""

    q: str = ""
    deck: str = ""
    first: str = ""
    last: str = ""

    @property
    def says_something(self) -> bool:
        return bool(self.q or self.deck or self.first or self.last)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of what was found. Numbers begin with 1."""

    rows: Sequence[Row]
    found: int
    number: int
    pages: int


def wanted(q: str, deck: str, first: str, last: str) -> Wanted:
    """What was asked for. Raises InvalidMessage where a day is none."""
    if not all(map(is_day, filter(None, (first, last)))):
        raise InvalidMessage("That is no day. Write it like 2026-11-21.")
    return Wanted(" ".join(q.split()), deck.strip(), first, last)


def find(rows: Sequence[Row], wanted: Wanted, titles: Mapping[str, str]) -> list[Row]:
    """The rows that fit, rehearsals left out, in their order. `titles` are those of the decks by their ids."""
    words = wanted.q.casefold().split()
    return [row for row in rows if not row.rehearsal and _fits(row, wanted) and _speaks_of(row, words, titles)]


def _fits(row: Row, wanted: Wanted) -> bool:
    deck = not wanted.deck or row.deck == wanted.deck
    return deck and (wanted.first or row.day) <= row.day <= (wanted.last or row.day)


def _speaks_of(row: Row, words: Sequence[str], titles: Mapping[str, str]) -> bool:
    """Every word occurs in its title or its deck."""
    text = f"{row.title} {row.deck} {titles.get(row.deck, '')}".casefold()
    return all(word in text for word in words)


def page(rows: Sequence[Row], number: int) -> Page:
    """That page; the nearest one where there is none of that number."""
    pages = max(-(-len(rows) // PER_PAGE), 1)
    number = min(max(number, 1), pages)
    return Page(rows[(number - 1) * PER_PAGE : number * PER_PAGE], len(rows), number, pages)
