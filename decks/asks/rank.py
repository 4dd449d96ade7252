"""All answers, put in order. What is told is how they fare together, never one person's order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from decks.asks import Kind, NotAnAnswer
from decks.deck import Ask
from decks.language import Language
from decks.leaders import listed


class Rank(Kind):
    """Borda's count: of k answers the first of a list gets k−1 points, the next k−2, the last none
    (J.-C. de Borda, "Mémoire sur les élections au scrutin", 1781)."""

    name = "rank"
    place = 7
    rule = "ranks"
    picture = "ranks"
    least = 8
    answers = (2, 8)
    may = frozenset({"rounds", "discuss", "shuffle"})

    def read(self, ask: Ask, value: Any, entry: int = 0) -> list[str]:
        """Every letter once, the first choice first."""
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise NotAnAnswer
        if entry != 0 or sorted(value) != sorted(ask.keys):
            raise NotAnAnswer
        return list(value)

    def from_form(self, values: Sequence[str]) -> list[str]:
        """A plain form gives each answer a place, "A:2"; without scripts two may have got the same one."""
        placed = sorted(values, key=lambda value: value.partition(":")[2].rjust(2, "0"))
        if len({value.partition(":")[2] for value in values}) != len(values):
            return []
        return [value.partition(":")[0] for value in placed]

    def wants(self, ask: Ask, words: Language) -> str:
        return words.say("Give each answer a place of its own, from 1 to {last}.", last=len(ask.keys))

    def add(self, ask: Ask, values: Sequence[Any]) -> dict[str, Any]:
        """Borda's points of each answer, and how many put it first."""
        last = len(ask.keys) - 1
        return {
            "borda": {key: sum(last - order.index(key) for order in values) for key in ask.keys},
            "first": {key: sum(order[0] == key for order in values) for key in ask.keys},
        }

    def says(self, ask: Ask, tally: Mapping[str, Any], n: int, words: Language) -> str:
        points: Mapping[str, int] = tally.get("borda") or {}
        most = max(points.values(), default=0)
        letters = [key for key, sum_ in points.items() if sum_ == most]
        if not points or most == 0:
            return ""
        if len(letters) > 1:
            return words.say("Together, {letters} share the first place.", letters=listed(letters, words))
        first = tally["first"][letters[0]]
        return words.say(
            "Together, the room puts {letter} first; {first} of {n} put it first themselves.",
            letter=letters[0],
            first=first,
            n=n,
        )

    def imagined(self, shown: Mapping[str, Any], order: Callable[[int], list[int]]) -> list[list[str]]:
        keys = [option["key"] for option in shown["options"]]
        return [[keys[index] for index in order(len(keys))] for _ in range(6)]


KIND = Rank()
