"""A card with what I will do next time. It stays on the phone unless the deck lets it be shared and its author does."""

from __future__ import annotations

from typing import Any

from decks.asks import Kind, NotAnAnswer, Setting
from decks.deck import Ask
from decks.values import whole, yes_no
from decks.written import written


class Commit(Kind):
    name = "commit"
    place = 10
    settings = (Setting("chars", whole(10, 1000), 200, "140"), Setting("share", yes_no, False, "yes"))

    def read(self, ask: Ask, value: Any, entry: int = 0) -> bool | str:
        """True for a card that was written; its text only where the deck shares cards."""
        if value is True and entry == 0:
            return True
        if ask.settings["share"]:
            return written(ask, value, entry)
        raise NotAnAnswer


KIND = Commit()
