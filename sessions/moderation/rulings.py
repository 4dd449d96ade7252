"""What whoever reads the texts may decide of one: approve, hide, remove; and of a question: pick, answered, park."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sessions.errors import InvalidMessage, UnknownItem
from sessions.moderation.drawer import Drawer
from sessions.moderation.item import Item, ItemChanges, ItemState, Mark
from sessions.session import LiveSession

ALL = "all"
"""Instead of an item: everything of this ask that the room sees, to be hidden at once."""

AuthorOf = Callable[[Item], str | None]
Ruled = tuple[LiveSession, ItemChanges]


def moderate(session: LiveSession, drawer: Drawer, item_id: str, do: str, author_of: AuthorOf) -> Ruled:
    """One ruling. `author_of` finds a text's author while its ask is open. Raises UnknownItem or InvalidMessage."""
    if do not in RULINGS:
        raise InvalidMessage(f"A text can be: {', '.join(RULINGS)}.")
    if item_id == ALL and do == "hide":
        seen = [item for item in drawer.items.values() if item.ask == session.state.slide and item.seen]
        return _unpicked(session, ""), ItemChanges(changed=tuple(_hidden(item) for item in seen))
    item = drawer.items.get(item_id)
    if item is None or item.state is ItemState.REMOVED:
        raise UnknownItem
    return RULINGS[do](session, drawer, item, author_of)


def _approve(session: LiveSession, drawer: Drawer, item: Item, author_of: AuthorOf) -> Ruled:
    return session, ItemChanges(changed=(_approved(drawer, item),))


def _approved(drawer: Drawer, item: Item) -> Item:
    return item if item.seen else replace(item, state=ItemState.APPROVED, place=drawer.last_place + 1)


def _hide(session: LiveSession, drawer: Drawer, item: Item, author_of: AuthorOf) -> Ruled:
    return _unpicked(session, item.id), ItemChanges(changed=(_hidden(item),))


def _hidden(item: Item) -> Item:
    return replace(item, state=ItemState.HIDDEN)


def _remove(session: LiveSession, drawer: Drawer, item: Item, author_of: AuthorOf) -> Ruled:
    """It goes, and while its ask is open its author writes no more there; nobody learns who that is."""
    after, author = _unpicked(session, item.id), author_of(item)
    if author:
        muted = (*after.ask_state(item.ask).muted, author)
        after = after.with_ask(item.ask, muted=tuple(dict.fromkeys(muted)))
    return after, ItemChanges(changed=(replace(item, state=ItemState.REMOVED),))


def _pick(session: LiveSession, drawer: Drawer, item: Item, author_of: AuthorOf) -> Ruled:
    """It stands alone on the screen; the same once more brings the others back."""
    if session.ask_state(item.ask).picked == item.id:
        return _unpicked(session, item.id), ItemChanges()
    return session.with_ask(item.ask, picked=item.id), ItemChanges(changed=(_approved(drawer, item),))


def _marked(mark: Mark) -> Callable[[LiveSession, Drawer, Item, AuthorOf], Ruled]:
    def ruling(session: LiveSession, drawer: Drawer, item: Item, author_of: AuthorOf) -> Ruled:
        now = Mark.NONE if item.mark is mark else mark
        return _unpicked(session, item.id), ItemChanges(changed=(replace(item, mark=now),))

    return ruling


def _unpicked(session: LiveSession, item_id: str) -> LiveSession:
    """This item (or, without a name, any) does not stand alone on the screen."""
    for slide_id, ask in session.state.asks.items():
        if ask.picked and item_id in {ask.picked, ""}:
            session = session.with_ask(slide_id, picked=None)
    return session


RULINGS: Mapping[str, Callable[[LiveSession, Drawer, Item, AuthorOf], Ruled]] = {
    "approve": _approve,
    "hide": _hide,
    "remove": _remove,
    "pick": _pick,
    "answered": _marked(Mark.ANSWERED),
    "park": _marked(Mark.PARKED),
}
