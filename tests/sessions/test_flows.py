"""Who moved where: only in large rooms, and never so that what is not told can be worked out from what is."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decks.deck import Ask, Option
from decks.language import language
from sessions import flows as rule
from sessions import tally
from sessions.entries import Entry
from sessions.flows import LEFT_OUT, OTHER, UNCOVERED, Flows, flows
from sessions.sums import Cell, Sums

ENGLISH = language("en")
LETTERS = "ABCDEFGH"


@dataclass
class Room:
    """Who chose what: those who chose twice, those who left after the first vote, those who came for the second."""

    pairs: Sequence[Cell]
    left: Sequence[str] = ()
    came: Sequence[str] = ()
    answers: str = "ABC"

    @property
    def before(self) -> dict[str, int]:
        chose = Counter([before for before, _ in self.pairs]) + Counter(self.left)
        return {letter: chose[letter] for letter in self.answers}

    @property
    def after(self) -> dict[str, int]:
        chose = Counter([after for _, after in self.pairs]) + Counter(self.came)
        return {letter: chose[letter] for letter in self.answers}

    def flows(self, order: Sequence[int]) -> tuple[Flows | None, int | None, bool]:
        return flows(self.pairs, self.before, self.after, order)

    def shuffled(self, lot: int) -> list[int]:
        return random.Random(lot).sample(range(len(self.pairs)), len(self.pairs))


def made_of(moves: dict[str, int]) -> Room:
    """A room where so many made each move: {"AB": 3} are three who went from A to B."""
    return Room([(move[0], move[1]) for move, n in moves.items() for _ in range(n)])


def some_room(dice: random.Random, people: int, answers: int, stay: float | None = None) -> Room:
    """People with tastes: some answers are liked more than others, most stay with theirs; a few come and go."""
    stay = stay or dice.uniform(0.4, 0.95)
    letters = LETTERS[:answers]
    first, second = ([dice.gammavariate(1.5, 1) for _ in letters] for _ in range(2))
    before = dice.choices(letters, first, k=people)
    after = [letter if dice.random() < stay else dice.choices(letters, second)[0] for letter in before]
    left, came = dice.choice(((0, 0), (1, 0), (0, 2), (3, 1), (5, 5)))
    return Room(
        list(zip(before, after, strict=True)),
        dice.choices(letters, first, k=left),
        dice.choices(letters, second, k=came),
        letters,
    )


MOST_ROOMS = 60
"""With more rooms than this there is nothing to find, and too much to try."""
TELLING = (108, 452, 458, 496, 622)
"""Rooms in which the rule would help the attacker, did `hides` not know that a move that is hidden is a small one."""

LARGE = {"AA": 12, "AB": 9, "BA": 8, "BB": 10, "BC": 2, "CA": 1, "CB": 3, "CC": 4}


def test_twenty_nine_people_have_no_flows_and_thirty_have() -> None:
    thirty = made_of({"AA": 8, "AB": 7, "BA": 6, "BB": 7, "CC": 2})
    assert any(thirty.flows(thirty.shuffled(lot))[0] for lot in range(5))

    fewer = Room(thirty.pairs[:-1])
    assert [fewer.flows(fewer.shuffled(lot)) for lot in range(5)] == [(None, None, False)] * 5


@pytest.mark.parametrize("lot", range(10))
def test_moves_of_few_people_go_together_and_ten_people_are_left_out(lot: int) -> None:
    room = made_of(LARGE)
    order = room.shuffled(lot)
    told, covered, about = room.flows(order)
    assert told is not None

    moves = Counter(room.pairs[index] for index in order[LEFT_OUT:])
    *large, rest = told
    assert rest[:2] == (OTHER, OTHER)
    assert (rest[2], all(n >= 4 and n == moves[one, other] for one, other, n in large)) == (
        covered - sum_of(large),
        True,
    )
    assert (covered, about) == (len(room.pairs) - 10, True)


def sum_of(told: Sequence[tuple[str, str, int]]) -> int:
    return sum(n for *_, n in told)


def test_where_the_bars_already_say_who_moved_nothing_is_added() -> None:
    together = made_of({"AB": 40})
    assert together.flows(together.shuffled(1)) == (None, None, False)


def test_the_size_from_which_moves_are_told_begins_where_the_coins_say() -> None:
    room = some_room(random.Random(3), 60, 3)
    pictures = [room.flows(tossed(room, heads)) for heads in range(8)]
    assert len(set(pictures)) > 1
    assert pictures == [room.flows(tossed(room, heads)) for heads in range(8)]


def tossed(room: Room, heads: int) -> list[int]:
    """An order that leaves the first ten out and whose coins fall heads so often before the first tails."""
    out, rest = range(LEFT_OUT), [*range(LEFT_OUT, len(room.pairs))]
    for coin in range(min(heads, len(rest) // 2)):
        rest[2 * coin : 2 * coin + 2] = reversed(rest[2 * coin : 2 * coin + 2])
    return [*out, *rest]


def test_where_results_were_split_by_an_earlier_answer_moves_are_not_told() -> None:
    room = made_of(LARGE)
    ask = Ask(kind="choice", privacy="standard", options=tuple(Option(letter, letter, letter) for letter in "ABC"))
    before, after = ({bytes([who]): Entry(pair[vote]) for who, pair in enumerate(room.pairs)} for vote in (0, 1))
    votes = [tally.publish(ask, answers, number, 5, ENGLISH) for number, answers in ((1, before), (2, after))]
    split = replace(votes[1], segments={"x": {"A": 9, "B": 9, "C": 9}})
    lots = [room.shuffled(lot) for lot in range(5)]

    whole = [tally.shift(ask, before, after, votes, lot, ENGLISH) for lot in lots]
    parts = [tally.shift(ask, before, after, [votes[0], split], lot, ENGLISH) for lot in lots]
    assert any(shift and shift.flows for shift in whole)
    assert [shift and (shift.flows, shift.matched, shift.about) for shift in parts] == [(None, None, False)] * 5


# --- the attacker


def open_cells(room: Room, told: Flows, covered: int) -> Iterator[tuple[Cell, tuple[int, int], int]]:
    """What somebody knows who has all that is published: each untold cell, how many can be in it, and its smaller bar.

    Besides the moves these are the answers of those whom the flows do not cover, on either side.
    """
    rows = {**room.before, UNCOVERED: sum(room.after.values()) - covered}
    columns = {**room.after, UNCOVERED: sum(room.before.values()) - covered}
    moves = {(one, other): n for one, other, n in told if one != OTHER}
    sums = Sums(
        {row: n - sum(went for move, went in moves.items() if move[0] == row) for row, n in rows.items()},
        {column: n - sum(went for move, went in moves.items() if move[1] == column) for column, n in columns.items()},
        untold := {cell: covered for cell in product(rows, columns) if cell not in moves and cell != (UNCOVERED,) * 2},
    )
    assert sums.solvable
    yield from ((cell, sums.interval(cell), min(rows[cell[0]], columns[cell[1]])) for cell in untold)


def found(room: Room, told: Flows, covered: int) -> list[Cell]:
    """The cells that an attacker knows better than by three people (or than the bars say)."""
    return [cell for cell, (low, high), bar in open_cells(room, told, covered) if high - low < min(3, bar)]


@settings(max_examples=200)
@given(st.integers(0, 10**9), st.integers(30, 60), st.integers(2, 6))
def test_nobody_is_found_by_subtracting_the_flows_from_the_bars(lot: int, people: int, answers: int) -> None:
    room = some_room(random.Random(lot), people, answers)
    told, covered, _ = room.flows(room.shuffled(lot))
    if told is not None and covered is not None:
        assert found(room, told, covered) == []
        assert all(n >= 3 for *_, n in told)


def test_the_attacker_finds_people_where_small_moves_only_go_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """In more than a third of the rooms, if nothing but moves of one or two people is hidden."""
    monkeypatch.setattr(rule, "LEFT_OUT", 0)
    monkeypatch.setattr(rule, "hides", lambda *_: True)
    seen = [some_room(random.Random(seed), 40, 3) for seed in range(60)]
    shown = [(room, *room.flows(range(40))[:2]) for room in seen]
    assert sum(bool(told and covered and found(room, told, covered)) for room, told, covered in shown) > 20


def test_flows_are_still_told_in_most_large_rooms() -> None:
    seen = [some_room(random.Random(seed), 45, 2 + seed % 4) for seed in range(80)]
    assert sum(room.flows(room.shuffled(seed))[0] is not None for seed, room in enumerate(seen)) > 55


@pytest.mark.parametrize("seed", [*range(40), *TELLING])
def test_knowing_the_rule_does_not_help_the_attacker(seed: int) -> None:
    """Every room that fits the published numbers is tried: those that could have shown the same leave all open."""
    room = some_room(random.Random(seed), 30 + seed % 15, 2 + seed % 2)
    told, covered, _ = room.flows(room.shuffled(seed))
    if told is None or covered is None:
        return
    fitting = list(islice(rooms_that_fit(room, told, covered), MOST_ROOMS))
    if len(fitting) == MOST_ROOMS:
        return
    same = [table for table, other in fitting if could_show(other, told)]
    for cell, _, bar in open_cells(room, told, covered):
        held = [table[cell] for table in same]
        assert max(held) - min(held) >= min(3, bar)


def could_show(room: Room, told: Flows) -> bool:
    return any(room.flows(tossed(room, heads))[0] == told for heads in range(12))


def rooms_that_fit(room: Room, told: Flows, covered: int) -> Iterator[tuple[Counter[Cell], Room]]:
    """Every table with the published bars and flows, with a room that has it; the ten left out come first there."""
    moves = Counter({(one, other): n for one, other, n in told if one != OTHER})
    rest, cells = covered - moves.total(), [cell for cell in product(room.answers, repeat=2) if cell not in moves]
    for numbers in spread(rest, [min(room.before[cell[0]], room.after[cell[1]]) for cell in cells]):
        small = Counter(dict(zip(cells, numbers, strict=True)))
        before = Counter(room.before) - Counter([cell[0] for cell in (moves + small).elements()])
        after = Counter(room.after) - Counter([cell[1] for cell in (moves + small).elements()])
        if before.total() + covered == sum(room.before.values()) and after.total() + covered == sum(
            room.after.values()
        ):
            lone, late = list(before.elements()), list(after.elements())
            out = list(zip(lone[:LEFT_OUT], late[:LEFT_OUT], strict=True))
            table = small + Counter({(one, UNCOVERED): n for one, n in before.items()})
            table += Counter({(UNCOVERED, other): n for other, n in after.items()})
            kept = [*out, *(moves + small).elements()]
            yield table, Room(kept, lone[LEFT_OUT:], late[LEFT_OUT:], room.answers)


def spread(people: int, most: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """All ways to put so many people into cells that hold so many at most."""
    if not most:
        if people == 0:
            yield ()
        return
    for n in range(max(0, people - sum(most[1:])), min(people, most[0]) + 1):
        yield from ((n, *others) for others in spread(people - n, most[1:]))


def test_a_hall_of_five_thousand_waits_for_its_flows_no_longer_than_a_frame() -> None:
    room = some_room(random.Random(3), 5000, 8)
    order = room.shuffled(3)
    before, after = room.before, room.after
    took = []
    for _ in range(5):
        began = process_time()
        flows(room.pairs, before, after, order)
        took.append(process_time() - began)
    assert min(took) < 0.03
