"""Whatever is printed: plain values and a template become a PDF that a screen reader can follow, or pictures.

What people wrote reaches a template as data, never as its source: no text can become a command."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from decks.paper.legible import BOX, legible, printable, unprintable

HOUSE = Path(__file__).parents[2]
"""Templates name each other from here."""
FONTS = Path(__file__).parent / "fonts"
LOOK = Path(__file__).parent / "look.typ"
STANDARD = "ua-1"
SHARP = 192.0
"""Dots to the inch of a picture made of dots."""

Facts = Mapping[str, Any]


def pdf(template: Path, facts: Facts) -> bytes:
    """A tagged PDF that keeps PDF/UA-1; if a rare sequence of signs has no glyph, one that is tagged all the same."""
    try:
        return _made(template, facts, "pdf", [STANDARD])[0]
    except typst.TypstError:
        return _made(template, facts, "pdf", [])[0]


def pictures(template: Path, facts: Facts, format: Literal["svg", "png"]) -> Sequence[bytes]:
    """Each page of the template as a picture."""
    return _made(template, facts, format, [])


def _made(template: Path, facts: Facts, format: Literal["pdf", "svg", "png"], standards: list[Any]) -> list[bytes]:
    """Dates are left out of the file: it says when the session was, not when somebody made a file of it."""
    made = typst.compile(
        str(template),
        root=str(HOUSE),
        font_paths=_fonts(),
        format=format,
        ppi=SHARP,
        sys_inputs={"facts": json.dumps(legible(facts), ensure_ascii=False)},
        pdf_standards=standards,
        timestamp=0,
    )
    return made if isinstance(made, list) else [made]


@cache
def colours() -> Mapping[str, Sequence[str]]:
    """The colours of paper by their names in `look.typ`, for whatever is drawn elsewhere; "inks" are several."""
    named = re.findall(r"^#let ([a-z-]+) = .*rgb.*$", LOOK.read_text("utf-8"), re.MULTILINE)
    return {name: _of(name) for name in named}


def _of(name: str) -> list[str]:
    line = re.search(rf"^#let {name} = .*$", LOOK.read_text("utf-8"), re.MULTILINE)
    return re.findall(r"\"(#\w+)\"", line[0] if line else "")


@cache
def _fonts() -> typst.Fonts:
    """Only those that are shipped: a report looks the same wherever it is made."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


__all__ = ["BOX", "FONTS", "colours", "pdf", "pictures", "printable", "unprintable"]
