"""One answer out of several: the heart of vote, talk, vote again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from decks.asks import Kind, NotAnAnswer
from decks.deck import Ask
from decks.language import Language
from decks.leaders import leading


class Choice(Kind):
    name = "choice"
    place = 1
    rule = "counts"
    picture = "bars"
    answers = (2, 8)
    moves = True
    splits = True
    may = frozenset({"again", "agreement", "rounds", "discuss", "confidence", "reasons", "pair", "by", "shuffle"})

    def read(self, ask: Ask, value: Any, entry: int = 0) -> str:
        """One letter that is on offer."""
        if isinstance(value, str) and value in ask.keys and entry == 0:
            return value
        raise NotAnAnswer

    def add(self, ask: Ask, values: Sequence[Any]) -> dict[str, Any]:
        return {"counts": {key: values.count(key) for key in ask.keys}}

    def says(self, ask: Ask, tally: Mapping[str, Any], n: int, words: Language) -> str:
        return leading(tally.get("counts") or {}, n, words)


KIND = Choice()
