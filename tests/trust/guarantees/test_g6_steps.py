"""G6 and G8: two published pictures of one vote are the same, or at least three people apart; what is final stays.

Chance makes moves in any order: people vote, change, pass, come and go; votes are closed, discarded, asked again; the
process dies at any moment between two steps; keys are lost. After each move everybody's views are looked at.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from decks.asks import kinds
from sessions.disclosure import FLOORS, SMALLEST_STEP
from sessions.errors import FixedAnswer, IllegalMove, StaleAnswer
from sessions.state import Published, Status
from tests.cast.memory import in_memory_or
from tests.sessions.house import Core, voter
from tests.trust.guarantees.rooms import Steps, deck_of, says, slide, views

CHOICE = kinds()["choice"]
SURE, LIVE, TWICE = "confidence: yes", "results: live", "rounds: 2"
DECK = deck_of(
    slide(CHOICE, "standard", "moving", LIVE, SURE),
    slide(CHOICE, "open", "quick", LIVE, TWICE),
    slide(CHOICE, "standard", "twice", TWICE, SURE),
    slide(CHOICE, "personal", "own"),
)
FLOOR_OF = {"moving": FLOORS["standard"], "quick": FLOORS["open"], "twice": FLOORS["standard"], "own": 5}
people = st.integers(0, 15)


def apart(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    """How many people make the difference between two counts."""
    return sum(abs(one.get(key, 0) - other.get(key, 0)) for key in {*one, *other})


class Evening(RuleBasedStateMachine):
    """One session, and all that anybody has seen of it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=in_memory_or(Path(tempfile.gettempdir()))))
        self.engine = Steps()
        self.run = Core(self.folder, deck=DECK, engine=self.engine).opens()
        self.seqs: dict[tuple[str, int], int] = {}
        self.pictures: dict[tuple[str, str], list[dict[str, int]]] = {}
        self.final: dict[tuple[str, int, int], Published] = {}
        self.box_of: dict[tuple[str, int, int], str] = {}
        self.own: list[Published] = []

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize()
    def begins(self) -> None:
        self.run.says("start")

    @property
    def is_live(self) -> bool:
        return self.run.session.state.status is Status.LIVE

    @property
    def is_open(self) -> bool:
        return self.is_live and self.run.session.is_open

    # --- what can happen

    @rule(to=st.sampled_from(sorted(FLOOR_OF)))
    @precondition(lambda self: self.is_live and not self.run.session.is_open)
    def asks(self, to: str) -> None:
        self.run.says("goto", slide=to)
        with suppress(IllegalMove):
            self.run.says("open")

    @rule(who=people, value=st.sampled_from([*"AABC", None]), sure=st.sampled_from([None, 1, 5]))
    @precondition(lambda self: self.is_open)
    def votes(self, who: int, value: str | None, sure: int | None) -> None:
        box = self.run.session.open_box
        assert box is not None
        seq = self.seqs[box, who] = self.seqs.get((box, who), 0) + 1
        with suppress(FixedAnswer, StaleAnswer):
            says(self.run, f"phone {who}", value, seq, sure=sure)

    @rule(first=people, many=st.integers(4, 9), value=st.sampled_from("AB"))
    @precondition(lambda self: self.is_open)
    def many_vote(self, first: int, many: int, value: str) -> None:
        for who in range(first, first + many):
            self.votes(who, value, None)

    @rule(stay=st.integers(0, 2))
    @precondition(lambda self: self.is_open and self.run.session.moves_bars)
    def nearly_all_who_wait_take_it_back(self, stay: int) -> None:
        session, moving = self.run.session, self.run.core.stage.moving
        assert session.open_box is not None
        for who in range(25):
            if len(moving._box(session, session.open_box).waiting) > stay:
                self.votes(who, None, None)

    @rule(stay=st.integers(0, 2))
    @precondition(lambda self: self.is_open and self.run.session.moves_bars)
    def the_bars_move_and_nearly_all_who_wait_leave_at_the_end(self, stay: int) -> None:
        """What would tell of the last one or two, if anything does."""
        self.many_vote(0, 12, "A")
        self.engine.settle()
        self.nobody_learns_too_much()
        self.nearly_all_who_wait_take_it_back(stay)
        self.presses("close")

    @rule(which=st.integers(0, 5))
    def a_thread_goes_on(self, which: int) -> None:
        self.engine.settle(which)

    @rule()
    def everything_settles(self) -> None:
        self.engine.settle()

    @rule(who=people, comes=st.booleans())
    def comes_or_goes(self, who: int, comes: bool) -> None:
        presence = self.run.core.stage.presence
        (presence.arrived if comes else presence.left)(self.run.id, voter(f"phone {who}"))

    @rule(do=st.sampled_from(["close", "void", "talk", "results", "previous"]))
    @precondition(lambda self: self.is_live)
    def presses(self, do: str) -> None:
        with suppress(IllegalMove):
            self.run.says(do)

    @rule(lost=st.booleans())
    def dies(self, lost: bool) -> None:
        """kill -9, or a power cut, which takes the keys as well."""
        if lost:
            shutil.rmtree(self.folder / "keys", ignore_errors=True)
        self.engine = self.run.core._engine = Steps()
        self.run = self.run.core.again().run(self.run.id)

    # --- what must be true of all that anybody sees

    @invariant()
    def nobody_learns_too_much(self) -> None:
        session = self.run.session
        for slide_id, standing in session.state.asks.items():
            for published in standing.published:
                self._is_final(slide_id, standing.voided, published)
        if session.open_box is not None:
            self.box_of[session.state.slide or "", session.standing.voided, session.standing.round] = session.open_box
            for view in views(self.run).values():
                self._is_apart(session.state.slide or "", session.open_box, view["results"])

    def _is_final(self, slide_id: str, voided: int, published: Published) -> None:
        key = (slide_id, voided, published.round)
        before = self.final.setdefault(key, published)
        assert before == published, "what was told for good is another"
        if before is published and published.tally is not None:
            self._is_apart(slide_id, self.box_of.get(key, str(key)), {**published.tally, "sure": _sure(published)})
            if slide_id == "own":
                told = [one for (slide, *_), one in self.final.items() if slide == "own" and one.tally]
                assert len(told) == 1, "a personal ask tells one round"

    def _is_apart(self, slide_id: str, box: str, results: Mapping[str, Any] | None) -> None:
        """Nothing below the floor, and no step of one or two."""
        for part in ("counts", "sure"):
            counts = results and results.get(part)
            if part == "sure" and counts:
                counts = counts["counts"]
            if not counts:
                continue
            assert sum(counts.values()) >= FLOOR_OF[slide_id]
            pictures = self.pictures.setdefault((box, part), [])
            assert all(apart(counts, seen) == 0 or apart(counts, seen) >= SMALLEST_STEP for seen in pictures), (
                part,
                counts,
                pictures,
            )
            if counts not in pictures:
                pictures.append(dict(counts))


def _sure(published: Published) -> Mapping[str, Any] | None:
    return {"counts": published.sure} if published.sure else None


BOUNDED = settings(
    phases=[Phase.generate],  # what was found is told as it was found: making it shorter can take minutes
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def test_whatever_happens_two_pictures_of_a_vote_are_three_people_apart() -> None:
    run_state_machine_as_test(Evening, settings=BOUNDED)  # type: ignore[no-untyped-call]
