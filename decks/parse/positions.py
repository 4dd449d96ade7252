"""Patterns that a room could guess from where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from decks.deck import Ask

ENOUGH = 3
"""Twice at the same place is chance, unless everything stands at the same place twice."""


def same_places(asks: Sequence[tuple[int, Ask]]) -> Iterator[tuple[str, str, int]]:
    """Each pattern that always stands at one place: which, where, and the line of the last slide that has it."""
    fixed = [(line, ask) for line, ask in asks if not ask.shuffle and not ask.again and _patterns(ask)]
    enough = 2 if len(fixed) == 2 and _patterns(fixed[0][1]) == _patterns(fixed[1][1]) else ENOUGH
    for pattern in dict.fromkeys(name for _, ask in fixed for name in _patterns(ask)):
        having = [(line, ask) for line, ask in fixed if pattern in _patterns(ask)]
        place = _place(pattern, [ask for _, ask in having])
        if place and len(having) >= enough:
            yield pattern, place, having[-1][0]


def _place(pattern: str, asks: Iterable[Ask]) -> str | None:
    places = [
        (option.key, number - len(ask.options))
        for ask in asks
        for number, option in enumerate(ask.options)
        if pattern in option.patterns
    ]
    letters, from_the_end = {letter for letter, _ in places}, {end for _, end in places}
    if len(letters) == 1:
        return f"answer {letters.pop()}"
    return "the last answer" if from_the_end == {-1} else None


def _patterns(ask: Ask) -> list[str]:
    return [pattern for option in ask.options for pattern in option.patterns]
