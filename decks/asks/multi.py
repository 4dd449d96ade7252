"""Several answers out of several: which of these have you seen?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from decks.asks import Complaint, Kind, NotAnAnswer, Setting
from decks.deck import Ask
from decks.values import whole


class Multi(Kind):
    name = "multi"
    place = 2
    rule = "each"
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


def _letters(value: Any, keys: tuple[str, ...]) -> set[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item in keys for item in value):
        raise NotAnAnswer
    if len(set(value)) != len(value):
        raise NotAnAnswer
    return set(value)


KIND = Multi()
