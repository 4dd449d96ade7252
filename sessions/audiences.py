"""What each audience may see. Every payload that leaves the house is built here, by adding."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from decks.deck import Ask, Slide
from sessions import clock, generated, pace
from sessions.moves import legal
from sessions.protocol import LARGEST_FRAME
from sessions.session import LiveSession
from sessions.state import AskState, Curtain, Phase, Published, Shift, Status
from sessions.summary import charts

View = dict[str, Any]

NEARLY = 2
"""From all but two on, the wall says "nearly everyone": who is missing is nobody's business."""

TOLD = (Phase.RESULTS, Phase.PATTERNS)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is true this very moment and not in the session: the time and the head counts, and where it is served."""

    now: float
    joined: int
    answered: int
    join: Mapping[str, Any]
    """The address, code and QR that bring a phone here."""
    screen_url: str = ""
    reached: bool = False
    plain_http: bool = False
    deck_problems: tuple[str, ...] = ()


def participant(session: LiveSession, scene: Scene) -> View:
    """The phones: the same bytes for each of them."""
    covered = session.state.curtain is Curtain.COVERED
    return {**_common(session, scene, "participant", covered), **room_counts(session, scene)}


def screen(session: LiveSession, scene: Scene) -> View:
    """The projector: nothing that the room cannot see."""
    hidden = session.state.curtain is not Curtain.LIVE
    view = _common(session, scene, "screen", hidden)
    shows = session.state.joincode or session.state.status is Status.LOBBY
    return {**view, **room_counts(session, scene), "join": {**scene.join, "show": shows}}


def presenter(session: LiveSession, scene: Scene) -> View:
    """The console: the room's view, and what only the person in front needs."""
    slide, step = _presenters_place(session)
    alone = session.state.cursor is not None
    view = {
        **_common(session, scene, "presenter", hidden=False),
        "slide": _slide(session, slide, step, scene) if slide else None,
        "results": None if alone else _results(session, private=True),
        "joined": scene.joined,
        "answered": scene.answered,
        "needed": needed(session, scene.answered),
        "notes": slide.notes if slide else "",
        "prompts": list(slide.ask.prompts) if slide and slide.ask else [],
        "prompt_index": session.standing.prompt,
        "next": _next(session),
        "choices": [_link(choice) for choice in session.choices],
        "jumps": _jumps(session, slide),
        "moves": list(legal(session)),
        "natural": session.natural,
        "timing": pace.timing(session, scene.now),
        "moderation": [],
        "signals": [],
        "frozen": {**_link(session.current), "number": session.current.number} if alone and session.current else None,
        "joincode": session.state.joincode,
        "locked": session.state.locked,
        "deck": {"id": session.state.deck, "problems": list(scene.deck_problems), "changed": _changed(session)},
        "join": {**scene.join, "seen": scene.reached},
        "screen_url": scene.screen_url,
        "plain_http": scene.plain_http,
    }
    return _lighter(view)


def weight(view: View) -> int:
    """The size of a view on the wire, in bytes."""
    return len(json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode())


def _lighter(view: View) -> View:
    """Within the largest view, whatever the deck's notes hold: first the next slide goes, then the picture."""
    for part in ("next", "results"):
        if weight(view) > LARGEST_FRAME and view[part]:
            view[part] = {**view[part], "html": ""}
    spare = weight(view) - LARGEST_FRAME
    if spare > 0:
        view["notes"] = str(Markup("<p>{} …</p>").format(Markup(view["notes"]).striptags()[: -spare - ELLIPSIS]))
    return view


ELLIPSIS = len("<p> …</p>".encode())

BUILDERS = {"participant": participant, "screen": screen, "presenter": presenter}


def pulse(session: LiveSession, scene: Scene, audience: str) -> View:
    """The counts between two views; phones get theirs inside views."""
    facts: View = {"version": session.state.version}
    if audience == "presenter":
        counts = {"joined": scene.joined, "answered": scene.answered}
        return {**facts, **counts, "needed": needed(session, scene.answered), "seen": scene.reached}
    return {**facts, **room_counts(session, scene)}


def room_counts(session: LiveSession, scene: Scene) -> View:
    """How many are here and have answered, as the wall may say it."""
    most = max(scene.joined - NEARLY, 0)
    nearly = session.is_open and scene.joined > 0 and scene.answered >= most
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
        {"title": slide.title, "html": slide.html(seen[slide.id])}
        for slide in session.slides
        if slide.part == part and slide.id in seen
    ]


# --- pieces


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
        "timer": None if hidden else _timer(session, scene.now),
        "slide": _slide(session, slide, state.step, scene) if slide and not hidden else None,
        "ask": _ask(session, slide, scene.now) if slide and not hidden else None,
        "results": None if hidden else _results(session, private=False),
    }


