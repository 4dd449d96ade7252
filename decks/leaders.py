"""Who is in front in a count, said in one sentence: for every kind whose answers are counted one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decks.language import Language


def leading(counts: Mapping[str, int], n: int, words: Language) -> str:
    """The answer with the most votes of `n` people, a draw, or that nobody chose; empty without counts."""
    most = max(counts.values(), default=0)
    leaders = [key for key, count in counts.items() if count == most]
    if not counts:
        return ""
    if most == 0:
        return words.say("Nobody chose an answer.")
    if len(leaders) == len(counts):
        return words.say("All answers are level: {most} of {n} each.", most=most, n=n)
    if len(leaders) > 1:
        return words.say("{letters} are level: {most} of {n} each.", letters=listed(leaders, words), most=most, n=n)
    if most == n:
        return words.say("All {n} chose {letter}.", n=n, letter=leaders[0])
    return words.say("{letter} has the most answers: {most} of {n}.", letter=leaders[0], most=most, n=n)


def listed(names: Sequence[str], words: Language) -> str:
    """ "A, B and C"."""
    *first, last = names
    return words.say("{first} and {last}", first=", ".join(first), last=last) if first else last
