"""A number between two labelled ends: how hard, how sure, how safe."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import Any

from markupsafe import escape

from decks.asks import Complaint, Kind, NotAnAnswer, Setting
from decks.deck import Ask, Option
from decks.language import Language
from decks.values import texts, whole


class Scale(Kind):
    name = "scale"
    place = 4
    rule = "scale"
    picture = "steps"
    moves = True
    may = frozenset({"agreement", "rounds", "discuss", "confidence", "pair", "by"})
    settings = (
        Setting("min", whole(0, 10), 1, "1"),
        Setting("max", whole(0, 10), 5, "7"),
        Setting("labels", texts(2, 2, 60), (), "[Easy, Hard]"),
    )

    def complaints(self, ask: Ask) -> Iterator[Complaint]:
        low, high = ask.settings["min"], ask.settings["max"]
        if low >= high:
            yield Complaint("min", "S09", f"min: {low} is not below max: {high}", "min must be the smaller number")

    def choices(self, ask: Ask) -> int | None:
        return len(_steps(ask))

    def alike(self, ask: Ask, other: Ask) -> bool:
        return _steps(ask) == _steps(other)

    def offers(self, ask: Ask) -> tuple[Option, ...]:
        """The steps, the ends with their words."""
        low, high = ask.settings["labels"] or ("", "")
        words = {ask.settings["min"]: low, ask.settings["max"]: high}
        return tuple(Option(str(step), text := words.get(step, ""), str(escape(text))) for step in _steps(ask))

    def read(self, ask: Ask, value: Any, entry: int = 0) -> int:
        """A whole number on the scale; true and false are none."""
        if type(value) is int and value in _steps(ask) and entry == 0:
            return value
        raise NotAnAnswer

    def from_form(self, values: Sequence[str]) -> int | str:
        return int(values[0]) if values[0].isascii() and values[0].isdigit() and len(values[0]) < 4 else values[0]

    def add(self, ask: Ask, values: Sequence[Any]) -> dict[str, Any]:
        return {"counts": {str(step): values.count(step) for step in _steps(ask)}, "sum": sum(values)}

    def says(self, ask: Ask, tally: Mapping[str, Any], n: int, words: Language) -> str:
        """The middle and the most frequent answer; the mean only where the disclosure rule has put it in."""
        counts = {int(step): count for step, count in (tally.get("counts") or {}).items()}
        sentences = [*_middle(counts, words), *_mean(tally.get("mean"), words)]
        if counts and not any(counts.values()):
            return words.say("Nobody chose a number.")
        return " ".join(sentences)

    def imagined(self, shown: Mapping[str, Any], order: Callable[[int], list[int]]) -> list[int]:
        return list(range(shown["min"], shown["max"] + 1))


def _steps(ask: Ask) -> range:
    return range(ask.settings["min"], ask.settings["max"] + 1)


def _middle(counts: Mapping[int, int], words: Language) -> Iterator[str]:
    most = max(counts.values(), default=0)
    often = [str(step) for step, count in counts.items() if count == most]
    if most == 0:
        return
    if len(often) == 1:
        yield words.say("The most frequent answer is {step}.", step=often[0])
    else:
        yield words.say("The most frequent answers are {steps}.", steps=", ".join(often))
    low, high = _medians(counts)
    if low == high:
        yield words.say("The middle answer is {step}.", step=low)
    else:
        yield words.say("Half of the answers are at {low} or below, half at {high} or above.", low=low, high=high)


def _medians(counts: Mapping[int, int]) -> tuple[int, int]:
    answers = list(chain.from_iterable(repeat(step, count) for step, count in sorted(counts.items())))
    return answers[(len(answers) - 1) // 2], answers[len(answers) // 2]


def _mean(mean: float | None, words: Language) -> Iterator[str]:
    if mean is not None:
        yield words.say("The mean is {mean}.", mean=f"{mean:.1f}")


KIND = Scale()
