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
LINES = re.compile(r"\n\s*\n")
LONG_WORD = re.compile(r"[!-~\u00a1-\u024f\u0370-\u052f]{30}(?=[!-~\u00a1-\u024f\u0370-\u052f]{10})")
MAY_BREAK = "\u200b"


def legible(value: Any) -> Any:
    """The same plain value with every text in it made printable. Markup is ours and stays as it is."""
    if isinstance(value, str):
        return value if isinstance(value, Markup) else printable(value)
    if isinstance(value, Mapping):
        return {key: legible(each) for key, each in value.items()}
    return [legible(each) for each in value] if isinstance(value, (list, tuple)) else value


def printable(text: str) -> str:
    """No controls, no empty lines, no word longer than a line, and a box where a character has no glyph."""
    if text.isascii() and text.isprintable():
        return LONG_WORD.sub(_with_a_break, text)
    shown = LINES.sub("\n", UNSEEN.sub("", text.replace("\r\n", "\n")))
    return LONG_WORD.sub(_with_a_break, "".join(one if covered(ord(one)) else BOX for one in shown))


def _with_a_break(word: re.Match[str]) -> str:
    return word[0] + MAY_BREAK


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
        return not value.isascii() and not all(covered(ord(one)) for one in UNSEEN.sub("", value))
    if isinstance(value, Mapping):
        return any(map(unprintable, value.values()))
    return isinstance(value, (list, tuple)) and any(map(unprintable, value))
