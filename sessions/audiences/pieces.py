"""The pieces of a view: the slide, the ask, the timer, and what may be told of its results."""

from __future__ import annotations

from typing import Any

from decks.deck import Ask, Slide
from sessions import clock, generated
from sessions.audiences.scene import Scene
from sessions.session import LiveSession
from sessions.state import AskState, Phase, Published, Shift
from sessions.summary import charts

View = dict[str, Any]

TOLD = (Phase.RESULTS, Phase.PATTERNS)


def slide(session: LiveSession, slide: Slide, step: int, scene: Scene) -> View:
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
        "content_note": slide.content_note or _note_of_the_part(session, slide),
    }


def _note_of_the_part(session: LiveSession, slide: Slide) -> str:
    """A content note on a part's first slide covers the part, also for whoever joins in the middle of it."""
    first = session.slide(slide.part)
    return first.content_note if first else ""


def ask(session: LiveSession, slide: Slide, now: float) -> View | None:
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


def timer(session: LiveSession, now: float) -> View | None:
    timer = session.state.timer
    if timer is None:
        return None
    seconds, label, then = clock.left(timer, now)
    later = [{"seconds": length, "label": name} for length, name in then]
    return {"left": seconds, "running": timer.since is not None, "label": label, "then": later}


def results(session: LiveSession, private: bool) -> View | None:
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
