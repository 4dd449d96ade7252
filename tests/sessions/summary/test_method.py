"""The method note says what is true of this session, and nothing that is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from decks.deck import Ask
from sessions.session import LiveSession
from sessions.state import AskState, Published
from sessions.summary import content
from tests.sessions.summary.evening import SCALE, asking, choice, few, hidden, session, shown, thursday, told

ALWAYS = (
    "Each phone could answer each vote once. Passing counts as answering: it is part of the number of answers and is "
    "not listed on its own.",
    "Only phones are counted here: no paper ballots, no raised hands.",
    "When a vote closed, its answers were added up, and every single answer was destroyed together with the key that "
    "had sealed it. Nobody can find out any more who answered what, not even whoever runs the server.",
)
SHARES = "Percentages are rounded to whole ones, so together they may make a little less or more than 100."
CARE = (
    "The room could read this before the session ended. The presenter may have left out or blurred parts of it; "
    "nothing can be added to what the room was shown but three lines of the presenter's own.",
    "Take care when you compare sessions: if nearly the same people took part in both, the difference between two "
    "totals can point to one person.",
)


def _with(room: LiveSession, **facts: Any) -> LiveSession:
    return replace(room, state=replace(room.state, **facts))


def test_a_plain_vote_has_the_plain_note() -> None:
    room = asking(choice(), shown(told(1, 12, A=6, B=3, C=3)))

    limit = "Standard question: the result is told only if at least 5 people chose an answer."
    assert content(room).method == (*ALWAYS, limit, SHARES, *CARE)


def test_where_no_percentages_stand_nothing_is_said_of_them() -> None:
    assert SHARES not in content(asking(choice(), shown(few(1, 3)))).method
    assert SHARES not in content(asking(choice(), hidden(told(1, 12, A=6, B=3, C=3)))).method


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (shown(few(1, 3)), "Where fewer people chose an answer, nothing is told"),
        (shown(Published(1, 9, None, "agreement", "…")), "Where nearly everybody agreed, only “at least” is told"),
        (hidden(told(1, 12, A=6, B=3, C=3)), "“Not shown” means that the vote closed and the room never saw"),
        (shown(told(1, 12, A=6, B=3, C=3), voided=1), "A voided round was discarded whole"),
        (shown(told(1, 12, A=6, B=3, C=3), told=2), "Patterns marked “(ours)” are named by this deck"),
        (
            shown(told(1, 12, A=6, B=3, C=3), told(2, 12, A=6, B=3, C=3)),
            "at least 30 people chose an answer both times",
        ),
    ],
    ids=["few", "agreement", "not shown", "voided", "ours", "two rounds"],
)
def test_each_mark_is_explained_where_it_occurs_and_only_there(state: AskState, sentence: str) -> None:
    plain = content(asking(choice(), shown(told(1, 12, A=6, B=3, C=3), told=1))).method
    marked = content(asking(choice(rounds=2), state)).method

    assert sentence not in "\n".join(plain)
    assert sentence in "\n".join(marked)


def test_questions_side_by_side_are_said_to_be_separate() -> None:
    assert (
        "Questions of two slides that stand side by side are separate votes; nobody's answers to them were linked."
    ) in content(thursday()).method


def test_every_class_of_question_has_its_limit_once() -> None:
    limits = [note for note in content(thursday()).method if ": the result is told only if" in note]

    assert limits == [
        "Open question: the result is told only if at least 3 people chose an answer.",
        "Personal question: the result is told only if at least 5 people chose an answer.",
        "Standard question: the result is told only if at least 5 people chose an answer.",
    ]


@pytest.mark.parametrize(("min_answers", "said"), [(None, False), (3, True), (4, True), (5, False), (8, False)])
def test_a_lowered_limit_is_said(min_answers: int | None, said: bool) -> None:
    room = _with(asking(choice(), shown(told(1, 12, A=6, B=3, C=3))), min_answers=min_answers)

    lowered = (
        f"For this session the presenter lowered the limit of standard questions from 5 to {min_answers}, before "
        "anybody had joined; every phone said so."
    )
    assert (lowered in content(room).method) is said
    assert f"at least {min_answers or 5} people" in "\n".join(content(room).method)


def test_a_rehearsal_says_first_that_it_is_one() -> None:
    room = _with(asking(Ask("scale", "open", settings=SCALE), shown(told(1, 12, _1=12))), rehearsal=True)

    assert content(room).method[0] == "This was a rehearsal: the phones were simulated, and no person answered."


def test_where_no_question_stands_nothing_is_said_of_votes() -> None:
    assert content(session()).method == CARE[:1]
    assert content(_with(session(), min_answers=3)).method == CARE[:1]
    assert len(content(_with(session(), rehearsal=True)).method) == 2
