"""One mutant: a rule that is taken out, and the tests that must find out."""

from __future__ import annotations

from dataclasses import dataclass

GUARDS = "tests/trust/guarantees/"
CORE = "tests/sessions/"


@dataclass(frozen=True, slots=True)
class Mutant:
    """What is taken out (`old` becomes `new` in `file`), and the words after `pytest` that must then fail."""

    name: str
    file: str
    old: str
    new: str
    tests: str
    also: tuple[str, str] = ("", "")
    """A second place in the same file, where the rule has two."""
