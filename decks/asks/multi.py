"""Several answers out of several: which of these have you seen?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from decks.asks import Complaint, Kind, NotAnAnswer, Setting
from decks.deck import Ask
from decks.language import Language
from decks.leaders import listed
from decks.values import whole


class Multi(Kind):
    name = "multi"
    place = 2
    rule = "each"
    picture = "bars"
    answers = (2, 12)
    may = frozenset({"agreement", "rounds", "discuss", "by", "shuffle"})
    settings = (Setting("pick", whole(1, 10), None, "2"),)

    def complaints(self, ask: Ask) -> Iterator[Complaint]:
        pick = ask.settings["pick"]
        if pick and pick > len(ask.options):
            yield Complaint(
                "pick",
                "S09",
                f"pick: {pick} is more than the {len(ask.options)} answers of this slide",
                f"write a number from 1 to {len(ask.options)}, or leave pick out",
            )

    def read(self, ask: Ask, value: Any, entry: int = 0) -> list[str]:
        """At least one letter and at most `pick`, each once, in the order on offer."""
        letters = _letters(value, ask.keys)
        most = ask.settings["pick"] or len(ask.keys)
        if 1 <= len(letters) <= most and entry == 0:
            return sorted(letters)
        raise NotAnAnswer

    def from_form(self, values: Sequence[str]) -> list[str]:
        return list(values)

    def wants(self, ask: Ask, words: Language) -> str:
        most = ask.settings["pick"] or len(ask.keys)
        return words.many("Choose {n} answer.", "Choose at least one answer, and at most {n}.", most)

    def add(self, ask: Ask, values: Sequence[Any]) -> dict[str, Any]:
        """How many picked each answer; one person may be in several counts."""
        return {"counts": {key: sum(key in picked for picked in values) for key in ask.keys}}

    def says(self, ask: Ask, tally: Mapping[str, Any], n: int, words: Language) -> str:
        told = {key: count for key, count in (tally.get("counts") or {}).items() if count is not None}
        most = max(told.values(), default=0)
        if most == 0:
            return words.say("Nobody chose an answer.") if told else ""
        letters = listed([key for key, count in told.items() if count == most], words)
        return words.say("Picked most often: {letters}, by {most} of {n}.", letters=letters, most=most, n=n)

    def imagined(self, shown: Mapping[str, Any], order: Callable[[int], list[int]]) -> list[list[str]]:
        """Some pick one answer, some as many as they may."""
        keys = [option["key"] for option in shown["options"]]
        most = shown.get("pick") or len(keys)
        drawn = [[keys[index] for index in order(len(keys))] for _ in keys]
        return [sorted(letters[: 1 + turn % most]) for turn, letters in enumerate(drawn)]


def _letters(value: Any, keys: tuple[str, ...]) -> set[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item in keys for item in value):
        raise NotAnAnswer
    if len(set(value)) != len(value):
        raise NotAnAnswer
    return set(value)


KIND = Multi()
