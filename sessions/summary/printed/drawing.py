"""What is drawn of an ask, as plain values: bars in columns, ribbons, words by size, texts as cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer in one vote: a bar of so many hundredths (None where none may be drawn), its number, its share."""

    length: int | None
    number: str
    share: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: its letter, its words, the place of its colour, and a cell for each column."""

    key: str
    label: str
    ink: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Votes side by side. It is its own table: every bar has its number beside it."""

    heading: str
    answer: str
    """What the column of the answers is called."""
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    says: str
    """The picture in one sentence, for whoever cannot see it."""
    note: str = ""
    form: Literal["bars"] = "bars"


@dataclass(frozen=True, slots=True)
class Ribbons:
    """Who moved where between two votes, as an SVG of its own."""

    heading: str
    svg: str
    says: str
    note: str
    form: Literal["ribbons"] = "ribbons"


@dataclass(frozen=True, slots=True)
class Cloud:
    """Words as (word, how many people wrote it, a size from 1 to 6), the most frequent first; all of them."""

    heading: str
    words: tuple[tuple[str, int, int], ...]
    caption: str
    says: str
    form: Literal["cloud"] = "cloud"


@dataclass(frozen=True, slots=True)
class Cards:
    """Texts as (text, what stands small below it)."""

    heading: str
    cards: tuple[tuple[str, str], ...]
    form: Literal["cards"] = "cards"


Drawing = Bars | Ribbons | Cloud | Cards
