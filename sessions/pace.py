"""Where the clock stands against the plan, in words a person can read with one eye."""

from __future__ import annotations

from itertools import dropwhile, takewhile
from typing import Any

from sessions.session import LiveSession

ON_TIME = 30
"""Seconds within which nobody needs to be told."""
LATE = 60
"""Seconds behind from which on the console says what could go."""


def timing(session: LiveSession, now: float) -> dict[str, Any]:
    """Seconds gone, seconds planned up to the end of this slide, and how far ahead (negative: behind)."""
    started, current = session.state.started_at, session.current
    if started is None or current is None:
        return {"elapsed": 0, "planned": 0, "ahead": 0, "says": "", "cut": None}
    elapsed = round(now - started)
    before, until = _planned(session)
    ahead = until - elapsed if elapsed > until else max(before - elapsed, 0)
    facts = {"elapsed": elapsed, "planned": until, "ahead": ahead, "says": says(session, ahead)}
    return {**facts, "cut": _cut(session) if ahead <= -LATE else None}


def _cut(session: LiveSession) -> dict[str, Any] | None:
    """What can go when time runs short: the next optional slides that belong together, this one not counted."""
    at = next((i for i, slide in enumerate(session.slides) if session.current and slide.id == session.current.id), -1)
    later = list(dropwhile(lambda slide: not slide.optional, session.slides[at + 1 :]))
    part = list(takewhile(lambda slide: slide.optional, later))
    if not part:
        return None
    after = later[len(part)].id if len(part) < len(later) else None
    minutes = round(sum(slide.minutes for slide in part), 1)
    return {"id": part[0].id, "title": part[0].title, "minutes": minutes, "after": after}


def _planned(session: LiveSession) -> tuple[int, int]:
    """When this slide should begin and end, counting the slides on the way here."""
    assert session.current is not None
    visited = [slide for slide_id in dict.fromkeys(session.state.trail) if (slide := session.slide(slide_id))]
    before = sum(slide.minutes for slide in visited if slide.id != session.current.id) * 60
    return round(before), round(before + session.current.minutes * 60)


def says(session: LiveSession, ahead: int) -> str:
    """ "0:40 behind", "2:10 ahead" or "on time"."""
    clock = f"{abs(ahead) // 60}:{abs(ahead) % 60:02}"
    if abs(ahead) <= ON_TIME:
        return session.words.say("on time")
    if ahead < 0:
        return session.words.say("{clock} behind", clock=clock)
    return session.words.say("{clock} ahead", clock=clock)
