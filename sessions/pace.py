"""Where the clock stands against the plan, in words a person can read with one eye."""

from __future__ import annotations

from typing import Any

from sessions.session import LiveSession

ON_TIME = 30
"""Seconds within which nobody needs to be told."""


def timing(session: LiveSession, now: float) -> dict[str, Any]:
    """Seconds gone, seconds planned up to the end of this slide, and how far ahead (negative: behind)."""
    started, current = session.state.started_at, session.current
    if started is None or current is None:
        return {"elapsed": 0, "planned": 0, "ahead": 0, "says": ""}
    elapsed = round(now - started)
    before, until = _planned(session)
    ahead = until - elapsed if elapsed > until else max(before - elapsed, 0)
    return {"elapsed": elapsed, "planned": until, "ahead": ahead, "says": says(session, ahead)}


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
