"""The kinds of ask. One file a kind; this one finds them, so adding a kind is adding a file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from decks.deck import Ask, Option
from decks.language import Language
from decks.values import Plain


class NotAnAnswer(ValueError):
    """The value is not an answer to this ask."""


class TooLong(NotAnAnswer):
    """The text is longer than the ask allows."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that only some kinds know. `read` turns the deck's text (or list of texts) into a value, or raises
    ValueError with the end of the sentence `pick: "none" is not …`."""

    name: str
    read: Callable[[Plain], Any]
    default: Any
    example: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something the deck's author must change: about which setting ("answers" for the answers), what, and how."""

    about: str
    code: str
    text: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """Texts of people reach the room one by one, after a person has looked at them.

    `group` is how many are handed to that person together (so that none can be told by its time), `floor` whether as
    many as a tally needs must have come first; `once` says that the same words are one item, however many wrote them;
    `votes` that the room may lift an item up."""

    group: int = 3
    floor: bool = True
    once: bool = False
    votes: bool = False


class Kind:
    """What one kind of ask knows: its settings, what an answer is, how answers add up, what they say.

    `rule` names its rule in `sessions/disclosure.py` ("nothing": it takes no answers); `picture` names its drawing in
    `sessions/summary/charts/`. `answers` is how many options the deck must offer, or None for none at all.
    """

    name: ClassVar[str]
    place: ClassVar[int]
    """Where it stands when the kinds are listed."""
    rule: ClassVar[str] = "nothing"
    picture: ClassVar[str] = ""
    answers: ClassVar[tuple[int, int] | None] = None
    least: ClassVar[int] = 0
    """Fewer answers than this are never told, however low the floor of the session is."""
    moves: ClassVar[bool] = False
    """Whether one answer is one of few, so that who moved from which to which can be drawn between two rounds."""
    items: ClassVar[Items | None] = None
    """How its texts reach the room, for the kinds that collect texts."""
    may: ClassVar[frozenset[str]] = frozenset()
    """Names of the common settings this kind takes (the last column of the reference in docs/deck-format.md)."""
    settings: ClassVar[tuple[Setting, ...]] = ()
    personal: ClassVar[bool] = True
    """Whether it may be asked with `privacy: personal`."""
    marks: ClassVar[bool] = False
    """Whether the deck marks right answers with [x]."""
    splits: ClassVar[bool] = False
    """Whether later results may be split `by` its answers."""

    def complaints(self, ask: Ask) -> Iterator[Complaint]:
        """What is wrong with an ask whose single settings were all well read."""
        yield from ()

    def choices(self, ask: Ask) -> int | None:
        """How many different answers one person can pick from, or None where that cannot be said."""
        return len(ask.options) or None

    def alike(self, ask: Ask, other: Ask) -> bool:
        """Whether both offer the same answers, so that their results can stand side by side."""
        return [option.text for option in ask.options] == [option.text for option in other.options]

    def offers(self, ask: Ask) -> tuple[Option, ...]:
        """What can be answered, in the order shown: a key and its words each. Empty where people write."""
        return ask.options

    def read(self, ask: Ask, value: Any, entry: int = 0) -> Any:
        """The answer in its stored form. Raises NotAnAnswer. A pass (None) never gets here."""
        raise NotAnAnswer

    def from_form(self, values: Sequence[str]) -> Any:
        """The value that a plain form's fields mean, as `read` takes it."""
        return values[0]

    def wants(self, ask: Ask, words: Language) -> str:
        """What it takes to answer, for somebody whose form was no answer; empty where the form says all."""
        return ""

    def text(self, ask: Ask, value: Any) -> str:
        """The text that a stored answer hands to whoever reads the texts; empty where it hands over none."""
        return value if self.items and isinstance(value, str) else ""

    def add(self, ask: Ask, values: Sequence[Any]) -> dict[str, Any]:
        """Add up stored answers (passes left out). The same shape whatever the values, zeros included."""
        return {}

    def says(self, ask: Ask, tally: Mapping[str, Any], n: int, words: Language) -> str:
        """The published tally as one sentence in the deck's language."""
        return ""

    def imagined(self, shown: Mapping[str, Any], order: Callable[[int], list[int]]) -> Sequence[Any]:
        """What simulated people might answer to an ask as phones see it, the likeliest first. `order` shuffles."""
        return [option["key"] for option in shown["options"]]


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind, by name, in the order of their places."""
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    found: list[Kind] = [module.KIND for module in modules]
    return {kind.name: kind for kind in sorted(found, key=lambda kind: kind.place)}


def kind_of(ask: Ask) -> Kind:
    """The kind of this ask."""
    return kinds()[ask.kind]
