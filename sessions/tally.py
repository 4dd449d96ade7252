"""Answers in, counts out; and the shift between two rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from decks.asks import kind_of
from decks.deck import Ask
from decks.language import Language
from sessions import disclosure
from sessions.entries import Entry
from sessions.flows import flows
from sessions.segments import segments
from sessions.state import Published, Shift

Answers = Mapping[bytes, Entry]
"""The opened ballots of a round: pseudonym to what it holds."""

Segments = Mapping[str, Mapping[str, int]]

SMALLEST_STEP = disclosure.SMALLEST_STEP
SURE = range(1, 6)
YES, NO = "yes", "no"
A_FEW = 2
"""So many people change their minds, or come in, at any second vote: that is no movement of a room."""


def publish(ask: Ask, answers: Answers, round_number: int, floor: int, words: Language) -> Published:
    """Add a closed round up and keep what may be told of it; nothing else leaves this function.

    Every sentence speaks of all who answered: a pass is part of n and is never counted aloud.
    """
    kind, n = kind_of(ask), people(answers)
    chosen = [entry for entry in answers.values() if entry.value is not None]
    tally, choosing = kind.add(ask, [entry.value for entry in chosen]), people(answers, choosing=True)
    told, withheld = disclosure.release(kind.rule, tally, choosing, floor, ask.privacy, ask.agreement)
    if told is not None:
        says = kind.says(ask, told, n, words)
    elif withheld == disclosure.AGREEMENT:
        says = _agreement(tally, len(chosen), n, words)
    else:
        says = words.say("Fewer than {floor} answers: not shown, so that nobody can be guessed.", floor=floor)
    sure = _sure(ask, chosen, floor) if told is not None else None
    return Published(round_number, n, told, withheld, says, sure)


def people(answers: Answers, choosing: bool = False) -> int:
    """How many people answered (or, `choosing`, how many did not only pass): all texts of one person are one."""
    told = (entry for entry in answers.values() if not choosing or entry.value is not None)
    alone, authors = 0, set()
    for entry in told:
        authors.add(entry.author)
        alone += not entry.author
    return alone + len(authors - {""})


def _sure(ask: Ask, chosen: Sequence[Entry], floor: int) -> Mapping[str, int] | None:
    """How sure people are, as a tally by itself: never together with what they chose."""
    told = [entry.sure for entry in chosen if entry.sure]
    counts = {str(step): told.count(step) for step in SURE}
    released, _ = disclosure.release("counts", {"counts": counts}, len(told), floor, ask.privacy, ask.agreement)
    return released["counts"] if ask.confidence and released else None


def _agreement(tally: Mapping[str, Any], chosen: int, n: int, words: Language) -> str:
    if "counts" not in tally:
        return words.say("The answers are so much alike that showing them would tell what everybody chose.")
    counts = tally["counts"]
    most = max(counts, key=lambda key: counts[key])
    return words.say("At least {least} of {n} chose {answer}.", least=chosen - disclosure.SLACK, n=n, answer=most)


def shift(
    ask: Ask, before: Answers, after: Answers, published: Sequence[Published], order: Sequence[int], words: Language
) -> Shift | None:
    """How the room moved, or None when one of the two rounds is withheld. `order` is a shuffled range.

    Where a round was split by an earlier answer, moves are not told: nobody should subtract one table from the other.
    """
    first, second = published[-2:]
    if not kind_of(ask).moves or first.tally is None or second.tally is None:
        return None
    pairs = [] if first.segments or second.segments else matched(before, after)
    moves, covered, about = flows(pairs, first.tally["counts"], second.tally["counts"], order)
    return Shift(second.n, covered, moves, _moved(first, second, words), about)


def matched(before: Answers, after: Answers) -> list[tuple[str, str]]:
    """The answers of those who chose in both rounds, in no order that means anything."""
    return sorted(
        (str(before[person].value), str(after[person].value))
        for person in before.keys() & after.keys()
        if before[person].value is not None and after[person].value is not None
    )


def split(ask: Ask, earlier: Answers, answers: Answers, total: Mapping[str, int]) -> Segments | None:
    """The published counts, split by what people had chosen in an earlier ask, as far as that may be told.

    Where one person may pick several answers, each of them is a question of its own, answered with yes or no."""
    chosen = {person: entry.value for person, entry in answers.items() if entry.value is not None}
    before = {person: str(entry.value) for person, entry in earlier.items() if entry.value is not None}
    if kind_of(ask).moves:
        return segments(*_parts(before, {person: str(value) for person, value in chosen.items()}, total))
    shown: dict[str, dict[str, int]] = {}
    for key in ask.keys:
        yes = {person: YES if key in value else NO for person, value in chosen.items()}
        counts = Counter(yes.values())
        told = segments(*_parts(before, yes, {YES: counts[YES], NO: counts[NO]}))
        if told is None or (shown and told.keys() != shown.keys()):
            return None
        shown = {name: {**shown.get(name, {}), key: part.get(YES, 0)} for name, part in told.items()}
    return shown


def _parts(
    before: Mapping[bytes, str], chosen: Mapping[bytes, str], total: Mapping[str, int]
) -> tuple[dict[str, Counter[str]], Mapping[str, int], Counter[str]]:
    """Who had chosen what before: the answers of each of them now, of all, and of those who had not chosen."""
    parts: dict[str, Counter[str]] = {}
    rest: Counter[str] = Counter()
    for person, value in chosen.items():
        (parts.setdefault(before[person], Counter()) if person in before else rest)[value] += 1
    return parts, total, rest


def _moved(first: Published, second: Published, words: Language) -> str:
    """A true sentence about the two columns: the answer that gained the largest share, or that nothing moved."""
    assert first.tally is not None
    assert second.tally is not None
    before, after = first.tally["counts"], second.tally["counts"]
    gains = {key: after[key] / second.n - before[key] / first.n for key in after}
    most = max(gains, key=lambda key: gains[key])
    if gains[most] <= 0:
        return words.say("The room answered as it had before.")
    told = words.say(
        "{answer}: {before} of {all_before}, then {after} of {all_after}.",
        answer=most,
        before=before[most],
        all_before=first.n,
        after=after[most],
        all_after=second.n,
    )
    return words.say("The room hardly moved. {told}", told=told) if _people(gains, second.n) <= A_FEW else told


def _people(gains: Mapping[str, float], n: int) -> int:
    """How many of the second vote's people that is, at least: those that some answers gained, or others lost."""
    gained = sum(gain for gain in gains.values() if gain > 0)
    lost = -sum(gain for gain in gains.values() if gain < 0)
    return round(max(gained, lost) * n)
