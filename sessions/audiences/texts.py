"""Texts in a view: what the room sees of them, and what lies before whoever reads them first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from decks.asks import kind_of
from sessions.audiences.scene import Scene
from sessions.fitting import fitting
from sessions.moderation.flags import flags
from sessions.moderation.item import Item, ItemState, Sort, approved, in_order
from sessions.protocol import PARTICIPANT, SCREEN
from sessions.session import LiveSession
from sessions.state import Phase

View = dict[str, Any]

MOST = {PARTICIPANT: (20, 5_000), SCREEN: (60, 9_000)}
"""How many items a view carries, and how many bytes of text; the rest is a page of its own."""
ON_THE_WALL = (Phase.RESULTS, Phase.PATTERNS)
"""Where the results carry the texts."""
MOST_READ, ROOM_READ, ROOM_WAITING = 100, 9_000, 6_000
"""So many texts lie before whoever reads them, and so many bytes. Those that wait leave some room for those that the
room sees, which whoever reads must always be able to hide."""
AROUND, AROUND_READ = 60, 160
"""Bytes around one text in a view."""


def shown(session: LiveSession, scene: Scene, audience: str) -> View:
    """The approved texts of the ask that stands: the newest first, questions by their votes; how many more there
    are; and the one that is picked."""
    items = seen(session, scene.items)
    if session.standing.phase in ON_THE_WALL:
        return {"items": [], "more": 0, "picked": _picked(session, items)}
    most, room = MOST.get(audience, MOST[PARTICIPANT])
    few = _fitting((_told(item, session) for item in items), most, room)
    return {"items": few, "more": len(items) - len(few), "picked": _picked(session, items)}


def told(session: LiveSession, scene: Scene) -> list[View]:
    """The texts of an ask whose results are shown, as many as a view carries."""
    return _fitting((_told(item, session) for item in seen(session, scene.items)), *MOST[PARTICIPANT])


def _picked(session: LiveSession, items: Iterable[Item]) -> View | None:
    return next((_told(item, session) for item in items if item.id == session.standing.picked), None)


def everything(session: LiveSession, scene: Scene) -> list[View]:
    """All of them, for a page of their own."""
    return [_told(item, session) for item in seen(session, scene.items)]


def seen(session: LiveSession, items: Iterable[Item]) -> list[Item]:
    """What the room may see of the texts of the ask that stands, in the order in which it is shown."""
    slide, standing = session.current, session.standing
    if slide is None or slide.ask is None or standing.phase is Phase.READY:
        return []
    return approved(items, slide.id, Sort.ANSWER if kind_of(slide.ask).items else Sort.REASON)


def _told(item: Item, session: LiveSession) -> View:
    view: View = {"item": item.id, "text": item.text}
    if item.option:
        view["option"] = item.option
    if session.lifts:
        view |= {"votes": item.votes, "mark": str(item.mark)}
    return view


def _fitting(views: Iterable[View], most: int, room: int, around: int = AROUND) -> list[View]:
    """The first of them, at least one. No more are made than that: a hall may have written thousands."""
    return fitting(islice(views, most), room, lambda view: _size(view, around), least=1)


def _size(view: View, around: int) -> int:
    return len(view["text"].encode()) + around


def moderation(session: LiveSession, scene: Scene) -> View:
    """What lies before whoever reads: waiting texts first, then those of the ask that stands, those that the room
    sees first; and how many wait."""
    here = session.state.slide
    waiting = [item for item in scene.items if item.state is ItemState.WAITING]
    read = [item for item in scene.items if item.ask == here and item.state is not ItemState.WAITING]
    first = _reading(session, sorted(waiting, key=lambda item: (item.ask != here, item.id)), ROOM_WAITING)
    spare = ROOM_READ - sum(_size(view, AROUND_READ) for view in first)
    then = _reading(session, sorted(in_order(read), key=lambda item: not item.seen), spare)
    return {"moderation": [*first, *then], "waiting": len(waiting)}


def _reading(session: LiveSession, items: Iterable[Item], room: int) -> list[View]:
    return _fitting((_read(item, session) for item in items), MOST_READ, room, AROUND_READ)


def _read(item: Item, session: LiveSession) -> View:
    slide = session.slide(item.ask)
    kind = "reason" if item.sort is Sort.REASON else slide.ask.kind if slide and slide.ask else ""
    gone = item.state is ItemState.REMOVED
    return {
        "item": item.id,
        "ask": item.ask,
        "kind": kind,
        "option": item.option,
        "text": "" if gone else item.text,
        "state": str(item.state),
        "mark": str(item.mark),
        "votes": item.votes,
        "flags": [] if gone else flags(item.text, session),
    }
