"""What people say beside the votes: private signals, and whose texts were removed. None of it outlasts its moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from decks.asks import kinds
from sessions.protocol import Moderate, Signal
from sessions.signals import KINDS, LATEST_S, SOONEST_S, UNDO_S
from sessions.summary import format_named
from sessions.summary.content import content
from tests.sessions.house import Core, Run, voter
from tests.trust.guarantees.rooms import Steps, deck_of, says, slide, views

DECK = deck_of(slide(kinds()["text"], "standard", "text"))


@pytest.fixture
def steps() -> Steps:
    return Steps()


@pytest.fixture
def run(tmp_path: Path, steps: Steps) -> Run:
    run = Core(tmp_path, deck=DECK, engine=steps).opens()
    run.says("start")
    return run


def signals(run: Run) -> list[str]:
    return [one["kind"] for one in views(run)["presenter"]["signals"]]


def test_a_signal_reaches_the_presenter_alone_and_only_after_a_while_that_nobody_can_guess(
    run: Run, steps: Steps
) -> None:
    for number in range(40):
        run.core.stage.signal(run.id, voter(f"p{number}"), Signal("slow"))
    assert signals(run) == []
    steps.settle()

    assert signals(run) == ["slow"]
    assert (min(steps.slept) >= SOONEST_S >= 20, max(steps.slept) <= LATEST_S) == (True, True)
    assert len(set(steps.slept)) > 30, "each takes its own time"
    assert [name for name, view in views(run).items() if "slow" in str(view.get("signals", ""))] == ["presenter"]


def test_a_signal_that_was_taken_back_reaches_nobody(run: Run, steps: Steps) -> None:
    run.core.stage.signal(run.id, voter("ben"), Signal("harm"))
    run.core.clock.now += UNDO_S - 1
    assert run.core.stage.signal(run.id, voter("ben"), Signal("harm", undo=True)) == {"undone": True}
    steps.settle()
    assert signals(run) == []


def test_signals_leave_no_trace(run: Run, steps: Steps) -> None:
    state = run.session.state
    for kind in KINDS:
        run.core.stage.signal(run.id, voter("ben"), Signal(kind))
    steps.settle()
    assert sorted(signals(run)) == sorted(KINDS), "there is something to leave"

    assert run.session.state == state
    told = format_named("json").write(content(run.session), run.session.words).decode()
    disk = b"".join(path.read_bytes() for path in run.core.folder.rglob("*") if path.is_file())
    assert [kind for kind in ("harm", voter("ben").decode()) if kind in told or kind.encode() in disk] == []
    run.core._engine = Steps()
    assert signals(run.core.again().run(run.id)) == []


def test_whose_text_was_removed_is_known_by_a_number_until_the_question_closes(run: Run, steps: Steps) -> None:
    run.at("text").says("open")
    for number in range(6):
        says(run, f"p{number}", f"text {number}")
    steps.settle()
    item = run.core.stage.desk.items(run.session)[0]
    run.core.stage.moderate(run.id, Moderate(item.id, "remove"))
    (muted,) = run.session.standing.muted
    assert muted.encode() in disk(run)

    run.says("close")
    steps.settle()
    assert run.session.standing.muted == ()
    assert muted.encode() not in disk(run)


def disk(run: Run) -> bytes:
    return b"".join(path.read_bytes() for path in run.core.folder.glob("*.db*"))
