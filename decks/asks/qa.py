"""Questions from the room, which the room may lift up."""

from __future__ import annotations

from typing import Any

from decks.asks import Kind, Setting
from decks.deck import Ask
from decks.values import whole, yes_no
from decks.written import written


class Qa(Kind):
    name = "qa"
    place = 9
    rule = "items"
    personal = False
    settings = (
        Setting("answers", whole(1, 10), 3, "3"),
        Setting("chars", whole(10, 1000), 280, "280"),
        Setting("moderate", yes_no, True, "yes"),
    )

    def read(self, ask: Ask, value: Any, entry: int = 0) -> str:
        """A question that is not empty."""
        return written(ask, value, entry)


KIND = Qa()
