"""A word or two from everybody, shown once a person has looked at them."""

from __future__ import annotations

from typing import Any

from decks.asks import Kind, Setting
from decks.deck import Ask
from decks.values import whole, yes_no
from decks.written import written


class Words(Kind):
    name = "words"
    place = 5
    rule = "items"
    personal = False
    settings = (
        Setting("answers", whole(1, 10), 3, "2"),
        Setting("chars", whole(10, 1000), 30, "30"),
        Setting("moderate", yes_no, True, "yes"),
    )

    def read(self, ask: Ask, value: Any, entry: int = 0) -> str:
        """A short text on one line."""
        return " ".join(written(ask, value, entry).split())


KIND = Words()
