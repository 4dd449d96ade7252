"""Texts on their way to whoever reads them."""

from __future__ import annotations

from decks.asks import Items
from sessions.moderation.pending import Draft, Pending


def in_order(n: int) -> list[int]:
    return list(range(n))


def test_a_text_is_handed_on_once_however_often_it_comes() -> None:
    pending, question = Pending(Items(group=1, floor=False), 0), Draft("Why?", b"ballot", "author")

    pending.add(question)
    assert pending.ready(in_order) == [question]
    pending.add(question)

    assert pending.ready(in_order) == []


def test_a_text_that_was_taken_back_may_be_written_again() -> None:
    pending, question = Pending(Items(group=1, floor=False), 0), Draft("Why?", b"ballot", "author")
    pending.add(question)
    pending.ready(in_order)

    pending.drop(b"ballot", "author")
    pending.add(question)

    assert pending.ready(in_order) == [question]
