"""What outlives a session: the totals of its pulses alone, where phones were told, and for so long."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.engine import select
from app.upkeep import Upkeep
from sessions.comparison.archive import Archive
from sessions.comparison.kept import is_over, kept_of
from sessions.errors import FewRuns, UnknownDeck, UnknownSession
from sessions.release.acts import release
from sessions.stage import Stage
from sessions.state import Start, Status
from sessions.store.past import KeptPulses
from sessions.store.work import Statement, Work
from tests.sessions.comparison.runs import ran, vote
from tests.sessions.followup.months import PULSE
from tests.sessions.house import Core, Run

DECK = PULSE.replace("LANG", "en")
DAYS = 90


@pytest.fixture
def core(tmp_path: Path) -> Core:
    """A house that tells phones of it."""
    core = Core(tmp_path, deck=DECK)
    core.stage = Stage(core.stage.house, keeps=DAYS)
    return core


def evening(core: Core, people: int = 12, title: str = "Team North") -> Run:
    """A session that has run from start to end, and was shown everything."""
    run = core.opens(title=title)
    for ask in ("before", "after"):
        run.at(ask)
        run.says("open")
        for number in range(people):
            run.answers(f"phone {number}", 1 + number % 5)
        run.says("close")
        run.says("results")
    run.says("end")
    core.stage.edit(run.session.state.id, None, lambda session: release(session, session.state.day))
    return run


def kept(core: Core) -> list[KeptPulses]:
    return core.shelf.past.kept()


def test_totals_may_outlive_their_session_and_nothing_else_does(core: Core) -> None:
    run = evening(core)
    state = run.session.state

    core.stage.delete(run.id, keep=True)

    [alone] = kept(core)
    assert (alone.deck, alone.month, alone.days) == ("small", state.day[:7], DAYS)
    assert '"counts":[3,3,2,2,2]' in alone.told
    for gone in (state.id, state.title, state.day, state.code):
        assert gone not in repr(alone)
    with pytest.raises(UnknownSession):
        core.stage.find(run.id)


def test_without_leave_nothing_outlives_a_session(core: Core) -> None:
    core.stage.delete(evening(core).id)
    assert kept(core) == []


def test_nothing_is_kept_where_phones_were_not_told(tmp_path: Path) -> None:
    quiet = Core(tmp_path, deck=DECK)
    quiet.stage.delete(evening(quiet).id, keep=True)
    assert kept(quiet) == []


def test_only_where_there_is_something_to_keep_are_phones_told(tmp_path: Path, core: Core) -> None:
    assert core.stage.create("small", Start()).state.keeps == DAYS
    assert core.stage.create("small", Start(), rehearsal=True).state.keeps == 0
    (tmp_path / "decks" / "small.md").write_text(DECK.replace("pair: before\n", ""))
    assert core.stage.create("small", Start()).state.keeps == 0


@pytest.mark.parametrize("why", ["few", "rehearsal", "running"])
def test_what_may_not_be_compared_is_not_kept(why: str) -> None:
    told = ran(keeps=DAYS)
    assert kept_of(told, "k")
    facts = {"few": {}, "rehearsal": {"rehearsal": True}, "running": {"status": Status.LIVE}}[why]
    start = vote(_1=9) if why == "few" else None
    assert kept_of(ran("2026-11-05", start, keeps=DAYS, **facts), "k") is None


def test_kept_totals_go_on_being_compared(core: Core) -> None:
    archive = Archive(core.shelf, core.stage.house.playbill)
    first = evening(core)
    with pytest.raises(FewRuns):
        archive.compared("small")
    evening(core, title="Team South")
    assert archive.comparable(["small", "other"], core.shelf.all()) == ["small"]
    before = archive.compared("small")

    core.stage.delete(first.id, keep=True)

    after = archive.compared("small")
    assert [seen.pulse.end for seen in after.groups[0].runs] == [seen.pulse.end for seen in before.groups[0].runs]
    assert (before.kept, after.kept) == (False, True)
    assert archive.comparable(["small"], core.shelf.all()) == ["small"]
    with pytest.raises(UnknownDeck):
        archive.comparison("other")


@pytest.mark.parametrize(
    ("today", "days", "over"), [("2026-01-31", 90, False), ("2026-04-01", 90, False), ("2026-04-02", 90, True)]
)
def test_their_days_are_counted_from_the_first_of_the_month(today: str, days: int, over: bool) -> None:
    alone = KeptPulses("k", "small", "en", "2026-01", 90, "[]")
    assert is_over(alone, today, days) == is_over(alone, today, 10 * days) == over
    assert is_over(alone, "2026-01-12", 10), "a house that keeps them for less does so at once"


@pytest.mark.parametrize(("keeps", "left"), [(DAYS, 1), (0, 0)])
def test_retention_keeps_totals_only_where_the_house_does(core: Core, keeps: int, left: int) -> None:
    """The calendar of this house says November 2026; a session of October is older than ten days."""
    run = evening(core)
    old = run.session.state.to_json().replace(run.session.state.day, "2026-10-09")
    core.shelf.writer.put(Work((Statement("UPDATE sessions SET day = '2026-10-09', state = ?", (old,)),)))
    core = core.again()

    engine = select("threading")
    Upkeep(core.stage, core.followups, engine, retention_days=10, keep_pulses=keeps).start()
    for _ in range(200):
        if not core.shelf.all() and len(kept(core)) == left:
            break
        engine.sleep(0.02)
    assert core.shelf.all() == []
    assert [one.month for one in kept(core)] == ["2026-10"] * left
