"""Timers and pace: pure sums over a `now` that comes in as an argument, in seconds."""

from __future__ import annotations

from dataclasses import replace

from decks.deck import Period
from decks.language import Language
from sessions.state import Timer

TURNS = 3
"""Practising aloud in threes: everybody speaks, listens and observes once."""


def begin(periods: tuple[Period, ...], now: float, words: Language) -> Timer | None:
    """A timer that runs through these periods; None without any."""
    walked = tuple(turn for period in periods for turn in _turns(period, words))
    return Timer(tuple((period.seconds, period.label) for period in walked), since=now) if walked else None


def _turns(period: Period, words: Language) -> tuple[Period, ...]:
    """Time in threes is shared out: everybody has a turn."""
    if not in_threes(period.label, words):
        return (period,)
    return (replace(period, seconds=round(period.seconds / TURNS)),) * TURNS


def in_threes(label: str, words: Language) -> bool:
    """Whether people talk in groups of three: then phones deal who speaks, listens and observes."""
    return label.casefold() in {
        "threes",
        "in threes",
        words.say("threes").casefold(),
        words.say("in threes").casefold(),
    }


def elapsed(timer: Timer, now: float) -> float:
    """How long it has run."""
    return timer.spent + (now - timer.since if timer.since is not None else 0)


def left(timer: Timer, now: float) -> tuple[int, str, tuple[tuple[int, str], ...]]:
    """Seconds left in the period that runs, its name, and the periods after it. All over: 0 and the last name."""
    rest = elapsed(timer, now)
    for index, (seconds, label) in enumerate(timer.periods):
        if rest < seconds:
            return round(seconds - rest), label, timer.periods[index + 1 :]
        rest -= seconds
    return 0, timer.periods[-1][1] if timer.periods else "", ()


def start(timer: Timer, now: float) -> Timer:
    return timer if timer.since is not None else replace(timer, since=now)


def pause(timer: Timer, now: float) -> Timer:
    return replace(timer, spent=elapsed(timer, now), since=None)


def reset(timer: Timer, now: float) -> Timer:
    return replace(timer, spent=0.0, since=now if timer.since is not None else None)


def extend(timer: Timer, seconds: int, now: float) -> Timer:
    """Give the period that runs more time; when all are over, the last one starts again with it."""
    over = elapsed(timer, now) - sum(length for length, _ in timer.periods)
    if over >= 0:
        last, label = timer.periods[-1]
        return replace(timer, periods=(*timer.periods[:-1], (last + seconds, label)), spent=timer.spent - over)
    at = len(timer.periods) - len(left(timer, now)[2]) - 1
    return replace(
        timer,
        periods=tuple(
            (length + seconds if index == at else length, label) for index, (length, label) in enumerate(timer.periods)
        ),
    )
