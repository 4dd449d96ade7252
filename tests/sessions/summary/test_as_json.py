"""The summary as JSON: its promised shape, whole."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from decks.language import language
from sessions.state import Shift
from sessions.summary import content
from sessions.summary.as_json import facts
from tests.sessions.summary.evening import asking, choice, few, hidden, option, session, shown, thursday, told, written
from tests.sessions.summary.schema import problems

FLOWS = (("A", "A", 10), ("A", "C", 20), ("other", "other", 4))
AWFUL, SORRY = "A “I feel awful” leads.", "C “Sorry, Sam” leads."


def moved() -> dict[str, Any]:
    shift = Shift(36, 34, FLOWS, "C: 12 of 36, then 24 of 36.", True)
    votes = (told(1, 36, says="A leads.", A=20, B=4, C=12), told(2, 36, says="C leads.", A=10, B=2, C=24))
    room = asking(choice(rounds=2), shown(*votes, shift=shift, told=2, voided=1))
    return facts(content(room), room.words)


def test_a_summary_is_these_facts_and_no_others() -> None:
    summary = moved()
    method = summary.pop("method")

    assert summary == {
        "schema": "readtheroom.summary/1",
        "session": {
            "title": "Thursday evening",
            "deck": "stand-up",
            "deck_title": "The slip in the stand-up",
            "date": "2025-11-20",
            "participants": 14,
            "rehearsal": False,
            "released": None,
        },
        "lines": [],
        "asks": [
            {
                "id": "say",
                "title": "What do you say?",
                "kind": "choice",
                "privacy": "standard",
                "floor": 5,
                "options": [
                    {"key": "A", "text": "I feel awful"},
                    {"key": "B", "text": "You never said"},
                    {"key": "C", "text": "Sorry, Sam"},
                ],
                "rounds": [
                    {"round": 1, "n": 36, "counts": {"A": 20, "B": 4, "C": 12}, "withheld": None, "says": AWFUL},
                    {"round": 2, "n": 36, "counts": {"A": 10, "B": 2, "C": 24}, "withheld": None, "says": SORRY},
                ],
                "voided": 1,
                "shift": {
                    "n": 36,
                    "matched": 34,
                    "flows": [
                        {"from": "A", "to": "A", "n": 10},
                        {"from": "A", "to": "C", "n": 20},
                        {"from": "other", "to": "other", "n": 4},
                    ],
                    "about": True,
                    "says": "C “Sorry, Sam”: 12 of 36, then 24 of 36.",
                },
                "pair": None,
                "patterns": {
                    "A": {"key": "centring", "label": "Centring yourself", "says": "Now Sam looks after you."},
                    "C": {
                        "key": "repair",
                        "label": "Apologise, centre, listen, Deciding for her (ours)",
                        "says": "Short and handed back.",
                    },
                },
                "right": None,
                "hands": None,
                "by": None,
                "words": [],
                "texts": [],
            }
        ],
    }
    assert method.startswith("Each phone could answer each vote once.")


def test_a_withheld_round_has_no_counts_and_says_why() -> None:
    (ask,) = facts(content(asking(choice(), shown(few(1, 4)))), language("en"))["asks"]
    (unseen,) = facts(content(asking(choice(), hidden(told(1, 12, A=6, B=3, C=3)))), language("en"))["asks"]

    assert ask["rounds"] == [
        {"round": 1, "n": 4, "counts": None, "withheld": "few", "says": "Fewer than 5 answers: not shown."}
    ]
    assert (unseen["rounds"][0]["counts"], unseen["rounds"][0]["withheld"]) == (None, "not-shown")


def test_what_an_answer_does_is_told_also_where_it_bears_no_name() -> None:
    options = (option("A", "I feel awful", says="Now Sam looks after you."), option("B", "Sorry, Sam", "repair"))
    room = asking(choice(options=options), shown(told(1, 12, A=6, B=6), told=2))

    (ask,) = facts(content(room), room.words)["asks"]

    assert ask["patterns"]["A"] == {"key": "", "label": "", "says": "Now Sam looks after you."}


def test_the_file_is_utf_8_json_and_ends_its_line() -> None:
    room = asking(choice(), shown(told(1, 12, A=6, B=3, C=3)), title="Was sagst du nächstes?")

    raw = written(room, "json")

    assert json.loads(raw)["asks"][0]["title"] == "Was sagst du nächstes?"
    assert "nächstes".encode() in raw
    assert raw.endswith(b"}\n")


@pytest.mark.parametrize(
    "summary", [moved(), facts(content(thursday()), language("en")), facts(content(session()), language("en"))]
)
def test_every_summary_keeps_its_schema(summary: dict[str, Any]) -> None:
    assert problems(summary) == []


def _without_n(summary: dict[str, Any]) -> None:
    del summary["asks"][0]["rounds"][0]["n"]


def _with_answers(summary: dict[str, Any]) -> None:
    summary["asks"][0]["answers"] = ["A"]


def _with_a_lone_mover(summary: dict[str, Any]) -> None:
    summary["asks"][0]["shift"]["flows"][0]["n"] = 1


def _with_a_count_of_text(summary: dict[str, Any]) -> None:
    summary["asks"][0]["rounds"][0]["counts"]["A"] = "7"


@pytest.mark.parametrize("break_it", [_without_n, _with_answers, _with_a_lone_mover, _with_a_count_of_text])
def test_the_schema_refuses_what_it_should(break_it: Any) -> None:
    summary = copy.deepcopy(moved())
    break_it(summary)

    assert len(problems(summary)) >= 1
