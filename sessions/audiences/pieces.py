"""The pieces of a view: the slide, the ask, the timer, and what may be told of its results."""

from __future__ import annotations

from typing import Any

from decks.asks import kind_of
from decks.deck import Ask, Slide
from sessions import clock, generated
from sessions.audiences import texts
from sessions.audiences.scene import Scene
from sessions.session import LiveSession
from sessions.state import AskState, Phase, Published, Shift, Timer
from sessions.summary import charts
from sessions.summary.asked import said, words_told

View = dict[str, Any]

TOLD = (Phase.RESULTS, Phase.PATTERNS)
MOST_WORDS = 60


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


def ask(session: LiveSession, slide: Slide, scene: Scene, audience: str) -> View | None:
    standing = session.ask_state(slide.id)
    ready = standing.phase is Phase.READY
    if slide.ask is None or (ready and session.state.step < slide.steps):
        return None
    ask, kind = slide.ask, kind_of(slide.ask)
    return {
        "id": slide.id,
        "kind": ask.kind,
        "picture": kind.picture,
        "asked": kind.rule != "nothing",
        "collects": kind.items is not None,
        "lifts": kind.items is not None and kind.items.votes,
        "privacy": ask.privacy,
        "phase": str(standing.phase),
        "round": len(standing.published) + 1 if ready else max(standing.round, 1),
        "rounds": ask.rounds,
        "options": [{"key": option.key, "html": option.html} for option in kind.offers(ask)],
        "floor": session.floor(ask),
        "results": ask.results,
        "closing": _closing(standing, scene.now),
        "prompt": _prompt(ask, standing),
        "confidence": ask.confidence,
        "compared": _compared(session, slide, ask),
        "reasons": standing.reasons is not None,
        **texts.shown(session, scene, audience),
        **ask.settings,
    }


def _compared(session: LiveSession, slide: Slide, ask: Ask) -> list[str]:
    """The questions with which these answers are compared, by their titles; phones say so before the first answer."""
    earlier = session.slide(ask.by) if ask.by else None
    return [other.title for other in (*((earlier,) if earlier else ()), *session.split_by(slide.id))]


def _closing(standing: AskState, now: float) -> int | None:
    return None if standing.closes_at is None else max(round(standing.closes_at - now), 0)


def _prompt(ask: Ask, standing: AskState) -> str | None:
    talking = standing.phase is Phase.TALK and ask.prompts
    return ask.prompts[min(standing.prompt, len(ask.prompts) - 1)] if talking else None


def sealed(scene: Scene) -> View | None:
    """The sealed answers as they lie on the disk, while the projector is to show them."""
    return None if scene.sealed is None else {"n": scene.sealed.n, "rows": list(scene.sealed.rows)}


def timer(session: LiveSession, now: float) -> View | None:
    timer = session.state.timer
    if timer is None:
        return None
    seconds, label, then = clock.left(timer, now)
    now_at = len(timer.periods) - len(then) - 1
    turns = [_turn(session, timer, at) for at in range(now_at, len(timer.periods))]
    later = [
        {"seconds": length, "label": name, "turn": turn} for (length, name), turn in zip(then, turns[1:], strict=True)
    ]
    return {"left": seconds, "running": timer.since is not None, "label": label, "then": later, "turn": turns[0]}


def _turn(session: LiveSession, timer: Timer, at: int) -> int | None:
    """Which of three is speaking in a period: those of its name are the turns, counted from 1."""
    label = timer.periods[at][1] if timer.periods else ""
    return sum(name == label for _, name in timer.periods[: at + 1]) if clock.in_threes(label, session.words) else None


def results(session: LiveSession, scene: Scene, private: bool) -> View | None:
    """What may be told of the current ask: to the room once it is shown, to the presenter once it is closed."""
    slide, standing = session.current, session.standing
    if slide is None or slide.ask is None:
        return None
    if scene.moving is not None and session.is_open:
        return _moving(session, slide, scene.moving)
    if standing.phase not in TOLD and not (private and standing.published and not session.is_open):
        return None
    closed = said(session, slide.ask, standing.published, texts.seen(session, scene.items))
    tells = closed if private else closed[: standing.shown]
    return {
        **_latest(tells),
        "rounds": [_round(published) for published in tells],
        "shift": _shift(standing.shift) if len(tells) == len(standing.published) else None,
        "hands": {"counts": dict(standing.hands)} if standing.hands else None,
        **_texts(session, slide.ask, scene),
        "patterns": _patterns(session, slide.ask, standing),
        "right": _right(slide.ask, standing),
        "html": _picture(session, slide, standing, scene),
    }


def _moving(session: LiveSession, slide: Slide, so_far: Published) -> View:
    """The answers so far, of those that may be told: nothing of earlier rounds, nothing beside."""
    return {
        **_round(so_far),
        "says": so_far.says,
        "rounds": [],
        "shift": None,
        "hands": None,
        "patterns": None,
        "right": None,
        "html": charts.so_far(session, slide, so_far),
    }


def _texts(session: LiveSession, ask: Ask, scene: Scene) -> View:
    """Approved words with how many wrote them, or the other texts as they stand on the wall."""
    rules = kind_of(ask).items
    if rules is None or not session.standing.published:
        return {}
    if rules.once:
        return {"words": words_told(session, texts.seen(session, scene.items))[:MOST_WORDS]}
    return {"items": texts.told(session, scene)}


def _right(ask: Ask, standing: AskState) -> list[str] | None:
    """The right answers of a quiz, with its patterns."""
    right = [option.key for option in ask.options if option.right]
    return right if right and standing.phase is Phase.PATTERNS else None


def _picture(session: LiveSession, slide: Slide, standing: AskState, scene: Scene) -> str:
    if standing.phase is Phase.PATTERNS:
        return charts.patterns(session, slide.id)
    return charts.results(session, slide.id, items=scene.items)


def _latest(tells: tuple[Published, ...]) -> View:
    if not tells:
        return {"round": 0, "n": 0, "counts": None, "withheld": "not-shown", "says": ""}
    return {**_round(tells[-1]), "says": tells[-1].says}


def _round(published: Published) -> View:
    facts: View = {"round": published.round, "n": published.n, "withheld": published.withheld, "counts": None}
    if published.sure is not None:
        facts["sure"] = {"counts": dict(published.sure)}
    if published.segments is not None:
        facts["segments"] = {name: dict(counts) for name, counts in published.segments.items()}
    return {**facts, **(published.tally or {})}


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
    return {
        option.key: {
            "key": option.patterns[0] if option.patterns else "",
            "label": ", ".join(session.deck.patterns[key].label for key in option.patterns),
            "says": option.says,
        }
        for option in ask.telling[: standing.told]
    }
