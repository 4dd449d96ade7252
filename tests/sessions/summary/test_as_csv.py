"""The summary as a table: whole, readable by spreadsheets, and never run by them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from sessions.session import LiveSession
from sessions.summary.as_csv import FORMULA
from tests.sessions.summary.evening import asking, choice, option, session, shown, thursday, told, written

HEAD = "session,deck,date,ask,title,kind,privacy,round,n,withheld,answer,label,count,share,measure,roughly".split(",")


def table(room: LiveSession) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written(room, "csv").decode("utf-8-sig"), newline="")))


def test_every_answer_of_every_round_is_a_row() -> None:
    room = asking(choice(rounds=2), shown(told(1, 13, A=6, B=3, C=4), told(2, 14, A=3, B=2, C=9)))

    evening = ["Thursday evening", "stand-up", "2025-11-20", "say", "What do you say?", "choice", "standard"]
    assert table(room) == [
        HEAD,
        [*evening, "1", "13", "", "A", "I feel awful", "6", "46", "answers", ""],
        [*evening, "1", "13", "", "B", "You never said", "3", "23", "answers", ""],
        [*evening, "1", "13", "", "C", "Sorry, Sam", "4", "31", "answers", ""],
        [*evening, "2", "14", "", "A", "I feel awful", "3", "21", "answers", ""],
        [*evening, "2", "14", "", "B", "You never said", "2", "14", "answers", ""],
        [*evening, "2", "14", "", "C", "Sorry, Sam", "9", "64", "answers", ""],
    ]


def test_a_withheld_round_is_one_row_that_says_why() -> None:
    rows = [row[3:4] + row[7:] for row in table(thursday()) if row[9]]

    assert rows == [
        ["ask", "round", "n", "withheld", "answer", "label", "count", "share", "measure", "roughly"],
        ["seen", "1", "9", "agreement", "", "", "", "", "", ""],
        ["aside", "1", "11", "not-shown", "", "", "", "", "", ""],
    ]


def test_a_scale_has_its_steps_as_answers() -> None:
    assert [row[10:] for row in table(thursday()) if row[3] == "leaving"] == [
        ["1", "Easy", "2", "17", "answers", ""],
        ["2", "", "4", "33", "answers", ""],
        ["3", "Hard", "6", "50", "answers", ""],
    ]


def test_a_session_without_votes_has_a_heading_all_the_same() -> None:
    assert table(session()) == [HEAD]


def test_spreadsheets_find_the_encoding_at_the_start_of_the_file() -> None:
    assert written(thursday(), "csv").startswith(b"\xef\xbb\xbfsession,deck,")


FORMULAS = [
    "=1+1",
    '=HYPERLINK("https://example.org","open")',
    "+1",
    "-1",
    "- [ ] A minus",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
    "＝1+1",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_begins_as_a_formula(formula: str) -> None:
    room = asking(choice(options=(option("A", formula), option("B", "No"))), shown(told(1, 9, A=4, B=5)), title=formula)
    room = replace(room, state=replace(room.state, title=formula, deck=formula))

    row = table(room)[1]

    assert [cell[0] + cell.replace("'", "") for cell in (row[0], row[1], row[4], row[11])] == [f"'{formula}"] * 4
    assert [cell for row in table(room) for cell in row if cell[:1] in "=+-@\t\r\n\0＝" and cell] == []


def test_texts_with_commas_quotes_and_lines_stay_one_cell() -> None:
    awkward = 'He said: "no, thanks"\nand left; twice'
    room = asking(choice(options=(option("A", awkward), option("B", "No"))), shown(told(1, 9, A=4, B=5)))

    assert table(room)[1][11] == awkward


@pytest.mark.parametrize("formula", ["well;=1+1", "two\n=1+1", 'so; "=1+1"', "a;\t@x", "b;＝1"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_country_s_spreadsheet_finds_a_formula_in_the_middle_of_a_cell(formula: str, delimiter: str) -> None:
    """Where the comma divides numbers, spreadsheets divide cells at semicolons, and quotes do not hold them back."""
    room = asking(choice(options=(option("A", formula), option("B", "No"))), shown(told(1, 9, A=4, B=5)))
    text = written(room, "csv").decode("utf-8-sig")

    torn = [piece for line in text.splitlines() for piece in line.split(delimiter)]
    assert [piece for piece in torn if piece.strip(' "').startswith(tuple(FORMULA)) and piece.strip(' "')] == []
