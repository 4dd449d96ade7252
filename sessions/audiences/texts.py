"""Texts in a view: what the room sees of them, and what lies before whoever reads them first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from decks.asks import kind_of
from sessions.audiences.scene import Scene
from sessions.moderation.flags import flags
from sessions.moderation.item import Item, ItemState, Mark, Sort
from sessions.protocol import PARTICIPANT, SCREEN
from sessions.session import LiveSession
from sessions.state import Phase

View = dict[str, Any]

MOST = {PARTICIPANT: (20, 5_000), SCREEN: (60, 9_000)}
"""How many items a view carries, and how many bytes of text; the rest is a page of its own."""
ON_THE_WALL = (Phase.RESULTS, Phase.PATTERNS)
"""Where the results carry the texts."""
MOST_WAITING = (100, 6_000)


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
    slide_id, ask = session.state.slide, session.ask
    if ask is None or session.standing.phase is Phase.READY:
        return []
    sort = Sort.ANSWER if kind_of(ask).items else Sort.REASON
    found = [item for item in items if item.ask == slide_id and item.sort is sort and item.seen]
    return sorted(found, key=lambda item: (item.mark is not Mark.NONE, -item.votes, -item.place))


def _told(item: Item, session: LiveSession) -> View:
    view: View = {"item": item.id, "text": item.text}
    if item.option:
        view["option"] = item.option
    if session.ask and (rules := kind_of(session.ask).items) and rules.votes:
        view |= {"votes": item.votes, "mark": str(item.mark)}
    return view


def _fitting(views: Iterable[View], most: int, room: int) -> list[View]:
    """The first of them. No more are made than that: a hall may have written thousands."""
    few: list[View] = []
    for view in islice(views, most):
        room -= len(view["text"].encode()) + 60
        if room < 0 and few:
            break
        few.append(view)
    return few


def moderation(session: LiveSession, scene: Scene) -> View:
    """What lies before whoever reads: waiting texts first, then those of the ask that stands; and how many wait."""
    here = session.state.slide
    waiting = [item for item in scene.items if item.state is ItemState.WAITING]
    rest = [item for item in scene.items if item.ask == here and item.state is not ItemState.WAITING]
    order = (*sorted(waiting, key=lambda item: (item.ask != here, item.id)), *sorted(rest, key=lambda i: -i.place))
    told = _fitting((_read(item, session) for item in order), *MOST_WAITING)
    return {"moderation": told, "waiting": len(waiting)}


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
