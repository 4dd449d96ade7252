"""What is said of a second vote: as much as happened, and no more."""

from __future__ import annotations

import pytest

from tests.sessions.house import Run


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        ("AAAAABBBBB", "AAAAABBBBB", "The room answered as it had before."),
        ("AAAAABBBBB", "AAAABBBBBB", "The room hardly moved. B: 5 of 10, then 6 of 10."),
        ("AAAAABBBBB", "AAABBBBBBB", "The room hardly moved. B: 5 of 10, then 7 of 10."),
        ("AAAAABBBBB", "AABBBBBBBB", "B: 5 of 10, then 8 of 10."),
        ("AAAAAABBBB", "AABBBBBCCC", "C: 0 of 10, then 3 of 10."),
        ("AAAAAABBBB", "AA--BBBBBB", "B: 4 of 10, then 6 of 10."),
    ],
    ids=["nobody", "one", "two", "three", "many ways", "some who pass now"],
)
def test_one_or_two_people_are_no_movement_of_a_room(run: Run, first: str, second: str, says: str) -> None:
    run.at("what-do-you-say")
    for letters in (first, second):
        run.says("open")
        run.all_answer(letters)
        run.says("close")

    shift = run.session.standing.shift

    assert shift is not None
    assert shift.says == says
