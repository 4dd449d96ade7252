"""A purse of points, spent over the answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from decks.asks import Kind, NotAnAnswer, Setting
from decks.deck import Ask
from decks.language import Language
from decks.leaders import listed
from decks.shares import shares
from decks.values import whole

FEW_DIGITS = re.compile("[0-9]{1,4}")
"""No purse holds more; and Python reads no number of thousands of them."""


class Points(Kind):
    name = "points"
    place = 8
    rule = "sums"
    picture = "sums"
    least = 8
    answers = (2, 8)
    may = frozenset({"shuffle"})
    settings = (Setting("points", whole(10, 1000), 100, "100"),)

    def read(self, ask: Ask, value: Any, entry: int = 0) -> dict[str, int]:
        """Whole points for every letter (none where a letter is left out) that spend the purse exactly."""
        if not isinstance(value, dict) or not set(value) <= set(ask.keys) or entry != 0:
            raise NotAnAnswer
        if not all(type(spent) is int and spent >= 0 for spent in value.values()):
            raise NotAnAnswer
        if sum(value.values()) != ask.settings["points"]:
            raise NotAnAnswer
        return {key: value.get(key, 0) for key in ask.keys}

    def from_form(self, values: Sequence[str]) -> dict[str, int | str]:
        """A plain form says "A:60" for each answer; nothing written is nothing spent."""
        written = (value.partition(":")[::2] for value in values)
        return {key: int(said) if FEW_DIGITS.fullmatch(said) else said for key, said in written if said}

    def wants(self, ask: Ask, words: Language) -> str:
        return words.say("Share out all {points} points, in whole numbers.", points=ask.settings["points"])

    def add(self, ask: Ask, values: Sequence[Any]) -> dict[str, Any]:
        """What all spent on each answer together, and the purse of one person, to compare with."""
        sums = {key: sum(spent[key] for spent in values) for key in ask.keys}
        return {"sums": sums, "purse": ask.settings["points"]}

    def says(self, ask: Ask, tally: Mapping[str, Any], n: int, words: Language) -> str:
        sums: Mapping[str, int] = tally.get("sums") or {}
        most, spent = max(sums.values(), default=0), sum(sums.values())
        if not spent:
            return ""
        leaders = [key for key, points in sums.items() if points == most]
        letters, share = listed(leaders, words), shares(sums, spent)[leaders[0]]
        return words.say("Most points went to {letters}: {share} % of all.", letters=letters, share=share)

    def imagined(self, shown: Mapping[str, Any], order: Callable[[int], list[int]]) -> list[dict[str, int]]:
        """One favourite with half of the purse, the rest shared out; or all on one."""
        keys, purse = [option["key"] for option in shown["options"]], int(shown["points"])
        return [_spent([keys[index] for index in order(len(keys))], purse, turn % 3 == 2) for turn in range(6)]


def _spent(keys: Sequence[str], purse: int, all_on_one: bool) -> dict[str, int]:
    others = 0 if all_on_one else purse // 2 // max(len(keys) - 1, 1)
    return {keys[0]: purse - others * (len(keys) - 1), **dict.fromkeys(keys[1:], others)}


KIND = Points()