def _presenters_place(session: LiveSession) -> tuple[Slide | None, int]:
    if session.state.cursor:
        slide_id, step = session.state.cursor
        return session.slide(slide_id), step
    return session.current, session.state.step


def _slide(session: LiveSession, slide: Slide, step: int, scene: Scene) -> View:
    return {
        "id": slide.id,
        "number": slide.number,
        "of": len(session.slides),
        "title": slide.title,
        "html": slide.html(step) + generated.html(session, slide, scene.plain_http),
        "layout": slide.layout,
        "part": slide.part,
        "step": step,
        "steps": slide.steps,
        "content_note": slide.content_note,
    }


def _ask(session: LiveSession, slide: Slide, now: float) -> View | None:
    standing = session.ask_state(slide.id)
    ready = standing.phase is Phase.READY
    if slide.ask is None or (ready and session.state.step < slide.steps):
        return None
    ask = slide.ask
    return {
        "id": slide.id,
        "kind": ask.kind,
        "privacy": ask.privacy,
        "phase": str(standing.phase),
        "round": len(standing.published) + 1 if ready else max(standing.round, 1),
        "rounds": ask.rounds,
        "options": [{"key": option.key, "html": option.html} for option in ask.options],
        "floor": session.floor(ask),
        "results": ask.results,
        "closing": _closing(standing, now),
        "prompt": _prompt(ask, standing),
        **ask.settings,
    }


def _closing(standing: AskState, now: float) -> int | None:
    return None if standing.closes_at is None else max(round(standing.closes_at - now), 0)


def _prompt(ask: Ask, standing: AskState) -> str | None:
    talking = standing.phase is Phase.TALK and ask.prompts
    return ask.prompts[min(standing.prompt, len(ask.prompts) - 1)] if talking else None


def _timer(session: LiveSession, now: float) -> View | None:
    timer = session.state.timer
    if timer is None:
        return None
    seconds, label, then = clock.left(timer, now)
    later = [{"seconds": length, "label": name} for length, name in then]
    return {"left": seconds, "running": timer.since is not None, "label": label, "then": later}


def _results(session: LiveSession, private: bool) -> View | None:
    """What may be told of the current ask: to the room once it is shown, to the presenter once it is closed."""
    slide, standing = session.current, session.standing
    if slide is None or slide.ask is None:
        return None
    if standing.phase not in TOLD and not (private and standing.published and not session.is_open):
        return None
    tells = standing.published if private else standing.published[: standing.shown]
    return {
        **_latest(tells),
        "rounds": [_round(published) for published in tells],
        "shift": _shift(standing.shift) if len(tells) == len(standing.published) else None,
        "patterns": _patterns(session, slide.ask, standing),
        "html": _picture(session, slide, standing),
    }


def _picture(session: LiveSession, slide: Slide, standing: AskState) -> str:
    if standing.phase is Phase.PATTERNS:
        return charts.patterns(session, slide.id)
    return charts.results(session, slide.id)


def _latest(tells: tuple[Published, ...]) -> View:
    if not tells:
        return {"round": 0, "n": 0, "counts": None, "withheld": "not-shown", "says": ""}
    return {**_round(tells[-1]), "says": tells[-1].says}


def _round(published: Published) -> View:
    tally = published.tally if published.tally is not None else {"counts": None}
    return {"round": published.round, "n": published.n, "withheld": published.withheld, **tally}


def _shift(shift: Shift | None) -> View | None:
    if shift is None:
        return None
    flows = shift.flows
    return {
        "n": shift.n,
        "matched": shift.matched,
        "flows": None if flows is None else [{"from": a, "to": b, "n": n} for a, b, n in flows],
        "says": shift.says,
        "about": shift.about,
    }


def _patterns(session: LiveSession, ask: Ask, standing: AskState) -> View | None:
    if standing.phase is not Phase.PATTERNS:
        return None
    told = [option for option in ask.options if option.patterns][: standing.told]
    return {
        option.key: {
            "key": option.patterns[0],
            "label": ", ".join(session.deck.patterns[key].label for key in option.patterns),
            "says": option.says,
        }
        for option in told
    }


def _link(slide: Slide) -> View:
    return {"id": slide.id, "title": slide.title}


def _next(session: LiveSession) -> View | None:
    """Where "next slide" would lead, to look at."""
    following = session.script.after(session.state.cursor[0]) if session.state.cursor else session.following
    return {**_link(following), "html": following.html(following.steps)} if following else None


def _jumps(session: LiveSession, slide: Slide | None) -> list[View]:
    targets = [session.slide(target) for _, target in slide.jumps] if slide else []
    return [_link(target) for target in targets if target]


def _changed(session: LiveSession) -> list[View]:
    """Slides whose votes wait for a decision because the deck's file gave them other answers."""
    pinned = (session.script.pinned[pin] for pin in session.state.pins if session.deck.slide(pin))
    return [{"slide": slide.id, "title": slide.title} for slide in pinned if slide.ask]
