"""What a comparison says: headings, one sentence for each run, what is left out, and how to read it."""

from __future__ import annotations

from collections.abc import Iterator

from decks.language import Language
from sessions.comparison.comparison import Comparison, Seen
from sessions.comparison.pulse import LEAST, Half, Pulse
from sessions.summary.method import rounded


def title(one: Comparison, words: Language) -> str:
    """What the page and the file are called."""
    return words.say("Runs of “{deck}”", deck=one.title)


def months(one: Comparison, words: Language) -> str:
    """From when to when."""
    first, last = (words.month(month) for month in one.months)
    return first if first == last else words.say("{first} to {last}", first=first, last=last)


def named(seen: Seen, words: Language) -> str:
    """A run without its title: its place in the row, and its month."""
    return words.say("Run {n}, {month}", n=seen.number, month=words.month(seen.month))


def halves(words: Language) -> tuple[str, str]:
    """What the two votes are called."""
    return words.say("At the start"), words.say("At the end")


def says(pulse: Pulse, words: Language) -> str:
    """A run in one sentence: the answer whose share grew most, or that none did."""
    gains = [
        after / pulse.end.n - before / pulse.start.n
        for before, after in zip(pulse.start.counts, pulse.end.counts, strict=True)
    ]
    most = max(range(len(gains)), key=gains.__getitem__)
    if gains[most] <= 0:
        return words.say("No answer has a larger share at the end than at the start.")
    key, text = pulse.answers[most]
    return words.say(
        "{answer}: {before} of {all_before}, then {after} of {all_after}.",
        answer=f"{key} ({text})" if text and key.isdigit() else key,
        before=pulse.start.counts[most],
        all_before=pulse.start.n,
        after=pulse.end.counts[most],
        all_after=pulse.end.n,
    )


def question(half: Half) -> str:
    """What was asked besides its heading; empty where the heading is all."""
    return half.asked.removeprefix(half.title).strip()


def notes(one: Comparison, words: Language) -> Iterator[str]:
    """What is not here, and why."""
    if one.left_out:
        yield words.many(
            "{n} run of this deck is left out: fewer than {least} people chose an answer at its start or at its end, "
            "the room was not shown a result, its summary is not released or holds the answers back, exact numbers "
            "were held back, or no other run asked the same.",
            "{n} runs of this deck are left out: fewer than {least} people chose an answer at their start or at their "
            "end, the room was not shown a result, their summary is not released or holds the answers back, exact "
            "numbers were held back, or no other run asked the same.",
            one.left_out,
            least=LEAST,
        )
    if one.reworded:
        yield words.say(
            "The question or its answers changed between runs. Only runs that were asked the same stand together."
        )


def method(one: Comparison, words: Language) -> Iterator[str]:
    """How to read it, in plain words."""
    yield words.say(
        "Runs stand in the order in which they took place. They are not ranked, and nothing is averaged over them: "
        "other people, on another day, after another conversation."
    )
    yield words.say(
        "The start and the end of one run are two separate votes. Nobody's answers to them were linked, people may "
        "have come or gone in between, and passing counts as answering. Small differences mean little."
    )
    yield words.say(
        "Rehearsals and runs that still go on are not here. Each total was shown to its own room, and at least {least} "
        "people chose an answer.",
        least=LEAST,
    )
    yield words.say(
        "Take care where nearly the same people took part in two runs: the difference between two totals can point "
        "to one person. If one joined in between, subtracting one run from the other may show how that one answered."
    )
    yield rounded(words)
    if one.kept:
        yield words.say(
            "Some runs were deleted and only these totals of theirs were kept, as their phones had been told. Of such "
            "a run only the month is known; it stands first in that month."
        )
