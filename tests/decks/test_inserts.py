"""Slides to insert: one for every kind of ask, and none that the check would complain of."""

from __future__ import annotations

import pytest

from decks.asks import kinds
from decks.inserts import INSERTS, Insert
from decks.new import starter
from decks.parse import parse


def test_every_kind_of_ask_can_be_inserted():
    assert set(kinds()) <= {insert.name for insert in INSERTS}


@pytest.mark.parametrize("insert", INSERTS, ids=lambda insert: insert.name)
def test_what_is_inserted_passes_the_check(insert: Insert):
    deck, problems = parse(f"{starter('Mine')}\n---\n\n{insert.markdown}")

    assert problems == ()
    assert deck is not None
    slide = deck.slides[-1]
    assert len(deck.slides) == 3
    assert slide.ask is None or slide.ask.kind in {insert.name, "choice"}
    assert (slide.ask is not None) == (insert.name in {*kinds(), "vote-twice"})


def test_all_of_them_together_pass_the_check():
    deck, problems = parse("\n---\n\n".join([starter("Mine"), *(f"{insert.markdown}" for insert in INSERTS)]))

    assert problems == ()
    assert deck is not None
    assert len(deck.slides) == 2 + len(INSERTS)
