"""The order of a run: what takes longest begins first."""

from __future__ import annotations

from tests.longest import LONGEST, TESTS, place


def test_every_file_of_the_order_is_there_once() -> None:
    assert [name for name in LONGEST if not (TESTS / name).is_file()] == []
    assert len(set(LONGEST)) == len(LONGEST)


def test_what_is_not_in_the_order_comes_last() -> None:
    assert place(TESTS / LONGEST[0]) == 0
    assert place(TESTS / LONGEST[-1]) < place(TESTS / "test_house.py")
