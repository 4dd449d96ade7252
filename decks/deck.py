"""A deck and its slides: frozen values, made by the parser and read by everything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Privacy = Literal["open", "standard", "personal"]
Layout = Literal["title", "section", "text", "image", "quote", "promise", "debrief"]
Results = Literal["after", "live", "never"]
Agreement = Literal["show", "at-least"]

LETTERS = "ABCDEFGHIJKL"
END = "end"
"""Where a branch leads that leads to no slide any more."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The hidden name of what a response does. `own` marks one that is the deck's, not its source's."""

    key: str
    label: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One answer a person can choose: its letter, its words, and what it does once that may be told."""

    key: str
    text: str
    html: str
    patterns: tuple[str, ...] = ()
    says: str = ""
    says_html: str = ""
    right: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time with a name: `3m pairs` is 180 seconds of "pairs"; the name may be empty."""

    seconds: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """Where `next:` leads. `ways` maps a condition (a letter, a pattern key, `tie`, `else`) to a slide id or "end".

    A plain `next: id` is `Branch({"else": id})`; `next: presenter` has no ways and `presenter=True`.
    """

    ways: Mapping[str, str] = field(default_factory=dict)
    presenter: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """What a slide asks the room. `settings` holds what only its kind knows (see `decks.asks`)."""

    kind: str
    privacy: Privacy
    options: tuple[Option, ...] = ()
    rounds: int = 1
    discuss: tuple[Period, ...] = ()
    time: tuple[Period, ...] = ()
    prompts: tuple[str, ...] = ()
    results: Results = "after"
    agreement: Agreement = "show"
    shuffle: bool = False
    confidence: bool = False
    reasons: bool = False
    pair: str | None = None
    by: str | None = None
    again: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """The letters on offer, in the order they are shown."""
        return tuple(option.key for option in self.options)

    @property
    def telling(self) -> tuple[Option, ...]:
        """The answers of which there is something to tell, in that order: right ones, then those that do something."""
        right = tuple(option for option in self.options if option.right)
        return (*right, *(option for option in self.options if (option.patterns or option.says) and not option.right))


@dataclass(frozen=True, slots=True)
class Slide:
    """One page of a deck. `beats` are the pieces of its HTML between the pauses, in order (at least one)."""

    id: str
    number: int
    title: str
    level: int
    part: str
    layout: Layout
    beats: tuple[str, ...]
    line: int
    notes: str = ""
    minutes: float = 0
    optional: bool = False
    content_note: str = ""
    next: Branch | None = None
    ask: Ask | None = None
    jumps: tuple[tuple[str, str], ...] = ()

    @property
    def steps(self) -> int:
        """How many times "next" reveals more of this slide before anything else happens."""
        return len(self.beats) - 1

    def html(self, step: int) -> str:
        """The safe HTML of everything up to and including `step` (0 is the first beat)."""
        return "".join(self.beats[: step + 1])


@dataclass(frozen=True, slots=True)
class Deck:
    """A whole deck that passed its checks. `images` maps the address an image has in the HTML to its file."""

    id: str
    title: str
    slides: tuple[Slide, ...]
    digest: str
    lang: str = "en"
    minutes: float = 0
    author: str = ""
    license: str = ""
    source: str = ""
    theme: str = "default"
    content_note: str = ""
    privacy: Privacy = "standard"
    support: str = ""
    patterns: Mapping[str, Pattern] = field(default_factory=dict)
    cast: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, str] = field(default_factory=dict)

    @property
    def sensitive(self) -> bool:
        """It deals with something that can hurt: there no word stands on the screen that one person alone wrote."""
        asks = (slide.ask for slide in self.slides if slide.ask)
        notes = any(slide.content_note for slide in self.slides)
        return bool(self.patterns or self.content_note or notes or any(ask.privacy == "personal" for ask in asks))

    def slide(self, slide_id: str) -> Slide | None:
        """The slide with that id, or None."""
        return next((slide for slide in self.slides if slide.id == slide_id), None)


class Checked:
    """Something that the checker has looked at: its `problems`, counted."""

    __slots__ = ()
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors


@dataclass(frozen=True, slots=True)
class Problem:
    """One message of the checker, as compilers write them, so that editors and CI can link it."""

    file: str
    line: int
    code: str
    text: str
    fix: str = ""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        head = f"{self.file}:{self.line}: {self.severity} {self.code}: {self.text}"
        return f"{head}\n    fix: {self.fix}" if self.fix else head
