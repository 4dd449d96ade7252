"""What came of bringing slides: for the person who brought them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Report:
    """Page numbers, each in one place at most. `again` says whether the deck was there before."""

    pages: int
    again: bool = False
    new: tuple[int, ...] = ()
    kept: tuple[int, ...] = ()
    """Their pictures are new; their text is the person's own, and stays."""
    left_out: tuple[int, ...] = ()
    """Taken out of the deck by a person earlier, and not put in again."""
    gone: tuple[int, ...] = ()
    """In the deck, and no longer in the PDF."""
    notes: int = 0
    """How many pages have notes from the PPTX."""
    slides: int | None = None
    """How many slides the PPTX has, where it is not as many as the PDF has pages; the notes may be off by some."""


def read_report(facts: Mapping[str, Any]) -> Report:
    """The report that these facts of JSON are."""
    whole: dict[str, Any] = {name: tuple(fact) if isinstance(fact, list) else fact for name, fact in facts.items()}
    return Report(**whole)
