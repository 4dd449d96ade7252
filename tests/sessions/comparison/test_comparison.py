"""Which runs may stand side by side, and what is said of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from decks.language import language
from sessions.comparison import LEAST, Comparison, Run, comparison, pulses, run_of
from sessions.comparison.run import as_kept, kept_run
from sessions.comparison.words import method, named, notes, says
from sessions.release.terms import NOT_YET, Cut, Release
from sessions.session import LiveSession
from sessions.state import AskState, Published, Status
from tests.sessions.comparison.runs import END, RELEASED, START, asking, asking_a_choice, ran, run, vote
from tests.sessions.summary.evening import DECK, few, hidden, shown, told

ENGLISH = language("en")


def side_by_side(*runs: Run, kept: tuple[Run, ...] = ()) -> Comparison:
    return comparison("stand-up", "The slip in the stand-up", runs, kept)


def everything_said(one: Comparison) -> str:
    told = [says(seen.pulse, ENGLISH) for group in one.groups for seen in group.runs]
    return " ".join([*notes(one, ENGLISH), *method(one, ENGLISH), *told])


def test_two_runs_of_the_same_question_stand_side_by_side() -> None:
    one = side_by_side(run("2026-11-05"), run("2026-12-01", vote(_1=5, _2=5, _3=5), vote(_1=1, _2=2, _3=9)))

    [group] = one.groups
    assert [seen.pulse.start.counts for seen in group.runs] == [(6, 4, 3), (5, 5, 5)]
    assert [seen.pulse.end.counts for seen in group.runs] == [(2, 4, 6), (1, 2, 9)]
    assert [seen.pulse.end.n for seen in group.runs] == [12, 12]
    assert (one.compared, one.left_out) == (2, 0)


def test_one_run_alone_is_compared_with_nothing() -> None:
    assert side_by_side(run()).groups == ()


def test_runs_stand_in_the_order_in_which_they_took_place_whatever_came_out() -> None:
    best, worst = vote(_3=12), vote(_1=12)
    days = [("2026-03-02", worst), ("2026-01-09", worst), ("2026-03-01", best)]
    [group] = side_by_side(*(run(day, None, end) for day, end in days)).groups

    assert [named(seen, ENGLISH) for seen in group.runs] == [
        "Run 1, January 2026",
        "Run 2, March 2026",
        "Run 3, March 2026",
    ]
    assert [seen.pulse.end.counts for seen in group.runs] == [(12, 0, 0), (0, 0, 12), (12, 0, 0)]


def test_two_runs_of_one_day_stand_in_the_order_in_which_they_began() -> None:
    late, early = ran(started_at=200.0, id="a"), ran("2026-11-05", vote(_1=10), started_at=100.0, id="b")
    [group] = side_by_side(run_of(late), run_of(early)).groups
    assert [seen.pulse.start.counts for seen in group.runs] == [(10, 0, 0), (6, 4, 3)]


def test_a_run_is_named_by_its_month_alone() -> None:
    one = side_by_side(run("2026-11-05", title="Team North"), run("2026-11-19", title="Team South"))
    assert "Team" not in repr(one)
    assert "2026-11-05" not in repr(one)
    assert "K7M2PQ" not in repr(one)


@pytest.mark.parametrize("n", [LEAST - 1, LEAST])
def test_ten_people_chose_an_answer_at_both_ends(n: int) -> None:
    few_chose = shown(Published(1, n + 5, {"counts": {"1": n, "2": 0, "3": 0}}, None, ""))
    assert bool(run("2026-11-05", few_chose).pulses) == bool(run("2026-11-05", None, few_chose).pulses) == (n >= LEAST)


@pytest.mark.parametrize(
    "not_told",
    [
        hidden(told(1, 13, **START)),
        shown(few(1, 4)),
        shown(Published(1, 13, None, "agreement", "At least 11 of 13.")),
        AskState(),
    ],
)
def test_what_the_room_was_not_told_is_not_compared(not_told: AskState) -> None:
    assert run().pulses
    assert run("2026-11-05", not_told).pulses == run("2026-11-05", None, not_told).pulses == ()


def test_of_several_rounds_the_last_one_that_the_room_saw_counts() -> None:
    twice = replace(shown(told(1, 13, **START), told(2, 13, **END)), shown=1)
    [pulse] = run("2026-11-05", twice).pulses
    assert pulse.start.counts == (6, 4, 3)


@pytest.mark.parametrize(
    "terms",
    [NOT_YET, replace(RELEASED, cuts={"leaving": Cut.ROUGHLY}), replace(RELEASED, cuts={"arriving": Cut.NOTHING})],
)
def test_what_an_organiser_may_not_read_whole_is_not_compared(terms: Release) -> None:
    assert run().pulses
    assert run(release=terms).pulses == ()


@pytest.mark.parametrize("facts", [{"rehearsal": True}, {"status": Status.LIVE}, {"status": Status.LOBBY}])
def test_rehearsals_and_sessions_that_go_on_are_never_compared(facts: dict[str, object]) -> None:
    assert pulses(ran())
    assert pulses(ran(**facts)) == ()


def test_only_pulses_are_compared() -> None:
    everything = {slide.id: vote(A=5, B=5, C=5) for slide in DECK.slides if slide.ask}
    room = ran()
    full = LiveSession(replace(room.state, asks={**everything, **room.state.asks}), room.script)
    assert [pulse.start.title for pulse in pulses(full)] == ["How sure are you?"]


@pytest.mark.parametrize("other", [asking("How certain are you?"), asking(labels=("Light", "Hard")), asking_a_choice()])
def test_runs_that_were_asked_something_else_stand_apart(other: object) -> None:
    answers = (vote(A=5, B=5, C=5),) * 2 if other == asking_a_choice() else ()
    one = side_by_side(
        run("2026-01-01"),
        run("2026-02-01"),
        run("2026-03-01", *answers, deck=other),
        run("2026-04-01", *answers, deck=other),
    )

    assert [[seen.month for seen in group.runs] for group in one.groups] == [
        ["2026-01", "2026-02"],
        ["2026-03", "2026-04"],
    ]
    assert "changed between runs" in everything_said(one)
    assert "changed between runs" not in everything_said(side_by_side(run("2026-01-01"), run("2026-02-01")))


def test_the_same_question_under_another_name_of_its_slide_is_the_same() -> None:
    renamed = replace(
        DECK,
        slides=tuple(
            replace(slide, id="first")
            if slide.id == "arriving"
            else replace(slide, ask=replace(slide.ask, pair="first"))
            if slide.ask and slide.ask.pair
            else slide
            for slide in DECK.slides
        ),
    )
    again = ran("2026-12-01", deck=renamed)
    asks = {"first": again.state.asks["arriving"], "leaving": again.state.asks["leaving"]}
    [group] = side_by_side(run(), run_of(again.with_state(asks=asks))).groups
    assert len(group.runs) == 2


def test_answers_that_were_shuffled_are_matched_by_their_words() -> None:
    deck = asking_a_choice(shuffle=True)
    turned = replace(deck, slides=tuple(_turned(slide) for slide in deck.slides))
    one = side_by_side(
        run("2026-01-01", vote(A=6, B=4, C=3), vote(A=2, B=4, C=6), deck=deck),
        run("2026-02-01", vote(A=3, B=4, C=6), vote(A=6, B=4, C=2), deck=turned),
    )
    [group] = one.groups
    assert [(seen.pulse.start.counts, seen.pulse.end.counts) for seen in group.runs] == [((6, 4, 3), (2, 4, 6))] * 2


def _turned(slide: object) -> object:
    ask = slide.ask  # type: ignore[attr-defined]
    if ask is None or not ask.shuffle:
        return slide
    options = tuple(replace(option, key=key) for key, option in zip("ABC", reversed(ask.options), strict=True))
    return replace(slide, ask=replace(ask, options=options))  # type: ignore[type-var]


def test_how_many_runs_are_left_out_is_said_but_never_which() -> None:
    one = side_by_side(run("2026-01-01"), run("2026-02-01", vote(_1=3)), run("2026-03-01"))

    assert one.left_out == 1
    assert [seen.number for group in one.groups for seen in group.runs] == [1, 2]
    assert "1 run of this deck is left out: fewer than 10 people" in everything_said(one)
    assert "February" not in everything_said(one)
    assert "left out" not in everything_said(side_by_side(run("2026-01-01"), run("2026-03-01")))


def test_nothing_is_ranked_averaged_or_praised() -> None:
    said = everything_said(side_by_side(run("2026-01-01"), run("2026-03-01")))
    assert "3 (Hard): 3 of 13, then 6 of 12." in said
    assert not {"best", "worst", "better", "worse", "average", "success"} & set(said.casefold().split())
    assert "1.7" not in said, "the mean of a scale"
    assert "can point to one person" in said


def test_where_no_share_grew_it_says_so() -> None:
    [group] = side_by_side(run("2026-01-01", vote(**START), vote(**START)), run("2026-02-01")).groups
    assert says(group.runs[0].pulse, ENGLISH) == "No answer has a larger share at the end than at the start."


def test_pulses_that_were_kept_alone_stand_among_the_others() -> None:
    gone = run("2026-02-10")
    one = side_by_side(run("2026-02-01"), run("2026-04-01"), kept=(kept_run("k1", gone.month, "en", as_kept(gone)),))

    assert [seen.month for seen in one.groups[0].runs] == ["2026-02", "2026-02", "2026-04"]
    assert one.groups[0].runs[0].pulse == gone.pulses[0]
    assert "only these totals of theirs were kept" in everything_said(one)
