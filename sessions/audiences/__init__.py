"""What each audience may see. Every payload that leaves the house is built here, by adding."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from decks.deck import Slide
from sessions import pace
from sessions.audiences import branches, pictures, pieces, texts
from sessions.audiences.scene import Scene
from sessions.moves import legal
from sessions.protocol import LARGEST_FRAME, MODERATOR, PARTICIPANT, PRESENTER, SCREEN
from sessions.rescue import rescue
from sessions.session import LiveSession
from sessions.state import Curtain, Recap, Status
from sessions.takeaway import takeaway

__all__ = [
    "BUILDERS",
    "Scene",
    "items",
    "needed",
    "participant",
    "presenter",
    "pulse",
    "room_counts",
    "screen",
    "story",
    "weight",
]

View = dict[str, Any]

NEARLY = 2
"""From all but two on, the wall says "nearly everyone": who is missing is nobody's business."""
ELLIPSIS = len("<p> …</p>".encode())
"""Bytes that are left of notes when nothing of them fits."""


def participant(session: LiveSession, scene: Scene) -> View:
    """The phones: the same bytes for each of them."""
    covered = session.state.curtain is Curtain.COVERED
    ended = session.state.status is Status.ENDED
    view = {**_common(session, scene, PARTICIPANT, covered), **room_counts(session, scene)}
    if view["slide"]:
        view["slide"]["html"] = pictures.leading(view["slide"]["html"], session.state.code, session.words)
    return {**view, "takeaway": takeaway(session) if ended else None}


def screen(session: LiveSession, scene: Scene) -> View:
    """The projector: nothing that the room cannot see."""
    hidden = session.state.curtain is not Curtain.LIVE
    view = _common(session, scene, SCREEN, hidden)
    shows = session.state.joincode or session.state.status is Status.LOBBY
    sealed = None if hidden else pieces.sealed(scene)
    return {**view, **room_counts(session, scene), "join": {**scene.join, "show": shows}, "sealed": sealed}


def presenter(session: LiveSession, scene: Scene) -> View:
    """The console: the room's view, and what only the person in front needs."""
    slide, step = _presenters_place(session)
    alone = session.state.cursor is not None
    view = {
        **_common(session, scene, PRESENTER, hidden=False),
        "slide": pieces.slide(session, slide, step, scene) if slide else None,
        "results": None if alone else pieces.results(session, scene, private=True),
        "joined": scene.joined if session.state.status is not Status.ENDED else session.state.participants,
        "answered": scene.answered,
        "needed": needed(session, scene.answered),
        "notes": slide.notes if slide else "",
        "prompts": list(slide.ask.prompts) if slide and slide.ask else [],
        "prompt_index": session.standing.prompt,
        "next": _next(session),
        "choices": [{**_link(choice), "when": branches.when(session, choice.id)} for choice in session.choices],
        "jumps": _jumps(session, slide),
        "moves": list(legal(session)),
        "natural": session.natural,
        "untold": session.patterns_to_tell - session.standing.told,
        "overview": f"{session.state.script[:12]}-{len(session.state.unplanned)}",
        "timing": pace.timing(session, scene.now),
        **texts.moderation(session, scene),
        "signals": list(scene.signals),
        "devices": [dict(device) for device in scene.devices],
        "rescue": rescue(session),
        "heads": session.state.heads,
        "forks": [_link(fork) for fork in session.forks],
        "frozen": {**_link(session.current), "number": session.current.number} if alone and session.current else None,
        "joincode": session.state.joincode,
        "recap": str(session.state.recap) if session.told_to_the_room else "",
        "proof": session.state.proof,
        "sealed": pieces.sealed(scene),
        "locked": session.state.locked,
        "deck": {"id": session.state.deck, "problems": list(scene.deck_problems), "changed": _changed(session)},
        "join": {**scene.join, "seen": scene.reached},
        "screen_url": scene.screen_url,
        "plain_http": scene.plain_http,
        "health": dict(scene.health),
    }
    return _lighter(view)


def moderator(session: LiveSession, scene: Scene) -> View:
    """Whoever reads the texts: those, and what the room sees besides."""
    view = {**_common(session, scene, MODERATOR, hidden=False), **room_counts(session, scene)}
    return _lighter({**view, **texts.moderation(session, scene)})


BUILDERS = {PARTICIPANT: participant, SCREEN: screen, PRESENTER: presenter, MODERATOR: moderator}


