"""A card with what I will do next time. It stays on the phone unless the deck lets it be shared and its author does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from decks.asks import Items, Kind, NotAnAnswer, Setting
from decks.deck import Ask
from decks.imagine import plans
from decks.language import Language
from decks.values import whole, yes_no
from decks.written import written


class Commit(Kind):
    name = "commit"
    place = 10
    rule = "written"
    picture = "cards"
    items = Items()
    settings = (Setting("chars", whole(10, 1000), 200, "140"), Setting("share", yes_no, False, "yes"))

    def read(self, ask: Ask, value: Any, entry: int = 0) -> bool | str:
        """True for a card that was written; its text only where the deck shares cards."""
        if value is True and entry == 0:
            return True
        if ask.settings["share"]:
            return written(ask, value, entry)
        raise NotAnAnswer

    def from_form(self, values: Sequence[str]) -> Any:
        """Without scripts the card is written on paper, or shared: then its text is the second field."""
        said = [value for value in values if value.strip()]
        return said[-1] if len(said) > 1 else True

    def add(self, ask: Ask, values: Sequence[Any]) -> dict[str, Any]:
        return {"written": len(values)}

    def says(self, ask: Ask, tally: Mapping[str, Any], n: int, words: Language) -> str:
        return words.many("{n} card has been written.", "{n} cards have been written.", tally.get("written") or 0)

    def imagined(self, shown: Mapping[str, Any], order: Callable[[int], list[int]]) -> Sequence[Any]:
        """Most keep their card; where it may be shared some do."""
        shared = [line[: shown["chars"]] for line in plans(order)] if shown["share"] else []
        return [True, *shared[:2], True, *shared[2:]]


KIND = Commit()
