"""The kinds of ask. One file a kind; this one finds them, so adding a kind is adding a file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from decks.deck import Ask
from decks.language import Language


class NotAnAnswer(ValueError):
    """The value is not an answer to this ask."""


class TooLong(NotAnAnswer):
    """The text is longer than the ask allows."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that only some kinds know. `read` turns the deck's text into a value or raises ValueError
    with a sentence that says what is allowed."""

    name: str
    read: Callable[[str], Any]
    default: Any


class Kind:
    """What one kind of ask knows: its settings, what an answer is, how answers add up, what they say.

    `runs` is False while the kind parses and checks but cannot yet be started. `rule` names its rule in
    `sessions/disclosure.py`. `answers` is how many options the deck must offer, or None for none at all.
    """

    name: ClassVar[str]
    runs: ClassVar[bool] = False
    rule: ClassVar[str] = "nothing"
    answers: ClassVar[tuple[int, int] | None] = None
    may: ClassVar[frozenset[str]] = frozenset()
    """Names of the common settings this kind takes (DECKS.md's column "with")."""
    settings: ClassVar[tuple[Setting, ...]] = ()

    def read(self, ask: Ask, value: Any, entry: int = 0) -> Any:
        """The answer in its stored form. Raises NotAnAnswer. A pass (None) never gets here."""
        raise NotAnAnswer

    def add(self, ask: Ask, values: Sequence[Any]) -> dict[str, Any]:
        """Add up stored answers (passes left out). The same shape whatever the values, zeros included."""
        return {}

    def says(self, ask: Ask, tally: Mapping[str, Any], n: int, words: Language) -> str:
        """The published tally as one sentence in the deck's language."""
        return ""


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind, by name, in the order of their files' names."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        kind = importlib.import_module(f"{__name__}.{module.name}").KIND
        found[kind.name] = kind
    return found


def kind_of(ask: Ask) -> Kind:
    """The kind of this ask."""
    return kinds()[ask.kind]
