"""Results split by an earlier answer: small groups are hidden, and nothing that is shown gives them away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions import segments as rule
from sessions.segments import REST, segments

Table = Mapping[str, Mapping[str, int]]


def split(answers: Table, rest: str = "") -> dict[str, dict[str, int]] | None:
    """The rule, given each segment's answers as letters ("AAB")."""
    parts = {name: Counter(letters) for name, letters in answers.items()}
    total = sum(parts.values(), Counter(rest))
    return segments(parts, {letter: total[letter] for letter in "ABC"}, Counter(rest))


CASES = [
    pytest.param({"x": "AAAAABBBBB", "y": "AAABBBCCC"}, "", None, id="nineteen people"),
    pytest.param({"x": "AAAAABBBBB", "y": "AAABBBCCCC"}, "", {"x", "y"}, id="twenty, and both are large enough"),
    pytest.param({"x": "AAAAABBBBBBCCCC", "y": "AABBC"}, "", {"x", "y"}, id="five are enough"),
    pytest.param({"x": "AAAAABBBBBBCCCCC", "y": "AABC"}, "", None, id="four are not, and alone could be subtracted"),
    pytest.param({"x": "AAABBBBCCCC", "y": "AAABBC", "z": "ABC"}, "", {"x"}, id="so the next smallest is hidden too"),
    pytest.param({"x": "AAAAAABBBBBCCCC", "y": "AAB", "z": "ABB"}, "", {"x"}, id="two small ones cover each other"),
    pytest.param({"x": "AAAAABBBBBCCCCCC", "y": "AB", "z": "BC"}, "", None, id="but not if they are only four"),
    pytest.param({"x": "AAAAAABBBBBCCCC", "y": "AABBCC"}, "", {"x", "y"}, id="without a rest all is shown"),
    pytest.param(
        {"x": "AAAAAABBBBBCCCC", "y": "AABBC"}, "ABC", {"x"}, id="those without an earlier answer are covered"
    ),
    pytest.param({"x": "AAAAAABBBBBCCCC", "y": "AABBC"}, "C", None, id="one person would be too little a cover"),
    pytest.param({"x": "AAAAAABBBBBCCCC"}, "AAABBBCCC", None, id="a rest alone covers nobody"),
    pytest.param({"x": "AAAAAABBBBBCCCC", "y": "AABBCC"}, "AABBCC", {"x"}, id="so the smallest is hidden with it"),
    pytest.param({"x": "AAAAAABBBBBCCCC", "y": "AAA", "z": "AAA"}, "", None, id="who is hidden all chose the same"),
    pytest.param({"x": "AAAAAABBBBBCCCC", "y": "AAB", "z": ""}, "ABB", {"x"}, id="nobody hides behind an empty one"),
    pytest.param({"x": "AAAAAAABBBBBCCCC", "y": "AAB", "z": ""}, "", None, id="and an empty one covers nobody"),
]


@pytest.mark.parametrize(("answers", "rest", "shown"), CASES)
def test_a_segment_is_shown_if_those_that_are_not_cover_each_other(answers, rest: str, shown: set[str] | None) -> None:
    told = split(answers, rest)
    assert (told and told.keys()) == shown
    for name, counts in (told or {}).items():
        assert counts == {letter: answers[name].count(letter) for letter in "ABC"}


def test_those_without_an_earlier_answer_are_never_shown() -> None:
    told = split({"x": "AAAAABBBBB", "y": "AABBC", "z": "ABC"}, "AAABBBCCC")
    assert told is not None
    assert REST not in told


letters = st.text("ABC", min_size=1, max_size=4)
large = st.lists(st.integers(3, 9), min_size=3, max_size=3).map(lambda n: "A" * n[0] + "B" * n[1] + "C" * n[2])


@given(st.lists(large, min_size=1, max_size=2), st.lists(letters, min_size=1, max_size=2), st.text("ABC", max_size=4))
def test_an_attacker_who_knows_the_rule_and_the_size_of_every_segment_finds_no_hidden_answer(
    many: list[str], few: list[str], rest: str
) -> None:
    room = {str(number): Counter(answers) for number, answers in enumerate([*many, *few])}
    total = Counter("".join([*many, *few, rest]))
    told = segments(room, total, Counter(rest))
    if told is None:
        return
    hidden = {name: counts for name, counts in {**room, REST: Counter(rest)}.items() if name not in told}
    left = {answer: n - sum(counts[answer] for counts in told.values()) for answer, n in total.items()}
    tables = list(every_table({name: counts.total() for name, counts in hidden.items()}, left))

    for table in tables:
        other = {name: table.get(name, room[name]) for name in room}
        assert segments(other, total, table[REST]) == told, "this room would have shown something else"
    for name, answer in product(hidden, total):
        held = [table[name][answer] for table in tables]
        most = min(3, hidden[name].total(), left[answer])
        assert max(held) - min(held) >= most


def every_table(sizes: Mapping[str, int], left: Mapping[str, int]) -> Iterator[Table]:
    """All the ways in which people in groups of these sizes can have given these answers."""
    if not sizes:
        yield {}
        return
    (name, size), *others = sizes.items()
    for numbers in product(*(range(min(size, n) + 1) for n in left.values())):
        if sum(numbers) == size and (others or numbers == tuple(left.values())):
            counts = dict(zip(left, numbers, strict=True))
            remaining = {answer: n - counts[answer] for answer, n in left.items()}
            yield from ({name: counts, **table} for table in every_table(dict(others), remaining))


def test_the_attacker_finds_an_answer_where_the_rule_looks_at_sizes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule, "_stays_open", lambda hidden, left: True)
    told = split({"x": "AAAAAABBBBBCCCC", "y": "AAA", "z": "AAA"})
    assert told is not None
    [only] = every_table({"y": 3, "z": 3}, {"A": 6, "B": 0, "C": 0})
    assert only["y"] == {"A": 3, "B": 0, "C": 0}
