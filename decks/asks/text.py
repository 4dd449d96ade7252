"""A sentence or a short story from everybody, shown once a person has looked at it."""

from __future__ import annotations

from typing import Any

from decks.asks import Kind, Setting
from decks.deck import Ask
from decks.values import whole, yes_no
from decks.written import written


class Text(Kind):
    name = "text"
    place = 6
    rule = "items"
    personal = False
    settings = (
        Setting("answers", whole(1, 10), 1, "2"),
        Setting("chars", whole(10, 1000), 280, "280"),
        Setting("moderate", yes_no, True, "yes"),
    )

    def read(self, ask: Ask, value: Any, entry: int = 0) -> str:
        """A text that is not empty."""
        return written(ask, value, entry)


KIND = Text()
