"""The presenter walks alone while the room stays where it is."""

from __future__ import annotations

from decks.deck import Slide
from sessions.errors import IllegalMove
from sessions.session import LiveSession


def look_ahead(session: LiveSession) -> LiveSession:
    slide, step = _cursor(session)
    if step < slide.steps:
        return session.with_state(cursor=(slide.id, step + 1))
    after = session.script.after(slide.id)
    if after is None:
        raise IllegalMove("This is the last slide.")
    return session.with_state(cursor=(after.id, 0))


def look_back(session: LiveSession) -> LiveSession:
    slide, step = _cursor(session)
    if step > 0:
        return session.with_state(cursor=(slide.id, step - 1))
    before = next(
        (one for one in session.slides if (after := session.script.after(one.id)) and after.id == slide.id), None
    )
    if before is None:
        raise IllegalMove("This is the first slide.")
    return session.with_state(cursor=(before.id, before.steps))


def _cursor(session: LiveSession) -> tuple[Slide, int]:
    assert session.state.cursor is not None
    slide_id, step = session.state.cursor
    slide = session.slide(slide_id)
    assert slide is not None
    return slide, step
