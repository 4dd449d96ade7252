"""In a summary no sentence names a letter without its answer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from decks.language import language
from sessions.state import Shift
from sessions.summary.charts import results
from sessions.summary.content import content
from sessions.summary.spelled import FIRST_WORDS, LETTER, first_words
from tests.sessions.summary.evening import asking, choice, option, shown, thursday, told

ROOT = Path(__file__).parents[3]


def says(letters: str, **facts: object) -> str:
    (one,) = content(asking(choice(), shown(told(1, 12, says=letters, A=6, B=3, C=3)))).asks
    return one.rounds[0].says


def test_each_letter_comes_with_the_words_of_its_answer() -> None:
    assert says("A has the most answers: 6 of 12.") == "A “I feel awful” has the most answers: 6 of 12."
    assert says("B and C are level: 3 of 12 each.") == "B “You never said” and C “Sorry, Sam” are level: 3 of 12 each."
    assert says("At least 7 of 9 chose A.") == "At least 7 of 9 chose A “I feel awful”."


def test_the_shift_is_spelled_out_too() -> None:
    moved = Shift(14, None, None, "C: 4 of 13, then 9 of 14.")
    (one,) = content(
        asking(choice(rounds=2), shown(told(1, 13, A=9, B=0, C=4), told(2, 14, A=5, B=0, C=9), shift=moved))
    ).asks
    assert one.shift is not None
    assert one.shift.says == "C “Sorry, Sam”: 4 of 13, then 9 of 14."


def test_it_is_said_in_the_language_of_the_deck() -> None:
    room = asking(choice(), shown(told(1, 12, says="A hat die meisten Antworten: 6 von 12.", A=6, B=3, C=3)), lang="de")
    assert content(room).asks[0].rounds[0].says == "A „I feel awful“ hat die meisten Antworten: 6 von 12."


def test_wall_and_phones_where_the_answers_stand_beside_keep_the_short_sentence() -> None:
    room = asking(choice(), shown(told(1, 12, says="A has the most answers: 6 of 12.", A=6, B=3, C=3)))
    assert "A has the most answers: 6 of 12." in results(room, "say")


def test_steps_of_a_scale_and_letters_that_no_answer_has_stay_as_they_are() -> None:
    assert says("D has it.") == "D has it."
    assert content(thursday()).asks[0].rounds[0].says == "The sentence."


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("“You told us too late.”", "You told us too late"),
        ("„Tut mir leid.“", "Tut mir leid"),
        ("“Sorry,” she said, and went on.", "Sorry,” she said, and went on"),
        (
            "Say nothing now, and write to her in the evening, when all have gone home",
            "Say nothing now, and write to her in the …",
        ),
        ("W" * 90, f"{'W' * FIRST_WORDS} …"),
        ("", ""),
    ],
)
def test_an_answer_is_told_by_its_first_words(answer: str, words: str) -> None:
    assert first_words(answer) == words


def test_an_answer_without_words_is_its_letter() -> None:
    options = (option("A", ""), option("B", "No"))
    room = asking(choice(options=options), shown(told(1, 12, says="A has the most answers: 6 of 12.", A=6, B=3)))
    assert content(room).asks[0].rounds[0].says == "A has the most answers: 6 of 12."


def _sentences() -> Iterator[str]:
    """What kinds and tallies say, in English and in German."""
    german = language("de").all()
    for path in [
        *(ROOT / "decks" / "asks").glob("*.py"),
        ROOT / "decks" / "leaders.py",
        ROOT / "sessions" / "tally.py",
    ]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("say", "many"):
                for said in node.args[:2]:
                    if isinstance(said, ast.Constant) and isinstance(said.value, str):
                        yield from (said.value, german.get(said.value, ""))


def test_no_sentence_of_ours_has_a_letter_that_could_be_taken_for_an_answers() -> None:
    assert len(list(_sentences())) > 40
    assert [sentence for sentence in _sentences() if LETTER.search(sentence)] == []
