"""Words from elsewhere as Markdown that means nothing but these words."""

from __future__ import annotations

import re

HYPHENATED = re.compile(r"[\x02\ufffe]\s*")
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
BULLETS = re.compile(r"^[\s•▪●◦‣⁃■□➢➤✓-]+(?=\s)")
INLINE = re.compile(r"[\\`*_\[\]<&~]")
BEGINS = re.compile(r"^([#>+=:|-]|\d{1,9}(?=[.)]))")
NOT_WORDS = re.compile(r"[^\w\s.,;:?!'’“”„()%/+-]")


def lines_of(text: str) -> list[str]:
    """The lines that say something, without bullets and without characters that no text has."""
    text = HYPHENATED.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    cleaned = (" ".join(BULLETS.sub("", UNWRITABLE.sub(" ", line)).split()) for line in text.split("\n"))
    return [line for line in cleaned if re.search(r"\w", line)]


def shortened(text: str, most: int) -> str:
    """At most so many characters, cut between words."""
    if len(text) <= most:
        return text
    whole = text[:most].rpartition(" ")[0] or text[: most - 1]
    return f"{whole}…"


def inline(text: str) -> str:
    """As part of a line."""
    return INLINE.sub(r"\\\g<0>", text).removesuffix("#") + ("\\#" if text.endswith("#") else "")


def line(text: str) -> str:
    """As a line of its own."""
    escaped = inline(text)
    begins = BEGINS.match(escaped)
    if begins is None:
        return escaped
    mark = begins[1]
    return f"{mark}\\{escaped[len(mark) :]}" if mark.isdigit() else f"\\{escaped}"


def only_words(text: str) -> str:
    """Without every character that could mean something."""
    return " ".join(NOT_WORDS.sub(" ", text).replace("_", " ").split())
