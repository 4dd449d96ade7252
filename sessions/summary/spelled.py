"""The sentences of a summary spelled out: beside each letter the first words of its answer. On wall and phones the
answers stand beside the sentence; whoever was not there has nothing but the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from decks.deck import LETTERS
from decks.language import Language
from sessions.state import Published
from sessions.summary.asked import Asked, Choice

FIRST_WORDS = 48
LETTER = re.compile(rf"(?<!\w)[{LETTERS}](?!\w)")
"""No sentence of ours has such a letter of its own (tests/sessions/summary/test_spelled.py)."""
QUOTES = "“”„‟\"«»‹›‘’'「」『』"
LETTERED = {"bars", "ranks", "sums"}
"""Pictures of answers that have letters, in sentences of ours alone."""


def spelled(one: Asked, words: Language) -> Asked:
    """The ask with its sentences spelled out."""
    if one.picture not in LETTERED:
        return one
    shift = one.shift and replace(one.shift, says=spelled_out(one.shift.says, one.choices, words))
    earlier = one.earlier and replace(one.earlier, published=_round(one.earlier.published, one.earlier.choices, words))
    rounds = tuple(_round(published, one.choices, words) for published in one.rounds)
    return replace(one, rounds=rounds, shift=shift, earlier=earlier)


def _round(published: Published, choices: Sequence[Choice], words: Language) -> Published:
    return replace(published, says=spelled_out(published.says, choices, words))


def spelled_out(sentence: str, choices: Sequence[Choice], words: Language) -> str:
    """One of our sentences, with the first words of an answer beside its letter."""
    begun = {choice.key: first_words(choice.text) for choice in choices}

    def both(letter: re.Match[str]) -> str:
        key = letter[0]
        return words.say("{letter} “{answer}”", letter=key, answer=begun[key]) if begun.get(key) else key

    return LETTER.sub(both, sentence)


def first_words(text: str) -> str:
    """As much of an answer as a sentence can carry, without quotation marks of its own."""
    plain = " ".join(text.split()).strip(QUOTES).rstrip(".").strip(QUOTES)
    if len(plain) <= FIRST_WORDS:
        return plain
    return f"{(plain[:FIRST_WORDS].rsplit(' ', 1)[0] or plain[:FIRST_WORDS]).rstrip(' ,;:.–—-')} …"
