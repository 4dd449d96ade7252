"""What an answer is, how answers add up, and what they say, for each kind of ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from decks.asks import NotAnAnswer, TooLong, kind_of, kinds
from decks.deck import Ask
from decks.language import language
from tests.decks.writing import options

ENGLISH = language("en")
DECKS = Path(__file__).parents[2] / "decks"


def ask(kind: str, **settings: Any) -> Ask:
    """An ask of this kind with four answers and its own settings."""
    own = {setting.name: setting.default for setting in kinds()[kind].settings} | settings
    return Ask(kind, "standard", options=options("One", "Two", "Three", "Four"), settings=own)


def test_there_are_eleven_kinds_in_the_order_of_the_deck_format():
    names = ["choice", "multi", "quiz", "scale", "words", "text", "rank", "points", "qa", "commit", "discuss"]
    assert list(kinds()) == names


def test_each_kind_names_its_rule_and_its_picture():
    assert {name: (kind.rule, kind.picture) for name, kind in kinds().items()} == {
        "choice": ("counts", "bars"),
        "multi": ("each", "bars"),
        "quiz": ("counts", "bars"),
        "scale": ("scale", "steps"),
        "words": ("texts", "cloud"),
        "text": ("texts", "cards"),
        "rank": ("ranks", "ranks"),
        "points": ("sums", "sums"),
        "qa": ("questions", "cards"),
        "commit": ("written", "cards"),
        "discuss": ("nothing", ""),
    }


ANSWERS: list[tuple[Ask, Any, Any]] = [
    (ask("choice"), "A", "A"),
    (ask("quiz"), "D", "D"),
    (ask("multi"), ["C", "A"], ["A", "C"]),
    (ask("multi", pick=1), ["B"], ["B"]),
    (ask("scale"), 1, 1),
    (ask("scale"), 5, 5),
    (ask("scale", min=0, max=10), 0, 0),
    (ask("words"), "  two\n words ", "two words"),
    (ask("text"), "a\nb\r\nc ", "a\nb\nc"),
    (ask("text"), "x" * 280, "x" * 280),
    (ask("text"), "a\u202eb\x00c\ud800", "abc"),
    (ask("qa"), "Why?", "Why?"),
    (ask("rank"), ["D", "C", "B", "A"], ["D", "C", "B", "A"]),
    (ask("points"), {"A": 60, "B": 40}, {"A": 60, "B": 40, "C": 0, "D": 0}),
    (ask("points", points=10), {"D": 10}, {"A": 0, "B": 0, "C": 0, "D": 10}),
    (ask("commit"), True, True),
    (ask("commit", share=True), "I will listen", "I will listen"),
    (ask("commit", share=True), True, True),
]


@pytest.mark.parametrize(("one", "value", "stored"), ANSWERS, ids=lambda value: getattr(value, "kind", None))
def test_an_answer_is_stored_in_one_form(one: Ask, value: Any, stored: Any):
    found = kind_of(one).read(one, value)
    assert found == stored
    assert type(found) is type(stored)


NO_ANSWERS: list[tuple[Ask, Any]] = [
    *[
        (ask(kind), value)
        for kind in ("choice", "quiz")
        for value in ("E", "a", "", "AB", 1, ["A"], True, None, {}, 1.0)
    ],
    *[(ask("multi"), value) for value in ([], ["E"], ["A", "A"], "A", [1], [["A"]], None, {"A": 1}, ["A", None])],
    (ask("multi", pick=2), ["A", "B", "C"]),
    *[(ask("scale"), value) for value in (0, 6, True, "3", 3.0, None, [3], float("nan"), 10**30)],
    *[(ask(kind), value) for kind in ("words", "text", "qa") for value in ("", "  \n", "\u202e", 3, None, ["a"], True)],
    *[
        (ask("rank"), value)
        for value in (["A"], ["A", "B", "C", "C"], ["A", "B", "C", "D", "A"], "ABCD", [1, 2, 3, 4], {})
    ],
    *[
        (ask("points"), value)
        for value in ({"A": 99}, {"A": 101}, {"A": 150, "B": -50}, {"E": 100}, {"A": True, "B": 99})
    ],
    *[(ask("points"), value) for value in ({"A": 50.0, "B": 50.0}, {}, [100], "100", {1: 100}, {"A": "100"})],
    *[(ask("commit"), value) for value in ("I will listen", False, 1, None)],
    (ask("commit", share=True), False),
    *[(ask("discuss"), value) for value in (True, "a", 1, None)],
]


@pytest.mark.parametrize(("one", "value"), NO_ANSWERS, ids=lambda value: getattr(value, "kind", repr(value)[:20]))
def test_what_is_no_answer_is_refused_by_that_name(one: Ask, value: Any):
    with pytest.raises(NotAnAnswer):
        kind_of(one).read(one, value)


@pytest.mark.parametrize("kind", ["choice", "scale", "multi", "quiz", "rank", "points"])
@pytest.mark.parametrize("said", ["9" * 5000, "A:" + "9" * 5000, "A:\u0661", "A:\u00b2", ":", ""])
def test_a_form_that_says_nonsense_is_no_answer(kind: str, said: str):
    with pytest.raises(NotAnAnswer):
        kind_of(ask(kind)).read(ask(kind), kind_of(ask(kind)).from_form([said]))


@pytest.mark.parametrize("kind", ["words", "text", "qa"])
def test_a_text_that_is_too_long_is_refused_as_too_long(kind: str):
    with pytest.raises(TooLong):
        kind_of(ask(kind)).read(ask(kind, chars=10), "x" * 11)


def test_a_person_has_as_many_texts_as_the_ask_allows():
    words = ask("words", answers=2)
    assert [kind_of(words).read(words, "a", entry) for entry in (0, 1)] == ["a", "a"]
    for entry in (2, -1):
        with pytest.raises(NotAnAnswer):
            kind_of(words).read(words, "a", entry)


ONE_EACH = [
    ("choice", "A"),
    ("scale", 3),
    ("multi", ["A"]),
    ("quiz", "A"),
    ("rank", ["A", "B", "C", "D"]),
    ("points", {"A": 100}),
    ("commit", True),
]


@pytest.mark.parametrize(("kind", "value"), ONE_EACH)
def test_only_texts_have_second_entries(kind: str, value: Any):
    with pytest.raises(NotAnAnswer):
        kind_of(ask(kind)).read(ask(kind), value, entry=1)


def test_a_person_has_one_card():
    card = ask("commit", share=True)
    with pytest.raises(NotAnAnswer):
        kind_of(card).read(card, "I will listen", entry=1)


def test_counts_of_a_choice_have_every_answer_zeros_too():
    assert kind_of(ask("choice")).add(ask("choice"), ["A", "C", "A"]) == {"counts": {"A": 2, "B": 0, "C": 1, "D": 0}}
    assert kind_of(ask("choice")).add(ask("choice"), []) == {"counts": {"A": 0, "B": 0, "C": 0, "D": 0}}


def test_counts_of_a_scale_have_every_step_and_the_sum():
    scale = ask("scale", min=0, max=3)
    assert kind_of(scale).add(scale, [3, 3, 1]) == {"counts": {"0": 0, "1": 1, "2": 0, "3": 2}, "sum": 7}


@pytest.mark.parametrize(
    ("counts", "n", "sentence"),
    [
        ([2, 7, 3, 0], 12, "B has the most answers: 7 of 12."),
        ([0, 7, 0, 0], 7, "All 7 chose B."),
        ([0, 7, 0, 0], 9, "B has the most answers: 7 of 9."),
        ([5, 5, 2, 0], 12, "A and B are level: 5 of 12 each."),
        ([4, 4, 0, 4], 12, "A, B and D are level: 4 of 12 each."),
        ([3, 3, 3, 3], 12, "All answers are level: 3 of 12 each."),
        ([0, 0, 0, 0], 6, "Nobody chose an answer."),
    ],
)
def test_a_choice_is_said_in_one_sentence(counts: list[int], n: int, sentence: str):
    tally = {"counts": dict(zip("ABCD", counts, strict=True))}
    assert kind_of(ask("choice")).says(ask("choice"), tally, n, ENGLISH) == sentence


def test_a_withheld_tally_says_nothing():
    for kind in ("choice", "scale"):
        assert kind_of(ask(kind)).says(ask(kind), {"counts": None}, 4, ENGLISH) == ""


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([4, 4, 2], "The most frequent answer is 4. The middle answer is 4."),
        (
            [1, 1, 5, 5],
            "The most frequent answers are 1, 5. Half of the answers are at 1 or below, half at 5 or above.",
        ),
        ([3], "The most frequent answer is 3. The middle answer is 3."),
        ([], "Nobody chose a number."),
    ],
)
def test_a_scale_is_said_by_its_middle_and_its_most_frequent_answer(answers: list[int], sentence: str):
    scale = ask("scale")
    tally = kind_of(scale).add(scale, answers)
    assert kind_of(scale).says(scale, tally, len(answers), ENGLISH) == sentence


def test_the_mean_is_said_only_where_the_rule_has_put_it_in():
    scale = ask("scale")
    tally = kind_of(scale).add(scale, [1, 2, 4, 4, 4, 4, 5, 5])
    assert "mean" not in kind_of(scale).says(scale, tally, 8, ENGLISH)
    assert kind_of(scale).says(scale, {**tally, "mean": 3.625}, 8, ENGLISH).endswith("The mean is 3.6.")


def test_a_new_kind_needs_a_file_and_nothing_else():
    """Nothing outside `decks/asks/` names a kind but the pieces that the editor offers, the two kinds that can be asked
    unplanned, and the kind into which a start may turn a slide; two kinds are also names of settings or of layouts."""
    elsewhere = [path for path in DECKS.rglob("*.py") if path.parent.name != "asks" and path.stem not in NAMES_KINDS]
    texts = "".join(path.read_text("utf-8") for path in elsewhere)
    assert [name for name in kinds() if f'"{name}"' in texts] == ["text", "discuss"]


NAMES_KINDS = {"inserts", "unplanned", "recast"}