def weight(view: View) -> int:
    """The size of a view on the wire, in bytes."""
    return len(json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode())


def pulse(session: LiveSession, scene: Scene, audience: str) -> View:
    """The counts between two views; phones get theirs inside views."""
    facts: View = {"version": session.state.version}
    if audience == PRESENTER:
        counts = {"joined": scene.joined, "answered": scene.answered}
        more = {"needed": needed(session, scene.answered), "seen": scene.reached, "health": dict(scene.health)}
        return {**facts, **counts, **more}
    return {**facts, **room_counts(session, scene)}


def room_counts(session: LiveSession, scene: Scene) -> View:
    """How many are here and have answered, as the wall may say it."""
    most = max(scene.joined - NEARLY, 0)
    nearly = session.is_open and scene.answered > 0 and scene.answered >= most
    return {
        "joined": scene.joined,
        "answered": min(scene.answered, most) if nearly else scene.answered,
        "nearly": nearly,
    }


def needed(session: LiveSession, answered: int) -> int:
    """How many more answers the open round needs before it can be told."""
    return max(session.floor(session.ask) - answered, 0) if session.ask and session.is_open else 0


def story(session: LiveSession) -> list[View]:
    """The part so far, for whoever came late: the slides of this part as far as the room has seen them."""
    if session.current is None:
        return []
    part, seen = session.current.part, session.state.seen
    return [
        {
            "title": slide.title,
            "html": pictures.leading(slide.html(seen[slide.id]), session.state.code, session.words),
        }
        for slide in session.slides
        if slide.part == part and slide.id in seen
    ]


def items(session: LiveSession, scene: Scene) -> list[View]:
    """All the texts that the room may see right now; nothing while everything is covered."""
    return [] if session.state.curtain is Curtain.COVERED else texts.everything(session, scene)


# --- what all audiences have


def _common(session: LiveSession, scene: Scene, audience: str, hidden: bool) -> View:
    state, slide = session.state, session.current
    return {
        "version": state.version,
        "audience": audience,
        "rehearsal": state.rehearsal,
        "session": {
            "title": state.title,
            "code": state.code,
            "status": str(state.status),
            "presenter": state.start.presenter,
        },
        "stage": str(state.curtain),
        "summary": state.recap is Recap.UP,
        "timer": None if hidden else pieces.timer(session, scene.now),
        "slide": pieces.slide(session, slide, state.step, scene) if slide and not hidden else None,
        "ask": pieces.ask(session, slide, scene, audience) if slide and not hidden else None,
        "results": None if hidden else pieces.results(session, scene, private=False),
    }


# --- what only the presenter has


def _presenters_place(session: LiveSession) -> tuple[Slide | None, int]:
    if session.state.cursor:
        slide_id, step = session.state.cursor
        return session.slide(slide_id), step
    return session.current, session.state.step


def _link(slide: Slide) -> View:
    return {"id": slide.id, "title": slide.title}


def _next(session: LiveSession) -> View | None:
    """Where "next slide" would lead, to look at."""
    following = session.script.after(session.state.cursor[0]) if session.state.cursor else session.following
    return {**_link(following), "html": following.html(following.steps)} if following else None


def _jumps(session: LiveSession, slide: Slide | None) -> list[View]:
    """The links of a slide, in their own words."""
    return [{"id": to, "title": words} for to, words in slide.jumps if session.slide(to)] if slide else []


def _changed(session: LiveSession) -> list[View]:
    """Slides whose votes wait for a decision because the deck's file gave them other answers."""
    pinned = (session.script.pinned[pin] for pin in session.state.pins if session.deck.slide(pin))
    return [{"slide": slide.id, "title": slide.title} for slide in pinned if slide.ask]


def _lighter(view: View) -> View:
    """Within the largest view, whatever the deck's notes and the room's texts hold: first the next slide goes, then
    the texts that the picture says too, then the picture."""
    for part, what, nothing in (("next", "html", ""), ("results", "items", []), ("results", "html", "")):
        if weight(view) > LARGEST_FRAME and (view.get(part) or {}).get(what):
            view[part] = {**view[part], what: nothing}
    spare = weight(view) - LARGEST_FRAME
    if spare > 0 and view.get("notes"):
        view["notes"] = str(Markup("<p>{} …</p>").format(Markup(view["notes"]).striptags()[: -spare - ELLIPSIS]))
    return view
