"""Answers in, counts out; and the shift between two rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from decks.asks import kind_of
from decks.deck import Ask
from decks.language import Language
from sessions import disclosure
from sessions.flows import flows
from sessions.state import Published, Shift

Answers = Mapping[bytes, Any]
"""The opened ballots of a round: pseudonym to answer, None for a pass."""


def publish(ask: Ask, answers: Answers, round_number: int, floor: int, words: Language) -> Published:
    """Add a closed round up and keep what may be told of it; nothing else leaves this function.

    Every sentence speaks of all who answered: a pass is part of n and is never counted aloud.
    """
    kind = kind_of(ask)
    chosen = [value for value in answers.values() if value is not None]
    tally = kind.add(ask, chosen)
    told, withheld = disclosure.release(kind.rule, tally, len(chosen), floor, ask.privacy, ask.agreement)
    if told is not None:
        says = kind.says(ask, told, len(answers), words)
    elif withheld == disclosure.AGREEMENT:
        says = _agreement(tally, len(chosen), len(answers), words)
    else:
        says = words.say("Fewer than {floor} answers: not shown, so that nobody can be guessed.", floor=floor)
    return Published(round_number, len(answers), told, withheld, says)


def _agreement(tally: Mapping[str, Any], chosen: int, n: int, words: Language) -> str:
    counts = tally["counts"]
    most = max(counts, key=lambda key: counts[key])
    return words.say("At least {least} of {n} chose {answer}.", least=chosen - disclosure.SLACK, n=n, answer=most)


def shift(
    ask: Ask, before: Answers, after: Answers, published: Sequence[Published], order: Sequence[int], words: Language
) -> Shift | None:
    """How the room moved, or None when one of the two rounds is withheld. `order` is a shuffled range."""
    first, second = published[-2:]
    if first.tally is None or second.tally is None:
        return None
    pairs = matched(before, after)
    chose_before = sum(value is not None for value in before.values())
    chose_after = sum(value is not None for value in after.values())
    moves, covered, about = flows(pairs, chose_before - len(pairs), chose_after - len(pairs), order)
    return Shift(second.n, covered, moves, _moved(first, second, words), about)


def matched(before: Answers, after: Answers) -> list[tuple[str, str]]:
    """The answers of those who chose in both rounds, in no order that means anything."""
    return sorted(
        (str(before[person]), str(after[person]))
        for person in before.keys() & after.keys()
        if before[person] is not None and after[person] is not None
    )


def _moved(first: Published, second: Published, words: Language) -> str:
    """A true sentence about the two columns: the answer that gained the largest share, or that nothing moved."""
    assert first.tally is not None
    assert second.tally is not None
    before, after = first.tally["counts"], second.tally["counts"]
    gains = {key: after[key] / second.n - before[key] / first.n for key in after}
    most = max(gains, key=lambda key: gains[key])
    if gains[most] <= 0:
        return words.say("The room answered as it had before.")
    return words.say(
        "{answer}: {before} of {all_before}, then {after} of {all_after}.",
        answer=most,
        before=before[most],
        all_before=first.n,
        after=after[most],
        all_after=second.n,
    )
