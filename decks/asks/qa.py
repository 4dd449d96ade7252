"""Questions from the room, which the room may lift up."""

from __future__ import annotations

from decks.asks import Items, Setting
from decks.asks.text import Text
from decks.values import whole, yes_no


class Qa(Text):
    name = "qa"
    place = 9
    rule = "questions"
    items = Items(group=1, floor=False, votes=True)
    settings = (
        Setting("answers", whole(1, 10), 3, "3"),
        Setting("chars", whole(10, 1000), 280, "280"),
        Setting("moderate", yes_no, True, "yes"),
    )


KIND = Qa()
