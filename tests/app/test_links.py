"""Links to a summary, when the server dies between taking it back and ending them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.pages.release import edit
from sessions.errors import UnknownShare
from sessions.release import acts
from sessions.session import LiveSession
from tests.trust.threats.inside import Inside


@pytest.fixture
def inside(tmp_path: Path) -> Iterator[Inside]:
    inside = Inside(tmp_path)
    yield inside
    inside.closes()


def test_a_link_that_a_crash_left_behind_does_not_come_to_life_again(inside: Inside) -> None:
    session = inside.begins()
    inside.says(session, "start")
    inside.says(session, "end")

    def release(ended: LiveSession) -> LiveSession:
        return acts.release(ended, inside.world.today())

    with inside.app.app_context():
        edit(session.state.id, None, release)
        sharing, token = inside.parts.sharing, inside.parts.sharing.make(session.state.id, 7).token
        assert sharing.open(token)
        inside.stage.edit(session.state.id, None, acts.take_back)  # and here the server dies
        edit(session.state.id, None, release)
        with pytest.raises(UnknownShare):
            sharing.open(token)
