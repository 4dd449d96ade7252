"""The life of a follow-up, from day to day: planned, open, ended, and what a crash does to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.days import days_later
from sessions.errors import AskClosed, FollowupNotOffered, FollowupNotOpen, InvalidAnswer, UnknownAsk, UnknownFollowup
from sessions.followup.asking import can_be_asked
from sessions.followup.notes import facts
from sessions.followup.plan import Plan
from sessions.followup.state import FollowupState
from sessions.followup.views import listed
from sessions.release import acts
from sessions.release.terms import Cut
from sessions.session import LiveSession
from tests.sessions.followup.months import Months
from tests.sessions.house import voter


def counts(state: FollowupState, name: str) -> dict[str, int] | None:
    told = state.question(name).told
    assert told
    return dict(told.tally["counts"]) if told.tally else None


def test_it_opens_on_its_first_day_takes_answers_and_tells_the_totals_after_its_last(months: Months) -> None:
    planned = months.plans(opens=months.in_days(90))
    assert (planned.stand, planned.boxes, months.core.followups.join_key(planned.id)) == ("planned", {}, None)
    with pytest.raises(FollowupNotOpen):
        months.answers(planned, "ben", 4, "A")

    months.turns_to(planned.opens)
    assert months.find(planned).stand == "open"
    months.all_answer(planned, "44555-", "AABBC-")
    months.turns_to(planned.last)
    assert months.find(planned).stand == "open", "the last day counts"

    months.turns_to(months.in_days(1))
    ended = months.find(planned)
    assert (ended.stand, ended.ended) == ("ended", months.today)
    assert counts(ended, "pulse") == {"1": 0, "2": 0, "3": 0, "4": 2, "5": 3}
    assert counts(ended, "reflection") == {"A": 2, "B": 2, "C": 1, "D": 0}
    assert [one.told.n for one in ended.questions if one.told] == [6, 6]
    with pytest.raises(FollowupNotOpen):
        months.answers(planned, "late", 4, "A")


def test_one_that_was_ended_early_says_on_which_days_it_was_open(months: Months) -> None:
    state = months.plans(days=14)
    first = state.opens
    months.turns_to(months.in_days(3))

    ended = months.core.followups.end(state.id)

    assert (listed(state)["last"], listed(ended)["last"]) == (days_later(first, 13), months.today)
    assert facts(ended)[1] == f"Asked again from {ended.words.day(first)} to {ended.words.day(months.today)}"


def test_one_that_was_ended_on_its_first_day_or_before_it_says_so(months: Months) -> None:
    today, later = months.plans(), months.plans(opens=months.in_days(9))
    over, never = (months.core.followups.end(state.id) for state in (today, later))

    assert (over.last, facts(over)[1]) == (over.opens, f"Asked again on {over.words.day(over.opens)}")
    assert facts(never)[1] == "Ended before its first day"


def test_it_is_compared_with_what_the_room_saw_and_with_nothing_else(months: Months) -> None:
    start, end = months.plans().question("pulse").then
    assert (start.tally, end.tally) == (
        {"counts": {"1": 2, "2": 2, "3": 2, "4": 0, "5": 0}, "mean": None},
        {"counts": {"1": 0, "2": 0, "3": 2, "4": 2, "5": 2}, "mean": None},
    )
    assert months.plans().question("reflection").then == ()


def test_what_the_room_was_never_shown_cannot_be_asked_again(tmp_path: Path, months: Months) -> None:
    assert [pulse.id for pulse in can_be_asked(months.run.session)] == ["hidden", "then", "after"], (
        "the first was shown"
    )
    start, end = months.plans(pulse="hidden").question("pulse").then
    assert (start.tally is not None, end.tally, end.withheld) == (True, None, "not-shown")

    (tmp_path / "unseen").mkdir()
    unseen = Months(tmp_path / "unseen", shows=False)
    assert can_be_asked(unseen.run.session) == ()
    for name in ("after", "nowhere", "before"):
        with pytest.raises(UnknownAsk):
            unseen.plans(pulse=name)


def test_it_tells_of_the_session_no_more_than_the_released_summary_does(months: Months) -> None:
    keeper, stage, session = months.core.followups, months.core.stage, months.run.session
    made = months.plans(pulse="after")

    def told(act: Callable[[LiveSession], LiveSession]) -> list[bool]:
        keeper.follow(stage.edit(session.state.id, None, act))
        return [one.tally is not None for one in keeper.find(made.id).question("pulse").then]

    assert told(lambda ended: acts.cut(ended, {"before": Cut.ROUGHLY})) == [False, True]
    assert told(lambda ended: acts.cut(ended, {"before": Cut.ROUGHLY, "after": Cut.NOTHING})) == [False, False]
    assert {one.n for one in keeper.find(made.id).question("pulse").then} == {0}
    assert told(acts.take_back) == [False, False]
    assert told(lambda ended: acts.release(acts.cut(ended, {}), months.today)) == [True, True]


def test_a_question_that_the_summary_leaves_out_is_not_asked_again_either(months: Months) -> None:
    session = months.core.stage.edit(months.run.session.state.id, None, acts.take_back)
    for how, left in ((Cut.ROUGHLY, ["hidden", "then", "after"]), (Cut.NOTHING, ["hidden", "then"])):
        session = months.core.stage.edit(session.state.id, None, lambda ended, how=how: acts.cut(ended, {"after": how}))
        assert [pulse.id for pulse in can_be_asked(session)] == left
    months.core.stage.edit(session.state.id, None, lambda ended: acts.release(ended, months.today))
    with pytest.raises(UnknownAsk):
        months.plans(pulse="after")


def test_nothing_is_asked_again_before_the_summary_is_released(months: Months) -> None:
    months.core.stage.edit(months.run.session.state.id, None, acts.take_back)
    with pytest.raises(FollowupNotOffered, match="Release the summary first"):
        months.plans()


def test_it_needs_an_ended_session_whose_phones_were_told_of_it(tmp_path: Path, months: Months) -> None:
    (tmp_path / "laptop").mkdir()
    laptop = Months(tmp_path / "laptop", lasting=False)
    with pytest.raises(FollowupNotOffered):
        laptop.plans()

    months.run = months.core.opens()
    assert months.run.session.state.keeps_pulse
    with pytest.raises(FollowupNotOffered):
        months.plans()
    months.run = months.core.opens(rehearsal=True)
    months.run.says("start")
    months.run.says("end")
    with pytest.raises(FollowupNotOffered):
        months.plans()


@pytest.mark.parametrize(("opens", "days"), [(-1, 14), (401, 14), (0, 0), (0, 61)])
def test_its_days_have_limits(months: Months, opens: int, days: int) -> None:
    with pytest.raises(FollowupNotOffered, match=r"first day|1 to 60 days"):
        months.plans(opens=months.in_days(opens), days=days)


@pytest.mark.parametrize("opens", ["", "soon", "2026-2-3", "20270101"])
def test_a_day_that_is_none_is_refused(months: Months, opens: str) -> None:
    with pytest.raises(FollowupNotOffered):
        months.core.followups.make(months.run.session, Plan("after", "plan", opens, 14))


def test_an_answer_can_be_changed_until_the_end_and_counts_once(months: Months) -> None:
    state = months.plans()
    months.all_answer(state, "11111", "AAAAB")
    for number in range(5):
        months.answers(state, f"person {number}", 5, "B" if number < 3 else "C")
    assert months.core.followups.mine(months.find(state), voter("person 0")) == {"pulse": 5, "reflection": "B"}
    assert months.core.followups.mine(months.find(state), voter("stranger")) == {}

    ended = months.core.followups.end(state.id)
    assert (counts(ended, "pulse"), counts(ended, "reflection")) == (
        {"1": 0, "2": 0, "3": 0, "4": 0, "5": 5},
        {"A": 0, "B": 3, "C": 2, "D": 0},
    )


@pytest.mark.parametrize(
    "said", [{}, {"pulse": 3}, {"reflection": "A"}, {"pulse": 9, "reflection": "A"}, {"pulse": 3, "reflection": "Z"}]
)
def test_half_an_answer_or_a_wrong_one_changes_nothing(months: Months, said: dict[str, object]) -> None:
    state = months.plans()
    with pytest.raises(InvalidAnswer):
        months.core.followups.answer(state.id, voter("ben"), said)
    assert [months.core.shelf.how_many(box) for box in months.find(state).boxes] == [0, 0]


def test_each_question_has_its_own_floor_and_passes_never_lift_it(months: Months) -> None:
    state = months.plans(pulse="then")
    assert [one.floor for one in state.questions] == [3, 5]
    months.all_answer(state, "AAB-----", "AABB----")
    ended = months.core.followups.end(state.id)
    assert counts(ended, "pulse") == {"A": 2, "B": 1}
    told = ended.question("reflection").told
    assert told
    assert (told.tally, told.withheld, told.n) == (None, "few", 8)


def test_nearly_equal_reflections_are_told_as_at_least(months: Months) -> None:
    state = months.plans()
    months.all_answer(state, "123451", "AAAAAB")
    told = months.core.followups.end(state.id).question("reflection").told
    assert told
    assert (told.tally, told.withheld, told.says) == (None, "agreement", "At least 4 of 6 chose A.")


def test_nothing_joins_the_two_answers_of_one_person(months: Months) -> None:
    state = months.find(months.plans())
    for time in range(4):
        months.answers(state, "often", 1 + time, "ABCD"[time])
    months.all_answer(state, "12345", "ABCDA")
    rows = [[(row.pseudonym, row.seq) for row in months.core.shelf.ballots(box)] for box in state.boxes]
    (names, numbers), (others, other_numbers) = (zip(*box, strict=True) for box in rows)
    assert set(names).isdisjoint(others)
    assert set(numbers).isdisjoint(other_numbers), "not even by how often somebody changed an answer"
    assert len(state.groups) == 2


def test_ending_it_early_is_an_end_and_deleting_it_tells_nothing(months: Months) -> None:
    early, gone = months.plans(), months.plans()
    for state in (early, gone):
        months.all_answer(state, "11223", "AABBC")
    ended = months.core.followups.end(early.id)
    assert ended == months.core.followups.end(early.id), "ending twice changes nothing"
    months.core.followups.delete(gone.id)
    with pytest.raises(UnknownFollowup):
        months.find(gone)
    assert (months.core.shelf.groups(), months.core.keyring.groups()) == (set(), set())


def test_a_planned_one_that_is_ended_or_slept_through_tells_nothing(months: Months) -> None:
    planned, slept = months.plans(opens=months.in_days(30)), months.plans(opens=months.in_days(30), days=3)
    assert [one.told.withheld for one in months.core.followups.end(planned.id).questions if one.told] == ["few", "few"]
    months.turns_to(months.in_days(40))
    assert (months.find(slept).stand, months.find(slept).unread) == ("ended", False)


# --- crashes


def test_a_killed_process_loses_no_answer(months: Months) -> None:
    state = months.plans()
    months.all_answer(state, "1122", "AABB")
    key = months.core.followups.join_key(state.id)
    months.dies()
    assert (months.find(state).anew, months.core.followups.join_key(state.id)) == (None, key)
    months.answers(state, "person 4", 3, "C")
    assert counts(months.core.followups.end(state.id), "pulse") == {"1": 2, "2": 2, "3": 1, "4": 0, "5": 0}


def test_after_a_restart_of_the_machine_it_begins_anew_and_says_from_when(months: Months) -> None:
    state = months.find(months.plans())
    months.all_answer(state, "11111", "AAAAB")
    key = months.core.followups.join_key(state.id)
    months.turns_to(months.in_days(2))
    months.dies(keys=False)

    again = months.find(state)
    assert (again.stand, again.anew, again.last) == ("open", months.today, state.last)
    assert months.core.followups.join_key(state.id) == key, "who was let in needs not come in again"
    assert months.core.followups.mine(again, voter("person 0")) == {}
    assert again.groups.isdisjoint(state.groups)
    assert [months.core.shelf.how_many(box) for box in state.boxes] == [0, 0], "what nobody can read is gone"
    months.all_answer(state, "22333", "BBCCC")
    assert counts(months.core.followups.end(state.id), "pulse") == {"1": 0, "2": 2, "3": 3, "4": 0, "5": 0}


def test_a_machine_that_comes_back_after_the_last_day_says_that_nobody_can_read_the_answers(months: Months) -> None:
    state = months.plans(days=2)
    months.all_answer(state, "11223", "AABBC")
    months.turns_to(months.in_days(5))
    months.dies(keys=False)
    ended = months.find(state)
    assert (ended.stand, ended.unread) == ("ended", True)
    assert {one.told.withheld for one in ended.questions if one.told} == {"unread"}


def test_dying_between_shutting_and_counting_is_finished_at_the_next_start(months: Months) -> None:
    state = months.plans()
    months.all_answer(state, "11223", "AABBC")
    months.core.shelf.followups.shut(months.find(state))
    with pytest.raises(AskClosed):
        months.answers(state, "late", 1, "A")
    months.dies()
    assert counts(months.find(state), "reflection") == {"A": 2, "B": 2, "C": 1, "D": 0}
    assert (months.core.shelf.groups(), months.core.keyring.groups()) == (set(), set())


# --- what is kept for how long


def test_it_outlives_its_session_and_goes_by_itself_so_many_days_after_its_end(months: Months) -> None:
    state = months.plans(opens=months.in_days(90))
    months.core.stage.delete(state.session)
    assert months.find(state).question("pulse").then[0].tally

    months.turns_to(state.opens)
    months.core.followups.tend(state.id, 30)
    months.turns_to(months.in_days(14))
    months.core.followups.tend(state.id, 30)
    assert months.find(state).stand == "ended"
    months.turns_to(months.in_days(30))
    months.core.followups.tend(state.id, 30)
    assert months.find(state).stand == "ended", "thirty days are not over yet"
    months.turns_to(months.in_days(1))
    months.core.followups.tend(state.id, 30)
    with pytest.raises(UnknownFollowup):
        months.find(state)


def test_deleting_its_session_by_hand_deletes_it_too(months: Months) -> None:
    planned, opened = months.plans(opens=months.in_days(9)), months.plans()
    months.answers(opened, "ben", 1, "A")
    months.core.followups.delete_of(opened.session)
    assert months.core.followups.ids() == []
    assert months.core.shelf.groups() == set()
    with pytest.raises(UnknownFollowup):
        months.find(planned)


def test_what_it_remembers_comes_back_from_the_shelf_as_it_was(months: Months) -> None:
    state = months.find(months.plans(pulse="then"))
    assert FollowupState.from_json(state.to_json()) == state
    ended = months.core.followups.end(state.id)
    assert FollowupState.from_json(ended.to_json()) == ended
