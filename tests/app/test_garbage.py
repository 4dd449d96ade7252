"""Garbage is looked for while nobody answers, and under answers without end all the same."""

from __future__ import annotations

import gc

import pytest

from app.engine import fast
from app.engine.fast.garbage import ALL, PORTIONS, YOUNGER, Collector


@pytest.mark.parametrize(
    ("counts", "looked"),
    [((9, YOUNGER - 1, 0), []), ((0, YOUNGER, 0), [1]), ((0, 0, ALL), [2]), ((0, YOUNGER, ALL), [2])],
)
def test_a_moment_without_answers_is_used_where_there_may_be_garbage(
    monkeypatch: pytest.MonkeyPatch, counts: tuple[int, int, int], looked: list[int]
) -> None:
    found: list[int] = []
    monkeypatch.setattr(gc, "get_count", lambda: counts)
    monkeypatch.setattr(gc, "collect", lambda generation=2: found.append(generation))
    Collector(lambda: 0).step()
    assert found == looked


def test_while_somebody_answers_nobody_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[int] = []
    monkeypatch.setattr(gc, "get_count", lambda: (0, YOUNGER, ALL))
    monkeypatch.setattr(gc, "collect", lambda generation=2: found.append(generation))
    given = iter([1, 5, 6, 6])
    keeper = Collector(lambda: next(given))
    for _ in range(3):
        keeper.step()
    assert found == []
    keeper.step()
    assert found == [2]


def test_under_answers_without_end_it_is_done_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[int, ...]] = []
    monkeypatch.setattr(gc, "set_threshold", lambda *portions: said.append(portions))
    monkeypatch.setattr(gc, "freeze", lambda: said.append(()))
    fast.settle()
    assert said == [(), PORTIONS]
    newest, younger, everything = PORTIONS
    assert newest * younger < 200_000, "so many objects are looked through in well under a tenth of a second"
    assert everything


def test_where_nobody_would_look_for_it_python_goes_on_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    before = gc.get_threshold(), gc.get_freeze_count()
    assert before[0] != PORTIONS
    monkeypatch.setattr(fast, "changed", lambda: ["a library that nobody has looked at yet"])
    fast.settle()
    assert (gc.get_threshold(), gc.get_freeze_count()) == before
