"""The process may die between any two steps: what was acknowledged counts once, and what was closed stays forgotten."""

from __future__ import annotations

import pytest

from sessions.state import Phase
from tests.sessions.house import Core, Run

ASK = "what-do-you-say"


class Died(BaseException):
    """The process is gone; nothing catches this."""


def dies(*_: object, **__: object) -> None:
    raise Died


def voted(core: Core, letters: str = "AABBCC") -> Run:
    run = core.opens().at(ASK)
    run.says("open")
    run.all_answer(letters)
    return run


def test_a_vote_in_progress_survives_with_its_answers(core: Core):
    run = voted(core)
    again = core.again().run(run.id)
    assert (again.session.state.slide, again.session.standing.phase) == (ASK, Phase.OPEN)
    assert again.core.stage.answered(again.session) == 6
    again.answers("latecomer", "C")
    assert again.says("close").standing.published[0].tally == {"counts": {"A": 2, "B": 2, "C": 3}}


@pytest.mark.parametrize("step", ["shut", "ballots", "save"])
def test_dying_in_the_middle_of_a_close_finishes_it_exactly_once(
    core: Core, step: str, monkeypatch: pytest.MonkeyPatch
):
    run = voted(core)
    monkeypatch.setattr(core.shelf, step, dies)
    with pytest.raises(Died):
        run.says("close")

    again = core.again().run(run.id)
    if again.session.is_open:
        again.says("close")
    standing = again.session.standing
    assert (standing.phase, len(standing.published)) == (Phase.CLOSED, 1)
    assert standing.published[0].tally == {"counts": {"A": 2, "B": 2, "C": 2}}


def test_a_box_that_was_shut_takes_no_more_answers_after_the_restart(core: Core, monkeypatch: pytest.MonkeyPatch):
    run = voted(core)
    monkeypatch.setattr(core.shelf, "save", dies)
    with pytest.raises(Died):
        run.says("close")
    again = core.again().run(run.id)
    assert again.session.standing.phase is Phase.CLOSED


def test_dying_before_the_key_is_destroyed_destroys_it_at_the_next_start(core: Core, monkeypatch: pytest.MonkeyPatch):
    run = voted(core)
    run.says("close")
    assert len(core.keyring.groups()) == 1
    monkeypatch.setattr(core.keyring, "destroy", dies)
    with pytest.raises(Died):
        run.says("results")

    again = core.again()
    assert again.keyring.groups() == set()
    assert again.shelf.groups() == set()


def test_a_lost_key_returns_the_round_to_ready_under_the_same_number(core: Core):
    run = voted(core)
    for group in core.keyring.groups():
        core.keyring.destroy(group)
    again = core.again().run(run.id)
    assert (again.session.standing.phase, again.session.upcoming_round) == (Phase.READY, 1)
    again.says("open")
    again.all_answer("BBBBB")
    assert again.says("close").standing.published[0].tally == {"counts": {"A": 0, "B": 5, "C": 0}}


def test_losing_the_key_of_a_second_round_keeps_what_the_first_told(core: Core):
    run = voted(core)
    run.says("close")
    run.says("open")
    run.all_answer("BBBBBB")
    for group in core.keyring.groups():
        core.keyring.destroy(group)
    again = core.again().run(run.id)
    assert (again.session.standing.phase, again.session.upcoming_round) == (Phase.READY, 2)
    assert again.session.standing.published[0].n == 6
    again.says("open")
    again.all_answer("BBBBBB")
    after = again.says("close").standing
    assert (after.published[1].tally, after.shift is None) == ({"counts": {"A": 0, "B": 6, "C": 0}}, True)


def test_after_the_last_round_nothing_is_left_but_the_totals(core: Core):
    run = voted(core)
    run.says("close")
    run.says("open")
    run.all_answer("BBBBBB")
    assert len(core.keyring.groups()) == 1
    run.says("close")
    assert core.keyring.groups() == set()
    assert core.shelf.boxes(run.id) == {}
    assert core.shelf.wipe()
    assert (core.folder / "readtheroom.db-wal").stat().st_size == 0
