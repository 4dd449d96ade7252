"""An item: one text as the people who look at texts see it, without anything that leads to its author."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class ItemState(StrEnum):
    """Where a text stands: only an approved one is seen by the room."""

    WAITING = "waiting"
    APPROVED = "approved"
    HIDDEN = "hidden"
    REMOVED = "removed"


class Sort(StrEnum):
    """What a text is: an answer to the ask, or a reason why a decent person might choose one of its answers."""

    ANSWER = "answer"
    REASON = "reason"


class Mark(StrEnum):
    """What became of a question from the room."""

    NONE = ""
    ANSWERED = "answered"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Item:
    """`n` is how many people wrote a word (counted at close), `votes` how often the room lifted a question up, as last
    told; `place` counts approvals. `ballot` leads to the sealed answer while its ask is open, and to nothing after."""

    id: str
    ask: str
    text: str
    sort: Sort = Sort.ANSWER
    option: str = ""
    state: ItemState = ItemState.WAITING
    mark: Mark = Mark.NONE
    n: int = 1
    votes: int = 0
    place: int = 0
    keep: bool = False
    ballot: bytes | None = None

    @property
    def seen(self) -> bool:
        """The room may see it."""
        return self.state is ItemState.APPROVED


@dataclass(frozen=True, slots=True)
class ItemChanges:
    """What one move does to items: which are new, which stand elsewhere now, which go; the asks whose texts lose
    what led to their authors; and what is kept in plain words when the session ends."""

    new: tuple[Item, ...] = ()
    changed: tuple[Item, ...] = ()
    gone: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()
    plain: tuple[Item, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone or self.over or self.plain)

    def __or__(self, other: ItemChanges) -> ItemChanges:
        return ItemChanges(
            (*self.new, *other.new),
            (*self.changed, *other.changed),
            self.gone | other.gone,
            self.over | other.over,
            (*self.plain, *other.plain),
        )


def approved(items: Iterable[Item], ask: str, sort: Sort) -> list[Item]:
    """What the room may see of an ask's texts, in the order of the wall."""
    return in_order(item for item in items if item.ask == ask and item.sort is sort and item.seen)


def in_order(items: Iterable[Item]) -> list[Item]:
    """Questions by their votes, those that were dealt with last; else the newest first."""
    return sorted(items, key=lambda item: (item.mark is not Mark.NONE, -item.votes, -item.place))
