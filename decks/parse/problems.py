"""The checker's messages, collected as they are found."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from decks.deck import Problem

MOST = 100
LONGEST_NAME = 80


class Enough(Exception):
    """There are more problems than anybody would read at once."""


class Problems:
    """Every message about one file. Raises Enough after the hundredth error, so that no file takes long."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[Problem] = []

    def error(self, line: int, code: str, text: str, fix: str = "") -> None:
        self._found.append(Problem(self._file, line, code, text, fix))
        if self.errors >= MOST:
            raise Enough

    def warn(self, line: int, code: str, text: str, fix: str = "") -> None:
        if sum(problem.severity == "warning" for problem in self._found) < MOST // 2:
            self._found.append(Problem(self._file, line, code, text, fix, "warning"))

    def stop(self) -> None:
        """Say that there is more. After that nothing is read any further."""
        last = max(problem.line for problem in self._found)
        text = f"there are more problems than these {MOST}"
        self._found.append(Problem(self._file, last, "F07", text, "mend these first, and check again"))

    @property
    def errors(self) -> int:
        """How many errors there are; warnings are none."""
        return sum(problem.severity == "error" for problem in self._found)

    def all(self) -> tuple[Problem, ...]:
        """The messages in the order of their lines."""
        return tuple(sorted(self._found, key=_place))


def _place(problem: Problem) -> tuple[bool, int, bool, str]:
    return problem.code == "F07", problem.line, problem.severity == "warning", problem.code


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant."""
    names = [name for name in known if abs(len(name) - len(word)) < 12]
    if len(word) > LONGEST_NAME:
        return None
    return next(iter(get_close_matches(word.lower(), names, n=1, cutoff=0.6)), None)


def meant(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """The fix for a name that nobody knows."""
    name = nearest(word, known)
    return f'Did you mean "{name}"?' if name else otherwise


def shown(text: str, most: int = 60) -> str:
    """A text as a message quotes it: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
