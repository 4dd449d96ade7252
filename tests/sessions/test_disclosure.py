"""What may be told: the floors, the agreement rule, and that nobody learns another person's answer for certain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations_with_replacement

import pytest

from decks.deck import Ask, Option, Privacy
from decks.language import language
from sessions import disclosure, tally
from sessions.entries import Entry
from sessions.state import Published

ENGLISH = language("en")


def question(options: int, privacy: Privacy = "standard", **settings: object) -> Ask:
    keys = "ABCDEFGH"[:options]
    return Ask(
        kind="choice",
        privacy=privacy,
        options=tuple(Option(key, key, key) for key in keys),
        **settings,  # type: ignore[arg-type]
    )


def told(ask: Ask, answers: str, floor: int = 5) -> Published:
    """The published round of those answers: one letter a person, "-" for a pass."""
    opened = {bytes([number]): Entry(None if letter == "-" else letter) for number, letter in enumerate(answers)}
    return tally.publish(ask, opened, 1, floor, ENGLISH)


def test_five_answers_are_told_and_four_are_not():
    assert told(question(3), "AABBC").tally == {"counts": {"A": 2, "B": 2, "C": 1}}
    assert (told(question(3), "AABB").tally, told(question(3), "AABB").withheld) == (None, "few")


def test_passes_are_part_of_n_but_never_lift_a_result_over_the_floor():
    published = told(question(3), "AABB---")
    assert (published.n, published.tally, published.withheld) == (7, None, "few")
    assert told(question(3), "AABBC--").n == 7


def test_four_passes_and_one_choice_publish_nothing():
    assert told(question(2), "A----").tally is None


def test_an_open_question_is_told_from_three_on():
    assert told(question(2, "open"), "AAB", floor=disclosure.FLOORS["open"]).tally is not None
    assert told(question(2, "open"), "AA", floor=disclosure.FLOORS["open"]).tally is None


def test_when_nearly_all_agree_the_deck_decides_what_is_told():
    shown, hidden = question(3), question(3, agreement="at-least")
    assert told(shown, "AAAAAB").tally == {"counts": {"A": 5, "B": 1, "C": 0}}
    assert (told(hidden, "AAAAAB").tally, told(hidden, "AAAAAB").withheld) == (None, "agreement")
    assert told(hidden, "AAAAAB").says == "At least 4 of 6 chose A."
    assert told(hidden, "AAAABB").tally is not None


def test_a_personal_result_is_exact_only_when_three_stand_outside_the_largest_answer():
    assert told(question(3, "personal"), "AAABBC").tally == {"counts": {"A": 3, "B": 2, "C": 1}}
    assert told(question(3, "personal"), "AAAABC").says == "At least 4 of 6 chose A."
    assert told(question(3, "personal"), "AAAABC").tally is None


@pytest.mark.parametrize("passes", ["", "-"])
@pytest.mark.parametrize("n", range(5, 13))
@pytest.mark.parametrize("options", range(2, 6))
def test_a_personal_result_never_makes_anybody_certain_of_another_answer(n: int, options: int, passes: str):
    assert list(certain_cases(n, options, passes)) == []


def test_the_check_for_certainty_finds_all_320_cases_of_a_rule_one_person_too_generous(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(disclosure, "SLACK", 1)
    assert sum(len(list(certain_cases(n, options))) for n in range(5, 13) for options in range(2, 6)) == 320


def certain_cases(n: int, options: int, passes: str = "") -> Iterator[tuple[str, str]]:
    """What is published, and the answer of one person who then knows everybody else's: all cases there are.

    A person knows their own answer and what was published, and whether anybody may have passed. The others are not
    told apart by that, so the answer of one is certain only when all rooms that fit have the same one for all of them.
    """
    ask = question(options, "personal")
    letters = [*ask.keys, *passes]
    rooms: dict[object, list[Counter[str]]] = {}
    for room in combinations_with_replacement(letters, n):
        published = told(ask, "".join(room))
        seen = (published.n, str(published.tally), published.withheld, published.says)
        rooms.setdefault(seen, []).append(Counter(room))
    for seen, fitting in rooms.items():
        for own in letters:
            others = {tuple(sorted((room - Counter([own])).items())) for room in fitting if room[own]}
            if len(others) == 1 and len(next(iter(others))) == 1:
                yield str(seen), own


def test_a_mean_is_told_from_eight_answers_on():
    scale = Ask(kind="scale", privacy="standard", settings={"min": 1, "max": 5, "labels": ()})
    seven, eight = ({bytes([i]): Entry(3) for i in range(n)} for n in (7, 8))
    assert tally.publish(scale, seven, 1, 5, ENGLISH).tally["mean"] is None
    assert tally.publish(scale, eight, 1, 5, ENGLISH).tally["mean"] == 3


def test_every_sentence_speaks_of_all_who_answered_so_that_passes_are_not_said_aloud():
    assert told(question(3), "AAABBC--").says == "A has the most answers: 3 of 8."
    assert told(question(3, "personal"), "AAAABC--").says == "At least 4 of 8 chose A."
