"""Texts that can be printed: whatever somebody wrote, without what no font draws."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

COVERAGE = Path(__file__).parent / "fonts" / "coverage.txt"
BOX = "□"
"""Stands for a character that no shipped font has."""
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
"""Controls, and overrides of direction, which would turn the text beside them around."""
INVISIBLE = frozenset(map(ord, "\n\t\u00ad\u200b\u200c\u200d\u200e\u200f\ufe0e\ufe0f\u034f\u061c"))
LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
LINES = re.compile(r"\n\s*\n")
MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
TOO_HIGH = re.compile(f"([{MARKS}]{{4}})[{MARKS}]+")
"""Signs heaped on one letter, which would reach into other people's texts."""
WORD = "!-~\u00a1-\u024f\u0370-\u052f"
LONG_WORD = re.compile(f"[{WORD}]{{25,}}")
SYLLABLE, MAY_BREAK = 8, "\u200b"


def legible(value: Any) -> Any:
    """The same plain value with every text in it made printable. Markup is ours and stays as it is."""
    if isinstance(value, str):
        return value if isinstance(value, Markup) else printable(value)
    if isinstance(value, Mapping):
        return {key: legible(each) for key, each in value.items()}
    return [legible(each) for each in value] if isinstance(value, (list, tuple)) else value


def printable(text: str) -> str:
    """No controls, no empty lines, no word wider than its line, and a box where a character has no glyph."""
    if text.isascii() and text.isprintable():
        return LONG_WORD.sub(_with_breaks, text)
    shown = TOO_HIGH.sub(r"\1", LINES.sub("\n", UNSEEN.sub("", LINE_ENDS.sub("\n", text))))
    return LONG_WORD.sub(_with_breaks, "".join(one if covered(ord(one)) else BOX for one in shown))


def _with_breaks(word: re.Match[str]) -> str:
    return MAY_BREAK.join(word[0][place : place + SYLLABLE] for place in range(0, len(word[0]), SYLLABLE))


def covered(code: int) -> bool:
    """Whether a shipped font draws this character, or it needs no drawing."""
    if code in INVISIBLE:
        return True
    firsts, lasts = _runs()
    place = bisect_right(firsts, code) - 1
    return place >= 0 and code <= lasts[place]


@cache
def _runs() -> tuple[list[int], list[int]]:
    lines = COVERAGE.read_text("ascii").split()
    return [int(line.split("-")[0], 16) for line in lines], [int(line.split("-")[1], 16) for line in lines]


def unprintable(value: Any) -> bool:
    """Whether some text in there has a character that becomes a box."""
    if isinstance(value, str):
        return not value.isascii() and not all(covered(ord(one)) for one in UNSEEN.sub("", LINE_ENDS.sub("", value)))
    if isinstance(value, Mapping):
        return any(map(unprintable, value.values()))
    return isinstance(value, (list, tuple)) and any(map(unprintable, value))
