"""What simulated people write when a deck is rehearsed: plain, harmless lines that fit any question a little."""

from __future__ import annotations

from collections.abc import Callable, Sequence

WORDS = (
    "fear", "time", "habit", "pride", "Habit", "silence", "time", "hurry", "shame", "habits",
    "not knowing", "fear", "power", "doubt", "courage", "Zeit", "pride", "tiredness",
)  # fmt: skip
SENTENCES = (
    "Somebody asked me afterwards what I needed, and then did it.",
    "A colleague said sorry once, briefly, and changed how she ran the meeting.",
    "I was asked aside, not in front of everybody.",
    "Nobody made a speech. The next time it simply went better.",
    "He wrote it down so that I would not have to say it again.",
    "Can we practise this once more with another example?",
    "What do I do if I notice it only a day later?",
    "They let me finish, and then asked if they had understood.",
    "How do we do this when we only meet online?",
    "I would like to hear how others have begun.",
)
PLANS = (
    "If I slip, then I will correct it, say sorry once, and go on.",
    "If somebody is spoken over, then I will ask them to finish.",
    "If I am told that it hurt, then I will listen before I answer.",
    "If I do not know, then I will read first and ask second.",
    "If I am silent in the meeting, then I will say it to them afterwards.",
)

Order = Callable[[int], list[int]]


def single_words(order: Order) -> Sequence[str]:
    """Words, some of them written by several people and in several ways."""
    return _shuffled(WORDS, order)


def sentences(order: Order) -> Sequence[str]:
    """Short answers and questions."""
    return _shuffled(SENTENCES, order)


def plans(order: Order) -> Sequence[str]:
    """Commitments: if …, then I will …"""
    return _shuffled(PLANS, order)


def _shuffled(lines: Sequence[str], order: Order) -> Sequence[str]:
    return [lines[index] for index in order(len(lines))]
