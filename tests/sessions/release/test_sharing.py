"""Links: how long they last, and what becomes of them when there is nothing to read any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.world import World
from sessions.errors import IllegalMove, InvalidMessage, StaleVersion, UnknownShare
from sessions.release.acts import release, take_back
from sessions.release.sharing import MOST_SHARES, TOKEN_BYTES, Sharing
from sessions.state import Status
from tests.sessions.house import Core, Run

DAY = 86_400.0
RETENTION = 30


@dataclass
class Calendar:
    """Days that pass when they are told to."""

    now: float

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def calendar() -> Calendar:
    return Calendar(1_795_000_000.0)


@pytest.fixture
def sharing(core: Core, calendar: Calendar) -> Sharing:
    return Sharing(core.stage, World(calendar=calendar), RETENTION)


def released(run: Run) -> Run:
    run.says("end")
    run.core.stage.edit(run.id, None, lambda session: release(session, session.state.day))
    return run


def later(run: Run, days: int) -> str:
    return (date.fromisoformat(run.session.state.day) + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(("days", "lasts"), [(7, 7), (30, 30), (90, 30)])
def test_a_link_lasts_as_long_as_was_chosen_but_never_longer_than_its_session(
    run: Run, sharing: Sharing, days: int, lasts: int
) -> None:
    made = sharing.make(released(run).id, days)

    assert made.share.until == later(run, lasts)


def test_after_its_last_day_a_link_opens_nothing_and_is_forgotten(
    run: Run, sharing: Sharing, calendar: Calendar
) -> None:
    made = sharing.make(released(run).id, 7)
    calendar.now += 7 * DAY
    on_its_last_day = sharing.open(made.token)[1].state.id
    calendar.now += DAY

    with pytest.raises(UnknownShare):
        sharing.open(made.token)
    assert (on_its_last_day, sharing.of(run.session)) == (run.id, [])
    run.core.shelf.shares.forget(later(run, 8))
    assert run.core.shelf.shares.of(run.id) == []


def test_a_link_is_long_and_only_its_checksum_and_days_are_kept(run: Run, sharing: Sharing, tmp_path: Path) -> None:
    made = sharing.make(released(run).id, 30)
    sharing.used(made.share)
    run.core.shelf.wipe()

    (kept,) = run.core.shelf.shares.of(run.id)
    assert TOKEN_BYTES * 8 >= 128
    assert len(made.token) > 40
    assert (kept.made, kept.used) == (run.session.state.day, run.session.state.day)
    assert [path for path in tmp_path.iterdir() if path.is_file() and made.token.encode() in path.read_bytes()] == []


def test_there_is_no_link_before_the_release_nor_after_it_was_taken_back(run: Run, sharing: Sharing) -> None:
    run.says("end")
    with pytest.raises(IllegalMove):
        sharing.make(run.id, 30)
    run.core.stage.edit(run.id, None, lambda session: release(session, session.state.day))
    made = sharing.make(run.id, 30)
    run.core.stage.edit(run.id, None, take_back)

    with pytest.raises(UnknownShare):
        sharing.open(made.token)


@pytest.mark.parametrize("days", [0, -1, 31, 365])
def test_other_lengths_and_more_than_twenty_are_refused(run: Run, sharing: Sharing, days: int) -> None:
    released(run)
    with pytest.raises(InvalidMessage):
        sharing.make(run.id, days)
    for _ in range(MOST_SHARES):
        sharing.make(run.id, 7)
    with pytest.raises(InvalidMessage):
        sharing.make(run.id, 7)


def test_a_release_survives_a_restart_and_is_guarded_by_the_version(run: Run) -> None:
    version = released(run).session.state.version
    again = run.core.again().run(run.id)

    assert (again.session.state.release, again.session.state.status) == (run.session.state.release, Status.ENDED)
    with pytest.raises(StaleVersion):
        again.core.stage.edit(run.id, version - 1, take_back)
