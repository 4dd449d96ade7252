"""A talk with a timer and prompts. Phones show it and answer nothing."""

from __future__ import annotations

from decks.asks import Kind


class Discuss(Kind):
    name = "discuss"
    place = 11
    may = frozenset({"discuss"})


KIND = Discuss()
