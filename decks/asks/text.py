"""A sentence or a short story from everybody, shown once a person has looked at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from decks.asks import Items, Kind, Setting
from decks.deck import Ask
from decks.imagine import sentences
from decks.language import Language
from decks.values import whole, yes_no
from decks.written import written


class Text(Kind):
    name = "text"
    place = 6
    rule = "texts"
    picture = "cards"
    items = Items()
    personal = False
    settings = (
        Setting("answers", whole(1, 10), 1, "2"),
        Setting("chars", whole(10, 1000), 280, "280"),
        Setting("moderate", yes_no, True, "yes"),
    )

    def read(self, ask: Ask, value: Any, entry: int = 0) -> str:
        """A text that is not empty."""
        return written(ask, value, entry)

    def says(self, ask: Ask, tally: Mapping[str, Any], n: int, words: Language) -> str:
        return words.many("{n} person has answered.", "{n} people have answered.", n)

    def imagined(self, shown: Mapping[str, Any], order: Callable[[int], list[int]]) -> Sequence[Any]:
        return [line[: shown["chars"]] for line in sentences(order)]


KIND = Text()
