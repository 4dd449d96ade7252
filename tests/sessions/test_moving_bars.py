"""Results that move while people answer: by lag and by lot, never by fewer than three, and what was told stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sessions.audiences import BUILDERS, Scene
from sessions.entries import Entry
from sessions.errors import FixedAnswer
from tests.sessions.house import Core, Run
from tests.sessions.memory import kept_in_mind

DECK = """---
title: Moving bars
---

## Which way?

```slide
id: way
ask: choice
results: live
```

- [ ] Left
- [ ] Right
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Core(tmp_path, deck=DECK).opens()


def told(run: Run, audience: str = "screen") -> dict[str, int] | None:
    """The bars as they are now. Telling happens beside the answer, so that one waits until it has settled."""
    moving = run.core.stage.moving
    box = run.session.open_box
    for _ in range(200):
        if not any(known.telling for known in moving._boxes.values()):
            break
        run.core.stage.house.engine.sleep(0.01)
    assert box
    scene = Scene(now=0, joined=30, answered=0, join={}, moving=moving.published(run.session))
    results = BUILDERS[audience](run.session, scene)["results"]
    return results and results["counts"]


def test_nothing_moves_before_eight_have_answered_and_then_five_are_told(run: Run) -> None:
    run.at("way").says("open")
    for index in range(7):
        run.answers(f"p{index}", "A")
    assert told(run) is None
    run.answers("p7", "A")
    assert told(run) == told(run, "participant") == told(run, "presenter") == {"A": 5, "B": 0}


def test_after_that_three_move_at_a_time_and_three_always_wait(run: Run) -> None:
    run.at("way").says("open")
    sums = []
    for index in range(20):
        run.answers(f"p{index}", "AB"[index % 2])
        counts = told(run)
        sums.append(sum(counts.values()) if counts else 0)

    steps = {after - before for before, after in zip(sums, sums[1:], strict=False)} - {0}
    assert steps == {3, 5}
    assert [total for index, total in enumerate(sums) if total and index + 1 - total < 3] == [], sums


def test_what_was_told_stands_and_what_waits_may_change(run: Run) -> None:
    run.at("way").says("open")
    for index in range(8):
        run.answers(f"p{index}", "A")
    assert told(run) == {"A": 5, "B": 0}

    fixed = 0
    for index in range(8):
        try:
            run.answers(f"p{index}", "B", seq=2)
        except FixedAnswer:
            fixed += 1
            run.answers(f"p{index}", "A", seq=2)
    assert fixed == 5
    run.says("close")
    assert run.session.standing.published[-1].tally == {"counts": {"A": 5, "B": 3}}


def test_one_or_two_that_are_left_at_the_close_are_never_told(run: Run) -> None:
    run.at("way").says("open")
    for index in range(8):
        run.answers(f"p{index}", "A")
    assert told(run) == {"A": 5, "B": 0}
    waiting = [index for index in range(8) if not _is_fixed(run, index)]
    run.answers(f"p{waiting[0]}", None, seq=3)
    run.says("close")

    published = run.session.standing.published[-1]
    assert (published.n, published.tally) == (8, {"counts": {"A": 5, "B": 0}})


def _is_fixed(run: Run, index: int) -> bool:
    try:
        run.answers(f"p{index}", "B", seq=2)
    except FixedAnswer:
        return True
    return False


def test_what_was_told_is_told_still_after_a_crash(run: Run) -> None:
    run.at("way").says("open")
    for index in range(12):
        run.answers(f"p{index}", "A")
    before = told(run)
    after = run.core.again().run(run.id)
    assert told(after) == before
    after.answers("p12", "B")
    after.answers("p13", "B")
    assert sum((told(after) or {}).values()) == 11


@pytest.mark.parametrize("end", ["close", "void", "delete"])
def test_once_a_round_is_over_no_answer_of_it_is_kept_in_mind(run: Run, end: str) -> None:
    run.at("way").says("open")
    for index in range(9):
        run.answers(f"p{index}", "A")
    assert told(run) == {"A": 5, "B": 0}
    stage = run.core.stage
    assert len(kept_in_mind(stage, Entry)) == 5

    _look_while_saving(run)
    stage.delete(run.id) if end == "delete" else run.says(end)
    assert kept_in_mind(stage, Entry) == []


def _look_while_saving(run: Run) -> None:
    """A phone comes back in the very moment between the shutting of the box and the end of the round."""
    stage, save = run.core.stage, run.core.shelf.save

    def looked(*facts: Any, **more: Any) -> None:
        stage.moving.published(stage.find(run.id))
        save(*facts, **more)

    run.core.shelf.save = looked  # type: ignore[method-assign]


def test_while_bars_move_the_wall_says_that_more_is_to_come(run: Run) -> None:
    run.at("way").says("open")
    for index in range(8):
        run.answers(f"p{index}", "A")
    told(run)
    scene = Scene(now=0, joined=30, answered=8, join={}, moving=run.core.stage.moving.published(run.session))
    assert "5 answers so far; the latest always wait" in BUILDERS["screen"](run.session, scene)["results"]["html"]
