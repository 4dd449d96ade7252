"""`readtheroom deck check`: every message about some files, as compilers write them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from decks.library import read_deck


def check(paths: Iterable[Path | str]) -> tuple[list[str], int]:
    """The lines to print about these files, and how many errors they hold. Unreadable files are messages too."""
    lines: list[str] = []
    errors = 0
    for path in paths:
        _, problems = read_deck(Path(path))
        lines += [str(problem) for problem in problems]
        errors += sum(problem.severity == "error" for problem in problems)
    return lines, errors
