"""A word or two from everybody, shown once a person has looked at them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from decks.asks import Items, Kind, Setting
from decks.deck import Ask
from decks.imagine import single_words
from decks.language import Language
from decks.leaders import listed
from decks.values import whole, yes_no
from decks.written import written

NAMED = 3
"""The sentence names so many of the most frequent words."""


class Words(Kind):
    name = "words"
    place = 5
    rule = "texts"
    picture = "cloud"
    items = Items(once=True)
    personal = False
    settings = (
        Setting("answers", whole(1, 10), 3, "2"),
        Setting("chars", whole(10, 1000), 30, "30"),
        Setting("moderate", yes_no, True, "yes"),
    )

    def read(self, ask: Ask, value: Any, entry: int = 0) -> str:
        """A short text on one line."""
        return " ".join(written(ask, value, entry).split())

    def says(self, ask: Ask, tally: Mapping[str, Any], n: int, words: Language) -> str:
        """The words that more than one person wrote, the most frequent first."""
        shared = [word["word"] for word in tally.get("words") or () if word["n"] > 1]
        if not shared:
            return words.many("{n} person has answered.", "{n} people have answered.", n)
        named = listed([f"“{word}”" for word in shared[:NAMED]], words)
        return words.say("Written most often, among {n} people: {words}.", n=n, words=named)

    def imagined(self, shown: Mapping[str, Any], order: Callable[[int], list[int]]) -> Sequence[Any]:
        return [word[: shown["chars"]] for word in single_words(order)]


KIND = Words()
