"""A result in words instead of numbers: the scale, and why nobody can work the numbers out again.

The reader may know this rule, every other sentence of the summary, how many answered, from how many on a result is
told, and that one in which (nearly) everybody agrees is not. The words then still leave at least three possible numbers
for each answer, in whatever combination they stand:

- Which scale is used depends on nothing but how many answered, and how many that were is not told.
- With fifteen and more, each word spans at least a fifth of all, and of the words that name a least share, no two or
  three that can stand together add up to more than four fifths of all.
- With eleven to fourteen there is one line, at the half: at most one answer lies above it.
- With fewer no answer has a word: if of seven people more than half, but not all but two, chose one answer, four did.
- Nor has one where the limit is more than half of all who answered: it says how few can have passed.

Everything of the question that could be put beside the words goes with its numbers: its sentence, shift, bounds, mean,
confidence, raised hands, the results split by it or by which it is split, and its place beside another question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from decks.language import Language
from sessions.moderation.item import Item
from sessions.release.words import ABOVE, BELOW, FEWER, HALF, MOST
from sessions.state import Published
from sessions.summary.asked import ROUGHLY, Asked
from sessions.summary.spelled import spelled

FINE_FROM, FROM = 15, 11
"""From so many answers on there are three words; two; below, none."""

Rough = dict[str, str | None]


def rough(counts: Mapping[str, int], whole: int, n: int) -> Rough:
    """A word for each count, as a part of `whole`, where `n` people answered."""
    return {key: _word(count, whole, n) for key, count in counts.items()}


def _word(count: int, whole: int, n: int) -> str | None:
    if n >= FINE_FROM:
        return MOST if 5 * count > 3 * whole else HALF if 5 * count >= 2 * whole else FEWER
    return (ABOVE if 2 * count > whole else BELOW) if n >= FROM else None


def roughly(one: Asked, words: Language) -> Asked:
    """The ask without any number: its answers in words, its texts without votes, single words in alphabetical order."""
    texts = tuple(replace(item, votes=0) for item in sorted(one.texts, key=lambda item: item.id))
    alone = sorted((str(word["word"]) for word in one.words), key=str.casefold)
    texts += tuple(Item("", one.id, word) for word in alone)
    rounds = tuple(_round(published, one.floor, words) for published in one.rounds)
    nothing: dict[str, Any] = {"shift": None, "earlier": None, "split": None, "hands": {}, "words": ()}
    return replace(spelled(replace(one, rounds=rounds, **nothing), words), picture=ROUGHLY, texts=texts)


def _round(published: Published, floor: int, words: Language) -> Published:
    told = _told(published.tally or {}, published.n, floor)
    return Published(published.round, 0, {ROUGHLY: told} if told else None, ROUGHLY, _says(told, words))


def _told(tally: Mapping[str, Any], n: int, floor: int) -> Rough:
    """What is told of a tally, whichever kind it has."""
    if n < 2 * floor:
        return {}
    if "sums" in tally:
        return rough(tally["sums"], sum(tally["sums"].values()), n) if n >= FINE_FROM else {}
    counts = tally.get("counts") or tally.get("first") or {}
    exact = rough({key: count for key, count in counts.items() if count is not None}, n, n)
    bounded = {key: _between(tally["bounds"][key], n) for key, count in counts.items() if count is None}
    told = {key: {**exact, **bounded}[key] for key in counts}
    return told if any(told.values()) else {}


def _between(bounds: tuple[int, int], n: int) -> str | None:
    """Where only its bounds were told: the word that all numbers between them have, if there is one."""
    low, high = (_word(bound, n, n) for bound in bounds)
    return low if low == high else None


def _says(told: Rough, words: Language) -> str:
    if not told:
        return words.say("Told without numbers.")
    first = next((word for word in (MOST, ABOVE, HALF) if word in told.values()), None)
    keys = ", ".join(key for key, word in told.items() if word == first)
    match first:
        case "most":
            return words.say("Roughly: most for {answers}.", answers=keys)
        case "more than half":
            return words.say("Roughly: more than half for {answers}.", answers=keys)
        case "about half":
            return words.say("Roughly: about half for {answers}.", answers=keys)
        case _:
            return words.say("Roughly: no answer stood out.")
