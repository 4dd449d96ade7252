"""The take-home's content: every ask that was put to the room, and nothing finer than the room saw."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markupsafe import Markup

from decks.deck import Option
from sessions.state import AskState, Phase, Published, Shift
from sessions.summary import FORMATS, content
from sessions.summary.asked import Asked, Choice, Told
from sessions.summary.content import Content
from tests.sessions.summary.evening import (
    DECK,
    PATTERNS,
    asking,
    choice,
    few,
    hidden,
    option,
    session,
    shown,
    thursday,
    told,
    written,
)
from tests.sessions.summary.readers import said

SAID = (
    Choice("A", "I feel awful", Markup("I feel awful")),
    Choice("B", "You never said", Markup("You never said")),
    Choice("C", "Sorry, Sam", Markup("Sorry, Sam")),
)


def test_a_summary_is_what_when_how_many_and_the_asks() -> None:
    votes = (told(1, 13, A=6, B=3, C=4), told(2, 14, A=3, B=2, C=9))
    moved = Shift(14, None, None, "The sentence.")
    room = asking(choice(rounds=2), shown(*votes, shift=moved, told=1, voided=1))

    take_home = content(room)

    assert replace(take_home, method=()) == Content(
        title="Thursday evening",
        deck="stand-up",
        credits=(),
        deck_title="The slip in the stand-up",
        day="2025-11-20",
        participants=14,
        rehearsal=False,
        asks=(
            Asked(
                id="say",
                title="What do you say?",
                kind="choice",
                privacy="standard",
                floor=5,
                choices=SAID,
                rounds=votes,
                shift=moved,
                told=(
                    Told(
                        SAID[0], (PATTERNS["centring"],), "Now Sam looks after you.", Markup("Now Sam looks after you.")
                    ),
                ),
                voided=1,
            ),
        ),
        method=(),
    )


def test_asks_come_in_the_decks_order_and_only_those_that_were_put_to_the_room() -> None:
    everything = thursday()
    nothing = session(DECK, {"say": AskState(), "seen": AskState(phase=Phase.TALK, talked=True)})

    assert [one.id for one in content(everything).asks] == ["arriving", "say", "seen", "aside", "leaving"]
    assert content(nothing).asks == ()


@pytest.mark.parametrize(
    "state",
    [
        AskState(Phase.OPEN, round=1, live="box", boxes=("box",), group="g"),
        AskState(Phase.READY, voided=1),
        AskState(Phase.PATTERNS, told=1),
    ],
    ids=["open", "voided", "patterns only"],
)
def test_an_ask_without_a_closed_round_is_listed_all_the_same(state: AskState) -> None:
    (one,) = content(asking(choice(), state)).asks

    assert (one.id, one.rounds, one.voided, len(one.told)) == ("say", (), state.voided, state.told)


@pytest.mark.parametrize("never", [False, True])
def test_a_result_that_the_room_never_saw_is_not_shown(never: bool) -> None:
    votes = (told(1, 13, A=2, B=2, C=9), told(2, 12, A=2, B=2, C=8))
    ask = choice(rounds=2, results="never" if never else "after")
    moved = Shift(12, None, None, "The sentence.")

    (seen,) = content(asking(ask, shown(*votes, shift=moved))).asks
    (unseen,) = content(asking(ask, hidden(*votes, shift=moved))).asks

    says = "The room was not shown this result, so it is not here either."
    assert (seen.rounds, seen.shift) == (votes, moved)
    assert (unseen.rounds, unseen.shift) == (
        (Published(1, 13, None, "not-shown", says), Published(2, 12, None, "not-shown", says)),
        None,
    )


def test_a_small_vote_stays_withheld_for_its_own_reason_once_shown() -> None:
    (one,) = content(asking(choice(), shown(few(1, 4)))).asks

    assert one.rounds == (few(1, 4),)


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_tells_what_the_room_never_saw(name: str) -> None:
    votes = (told(1, 90_013, says="Canary: 7717.", A=1_231, B=7_717, C=0),)
    canaries = ("7717", "1231", "Canary", "Short and handed back", "Deciding for her", "not told")

    open_book = said(name, written(asking(choice(), shown(*votes, told=3)), name))
    shut = said(name, written(asking(choice(), hidden(*votes, told=0)), name))

    assert "7717" in open_book
    assert "90013" in shut
    assert [canary for canary in canaries if canary in shut] == []


@pytest.mark.parametrize("name", FORMATS)
def test_where_no_vote_closed_nobody_was_counted_and_nothing_is_said_of_phones(name: str) -> None:
    counted, nobody = thursday(), session(participants=0)

    assert "14 phones in the room" in said(name, written(counted, name)) or name in {"json", "csv"}
    assert "phones in the room" not in said(name, written(nobody, name))
    assert content(nobody).participants is None


def test_only_the_patterns_that_were_told_go_home() -> None:
    (one,) = content(asking(choice(), shown(told(1, 12, A=6, B=3, C=3), told=1))).asks

    assert [each.choice.key for each in one.told] == ["A"]


def test_an_earlier_question_stands_beside_only_if_both_were_shown() -> None:
    state = thursday().state
    unseen = {**state.asks, "arriving": replace(state.asks["arriving"], shown=False)}

    assert content(session(DECK, dict(state.asks))).asks[-1].earlier is not None
    assert content(session(DECK, unseen)).asks[-1].earlier is None


def test_a_session_without_a_title_goes_by_its_decks() -> None:
    assert content(session(DECK, title="")).title == "The slip in the stand-up"


def test_words_that_go_home_need_nothing_from_this_server() -> None:
    picture = '<img src="/media/0123456789abcdef0123456789abcdef.png" alt="A door">'
    options = (
        Option(
            "A", "Sorry, they", 'Sorry, <strong>they</strong><sup class="ref">1</sup>', ("repair",), "Short.", picture
        ),
        Option("B", "A door", picture),
        Option("C", "Read on", 'Read <a href="https://example.org" rel="noopener">on</a>'),
    )

    (one,) = content(asking(choice(options=options), shown(told(1, 12, A=6, B=3, C=3), told=1))).asks

    assert [str(each.html) for each in one.choices] == ["Sorry, <strong>they</strong>", "A door", "Read on"]
    assert str(one.told[0].html) == "Short."


def test_the_floor_is_the_sessions_own() -> None:
    (usual,) = content(asking(choice(), shown(few(1, 2)))).asks
    lowered = asking(choice(), shown(few(1, 2)))
    (low,) = content(replace(lowered, state=replace(lowered.state, min_answers=3))).asks

    assert (usual.floor, low.floor) == (5, 3)


def test_answers_stand_in_the_order_they_were_shown() -> None:
    dealt = (option("A", "Last in the deck"), option("B", "First in the deck"))
    (one,) = content(asking(choice(options=dealt), shown(told(1, 9, A=4, B=5)))).asks

    assert [(each.key, each.text) for each in one.choices] == [("A", "Last in the deck"), ("B", "First in the deck")]
