"""G7: from the result of a personal question and their own answer, nobody can be certain of anybody else's.

Every room there can be is tried against the real rules, for each kind that adds answers up. Kinds are told by their
rule, as `sessions/disclosure.py` tells them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, combinations_with_replacement, permutations, product
from typing import Any

import pytest

from decks.asks import kinds
from decks.deck import Ask, Option
from decks.language import language
from sessions import disclosure, tally
from sessions.entries import Entry

ENGLISH = language("en")
KEYS = "ABCDE"
PASS = None
Answer = Any
Facet = Callable[[Answer], bool]


def personal(kind: str, options: int, settings: Mapping[str, Any] | None = None, confidence: bool = False) -> Ask:
    offered = tuple(Option(key, key, key) for key in KEYS[:options])
    return Ask(kind=kind, privacy="personal", options=offered, settings=settings or {}, confidence=confidence)


def subsets(options: int, pick: int | None) -> list[tuple[str, ...]]:
    return [letters for size in range(1, (pick or options) + 1) for letters in combinations(KEYS[:options], size)]


def shares(options: int, purse: int) -> list[tuple[int, ...]]:
    return [spent for spent in product(range(purse + 1), repeat=options) if sum(spent) == purse]


def stored(ask: Ask, answer: Answer) -> Entry:
    """An answer as it lies in a ballot."""
    sure = None
    if ask.confidence and answer is not PASS:
        answer, sure = answer
    if kinds()[ask.kind].rule == "sums" and answer is not PASS:
        answer = dict(zip(KEYS, answer, strict=False))
    return Entry(list(answer) if isinstance(answer, tuple) else answer, sure)


def certain(ask: Ask, answers: Sequence[Answer], n: int, facets: Mapping[str, Facet]) -> Iterator[tuple[str, Any, str]]:
    """What is told, the own answer, and what its owner then knows of everybody else: all cases there are.

    The others are not told apart, so one of them is known only where in all rooms that fit all of them are alike.
    """
    least = kinds()[ask.kind].least
    rooms: dict[object, list[Counter[Answer]]] = {}
    for room in combinations_with_replacement(answers, n):
        opened = {bytes([number]): stored(ask, answer) for number, answer in enumerate(room)}
        told = tally.publish(ask, opened, 1, max(5, least), ENGLISH)
        seen = (told.n, str(told.tally), told.withheld, told.says, str(told.sure))
        rooms.setdefault(seen, []).append(Counter(room))
    for seen, fitting in rooms.items():
        for own in answers:
            others = [room - Counter([own]) for room in fitting if room[own]]
            for name, facet in facets.items():
                if others and all(facet(answer) for other in others for answer in other):
                    yield str(seen), own, name


def exactly(answers: Sequence[Answer]) -> dict[str, Facet]:
    return {f"answered {answer}": lambda other, answer=answer: other == answer for answer in answers}


def picked(options: int) -> dict[str, Facet]:
    return {f"picked {key}": lambda other, key=key: other is not PASS and key in other for key in KEYS[:options]}


def left(options: int) -> dict[str, Facet]:
    return {f"left {key}": lambda other, key=key: other is not PASS and key not in other for key in KEYS[:options]}


passes = pytest.mark.parametrize("passing", [[], [PASS]], ids=["", "with-passes"])


@passes
@pytest.mark.parametrize("n", [5, 6, 7])
@pytest.mark.parametrize(("options", "pick"), [(2, None), (3, None), (3, 1), (3, 2)])
def test_of_several_answers_nobody_knows_that_another_picked_one(n: int, options: int, pick: int, passing) -> None:
    ask = personal("multi", options, {"pick": pick})
    known = {**exactly([*subsets(options, pick), PASS]), **picked(options), **(left(options) if pick != 1 else {})}
    assert list(certain(ask, [*subsets(options, pick), *passing], n, known)) == []


@passes
@pytest.mark.parametrize("n", [5, 6, 7, 8, 9])
@pytest.mark.parametrize("steps", [2, 3, 4])
def test_on_a_scale_nobody_knows_anothers_step(n: int, steps: int, passing) -> None:
    ask = personal("scale", 0, {"min": 1, "max": steps, "labels": ()})
    answers = [*range(1, steps + 1), *passing]
    assert list(certain(ask, answers, n, exactly(answers))) == []


@passes
@pytest.mark.parametrize(("n", "options"), [(8, 2), (9, 2), (10, 2), (8, 3)])
def test_of_orders_nobody_knows_anothers_first_choice(n: int, options: int, passing) -> None:
    orders: list[Answer] = list(permutations(KEYS[:options]))
    first = {f"{key} first": lambda other, key=key: other is not PASS and other[0] == key for key in KEYS[:options]}
    assert list(certain(personal("rank", options), [*orders, *passing], n, {**exactly(orders), **first})) == []


@passes
@pytest.mark.parametrize(("n", "options", "purse"), [(8, 2, 4), (9, 2, 3), (8, 3, 2)])
def test_of_points_nobody_knows_what_another_spent(n: int, options: int, purse: int, passing) -> None:
    spent: list[Answer] = list(shares(options, purse))
    nothing = {f"nothing on {at}": lambda other, at=at: other is not PASS and not other[at] for at in range(options)}
    ask = personal("points", options, {"points": purse})
    assert list(certain(ask, [*spent, *passing], n, {**exactly(spent), **nothing})) == []


@pytest.mark.parametrize("n", [5, 6, 7])
def test_of_how_sure_people_are_nobody_knows_how_sure_another_is(n: int) -> None:
    answers: list[Answer] = list(product("AB", [1, 5, None]))
    sure = {f"{step} sure": lambda other, step=step: other[1] == step for step in (1, 5)}
    chose = {f"chose {key}": lambda other, key=key: other[0] == key for key in "AB"}
    ask = personal("choice", 2, confidence=True)
    assert list(certain(ask, answers, n, {**sure, **chose})) == []


@pytest.mark.parametrize("kind", ["multi", "scale", "rank", "points"])
def test_the_attacker_finds_somebody_where_the_rule_is_one_person_too_generous(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disclosure, "SLACK", 0 if kind in {"rank", "points"} else 1)
    cases: dict[str, tuple[Ask, list[Answer], int]] = {
        "multi": (personal(kind, 2, {"pick": None}), [*subsets(2, None)], 5),
        "scale": (personal(kind, 0, {"min": 1, "max": 3, "labels": ()}), [1, 2, 3], 5),
        "rank": (personal(kind, 2), [*permutations("AB")], 8),
        "points": (personal(kind, 2, {"points": 3}), [*shares(2, 3)], 8),
    }
    ask, answers, n = cases[kind]
    known = {**exactly(answers), **(picked(2) if kind == "multi" else {})}
    assert list(certain(ask, answers, n, known)) != []
