"""One answer out of several: the heart of vote, talk, vote again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from decks.asks import Kind, NotAnAnswer
from decks.deck import Ask
from decks.language import Language


class Choice(Kind):
    name = "choice"
    place = 1
    runs = True
    rule = "counts"
    answers = (2, 8)
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
        counts: Mapping[str, int] = tally.get("counts") or {}
        most = max(counts.values(), default=0)
        leaders = [key for key, count in counts.items() if count == most]
        if not counts:
            return ""
        if most == 0:
            return words.say("Nobody chose an answer.")
        if len(leaders) == len(counts):
            return words.say("All answers are level: {most} of {n} each.", most=most, n=n)
        if len(leaders) > 1:
            return words.say("{letters} are level: {most} of {n} each.", letters=_and(leaders, words), most=most, n=n)
        if most == n:
            return words.say("All {n} chose {letter}.", n=n, letter=leaders[0])
        return words.say("{letter} has the most answers: {most} of {n}.", letter=leaders[0], most=most, n=n)


def _and(letters: Sequence[str], words: Language) -> str:
    *first, last = letters
    return words.say("{first} and {last}", first=", ".join(first), last=last)


KIND = Choice()
