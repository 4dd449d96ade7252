"""How many votes live results give away to somebody who sees who taps when: `python -m bench.exposure`.

Rooms with four answers whose tastes are drawn from Dirichlet(1.5). One answers after the other, and the attacker notes
who, and every change of the bars. A vote is given away if only one answer is possible for its owner.
docs/exposure.md has the figures.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Sequence

from sessions.disclosure import FLOORS
from sessions.lag import due, rest

SIZES = (8, 12, 20, 30)
ANSWERS = "ABCD"
TASTE = 1.5
K = FLOORS["standard"]

Batch = tuple[Sequence[int], Sequence[int]]
"""Who was told in one change of the bars, and who may have been as far as anybody outside can see."""
Rule = Callable[[int, random.Random], list[Batch]]


def each(people: int, dice: random.Random) -> list[Batch]:
    """The bars move with each vote."""
    return _in_order([1] * people)


def hidden_first(people: int, dice: random.Random) -> list[Batch]:
    """Nothing below the floor, then each vote."""
    return _in_order([K] + [1] * (people - K))


def in_threes(people: int, dice: random.Random) -> list[Batch]:
    """Nothing below the floor, then three at a time, at the close what is left."""
    return _in_order([K] + [3] * ((people - K) // 3) + [(people - K) % 3])


def lagging(people: int, dice: random.Random) -> list[Batch]:
    """As in threes, but three always wait, and they are told in the order in which they came."""
    full = (people - K - 3) // 3
    return _in_order([K] + [3] * full + [people - K - 3 * full])


def by_lot(people: int, dice: random.Random) -> list[Batch]:
    """What the program does: `sessions.lag` itself."""
    told: list[Batch] = []
    waiting: set[bytes] = set()
    for voter in range(people):
        waiting.add(bytes([voter]))
        gone = sum(len(batch) for batch, _ in told)
        _tell(due(waiting, gone, K, lambda n: dice.sample(range(n), n)), waiting, told)
    _tell(rest(waiting, sum(len(batch) for batch, _ in told), K), waiting, told)
    return told


def once(people: int, dice: random.Random) -> list[Batch]:
    """Nothing until the close: what the program does unless the deck says otherwise."""
    return _in_order([people])


RULES: dict[str, Rule] = {
    "with each vote": each,
    "hidden below 5, then with each vote": hidden_first,
    "hidden below 5, then three at a time": in_threes,
    "the same, and three always wait": lagging,
    "**the same, drawn by lot from those that wait** (`results: live`)": by_lot,
    "**once, at the close** (the default)": once,
}


def _in_order(sizes: Sequence[int]) -> list[Batch]:
    """Everybody is told in the order in which they came: outside it is known who went with which change."""
    batches: list[Batch] = []
    begin = 0
    for size in sizes:
        if size:
            batches.append((range(begin, begin + size), range(begin, begin + size)))
        begin += size
    return batches


def _tell(batch: Sequence[bytes], waiting: set[bytes], told: list[Batch]) -> None:
    """Any of those who had come by then may be in a batch that was drawn by lot: nobody sees whom it drew before."""
    if batch:
        came = [*(voter for members, _ in told for voter in members), *(name[0] for name in waiting)]
        told.append(([name[0] for name in batch], came))
        waiting.difference_update(batch)


def given_away(votes: Sequence[str], batches: Sequence[Batch]) -> int:
    """How many votes are certain: all changes of the bars in which they can have been show one and the same answer."""
    return sum(len(answers) == 1 for answers in possible(votes, batches))


def possible(votes: Sequence[str], batches: Sequence[Batch]) -> list[set[str]]:
    """What each person can have answered, as far as the attacker can see."""
    answers = [{votes[voter] for voter in members} for members, _ in batches]
    each_can: list[set[str]] = [set() for _ in votes]
    for told, (_, may_be) in zip(answers, batches, strict=True):
        for voter in may_be:
            each_can[voter] |= told
    return each_can


def exposure(rule: Rule, people: int, rooms: int, dice: random.Random) -> tuple[float, int]:
    """The share of votes given away in so many rooms, and the smallest change of the bars."""
    certain, smallest = 0, people
    for _ in range(rooms):
        tastes = [dice.gammavariate(TASTE, 1) for _ in ANSWERS]
        batches = rule(people, dice)
        certain += given_away(dice.choices(ANSWERS, tastes, k=people), batches)
        smallest = min(smallest, *(len(members) for members, _ in batches))
    return certain / (rooms * people), smallest


def rows(rooms: int, seed: int) -> Iterator[list[str]]:
    """The table of docs/exposure.md, row by row."""
    yield ["the bars move", *(f"{people} people" for people in SIZES), "smallest step"]
    for name, rule in RULES.items():
        figures = [exposure(rule, people, rooms, random.Random(seed)) for people in SIZES]
        step = "all" if rule is once else str(min(smallest for _, smallest in figures))
        yield [name, *(f"{share:.1%}" for share, _ in figures), step]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rooms", type=int, default=20_000, help="how many rooms for each figure (20000)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same figures (1)")
    asked = parser.parse_args()
    for number, row in enumerate(rows(asked.rooms, asked.seed)):
        print(f"| {' | '.join(row)} |")
        if number == 0:
            print("|---" * len(row) + "|")


if __name__ == "__main__":
    main()
