"""Words in the place of numbers: whoever knows the rule, and how many answered, finds no number again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest

from decks.deck import Privacy
from sessions.disclosure import FLOORS, release
from sessions.release.roughly import FINE_FROM, _told, rough

AMBIGUOUS = 3
"""So many numbers at least must stay possible for each answer."""


def votes(n: int, options: int) -> Iterator[tuple[int, ...]]:
    """Every way in which n people may answer, each with one answer or a pass."""
    if options == 0:
        yield ()
        return
    for first in range(n + 1):
        yield from ((first, *rest) for rest in votes(n - first, options - 1))


@pytest.mark.parametrize(("privacy", "agreement"), [("open", "show"), ("standard", "at-least"), ("personal", "show")])
@pytest.mark.parametrize(("options", "most"), [(2, 30), (3, 20), (4, 16), (5, 15)], ids=lambda value: str(value))
def test_every_word_leaves_three_numbers_open_whatever_stands_beside_it(
    options: int, most: int, privacy: Privacy, agreement: str
) -> None:
    """Also for whoever knows the limit, and that nearly equal answers are not told."""
    for n in range(2, most + 1):
        every = [(counts, sum(counts)) for counts in votes(n, options)]
        for floor in {FLOORS[privacy], n // 2, n - 1, n}:
            behind: dict[tuple[str | None, ...], list[set[int]]] = defaultdict(lambda: [set() for _ in range(options)])
            for counts, chosen in every:
                tally = {"counts": {str(place): count for place, count in enumerate(counts)}}
                told, _ = release("counts", tally, chosen, floor, privacy, agreement)
                said = tuple(_told(told or {}, n, floor).values())
                for place, count in enumerate(counts if any(said) else ()):
                    behind[said][place].add(count)

            found = {said: sets for said, sets in behind.items() if any(len(each) < AMBIGUOUS for each in sets)}
            assert found == {}, (n, floor)


@pytest.mark.parametrize("privacy", ["open", "standard", "personal"])
def test_where_several_answers_can_be_picked_every_word_leaves_three_numbers_open_as_well(privacy: Privacy) -> None:
    for n in range(2, 61):
        for floor in {FLOORS[privacy], n // 2, n}:
            behind: dict[str, set[int]] = defaultdict(set)
            for chosen in range(floor, n + 1):
                for count in range(chosen + 1):
                    told, _ = release("each", {"counts": {"A": count}}, chosen, floor, privacy, "show")
                    if word := _told(told or {}, n, floor).get("A"):
                        behind[word].add(count)
            assert {word: numbers for word, numbers in behind.items() if len(numbers) < AMBIGUOUS} == {}, (n, floor)


def test_points_that_add_up_to_all_there_are_cannot_be_worked_out_either() -> None:
    """There is no pass among points, so their sum is known; more than two people's points stay open all the same."""
    whole = FINE_FROM * 10
    behind: dict[tuple[str | None, ...], list[set[int]]] = defaultdict(lambda: [set(), set(), set()])
    for first in range(whole + 1):
        for second in range(whole + 1 - first):
            spent = (first, second, whole - first - second)
            said = tuple(rough({str(place): n for place, n in enumerate(spent)}, whole, FINE_FROM).values())
            for place, n in enumerate(spent):
                behind[said][place].add(n)

    assert [said for said, sets in behind.items() if any(len(each) <= 2 * 10 for each in sets)] == []


@pytest.mark.parametrize(
    ("n", "counts", "words"),
    [
        (20, (13, 12, 8, 7), ("most", "about half", "about half", "fewer")),
        (14, (8, 7, 0), ("more than half", "half or fewer", "half or fewer")),
        (4, (4, 0), (None, None)),
    ],
)
def test_the_scale_is_what_the_summary_says_it_is(
    n: int, counts: tuple[int, ...], words: tuple[str | None, ...]
) -> None:
    assert tuple(rough({str(place): count for place, count in enumerate(counts)}, n, n).values()) == words
