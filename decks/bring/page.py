"""One page as a slide of a deck: a title, the picture with its words, the notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from decks.bring.escape import inline, line, lines_of, only_words, shortened
from decks.parse.pages import NOTES
from decks.parse.private import ALONE, BEGINS

FOLDER = "pages"
PICTURE = re.compile(rf"\({FOLDER}/(\d{{3}})\.webp\)")
LONGEST_TITLE = 80
LONGEST_ALT = {0: 1_000, 1: 300, 2: 300}
LONGEST_NOTES = {0: 18_000, 1: 1_500, 2: 1_500}


class Plain(IntEnum):
    """How much of a page's text is kept: step by step less, where the deck could not be read with more."""

    ALL = 0
    SHORT = 1
    WORDS = 2
    BARE = 3


@dataclass(frozen=True, slots=True)
class Page:
    """What was found on a page: its text, and its notes; None where no PPTX says what they are."""

    number: int
    text: str
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """The Markdown of one page. `picture` is the one line of it that names the picture."""

    number: int
    text: str
    picture: str


def file_of(number: int) -> str:
    """The name of a page's picture, without its ending."""
    return f"{number:03}"


def block_of(page: Page, plain: Plain = Plain.ALL) -> Block:
    """The page as a slide."""
    found = lines_of(page.text) if plain < Plain.BARE else []
    name = f"Page {page.number}"
    picture = f"![{_alt(found, plain) or name}]({FOLDER}/{file_of(page.number)}.webp)"
    pieces = [f"## {_title(found, plain) or name}", picture, *_notes(page, plain)]
    return Block(page.number, "\n\n".join(pieces), picture)


def with_notes_of(block: Block, was: Block) -> Block:
    """The same page with the notes that were written the last time."""
    return Block(block.number, block.text + was.text.partition(was.picture)[2], block.picture)


def _title(found: list[str], plain: Plain) -> str:
    """The first line, where it reads like a title."""
    first = found[0] if found else ""
    if not re.search(r"[^\W\d_]", first) or ALONE.fullmatch(first) or BEGINS.match(first):
        return ""
    return _safe(shortened(first, LONGEST_TITLE), plain)


def _alt(found: list[str], plain: Plain) -> str:
    text = " ".join(found)
    said = _safe(shortened(text, LONGEST_ALT[plain]), plain) if text else ""
    return "" if said.lower() == "decorative" or ALONE.fullmatch(said) or BEGINS.match(said) else said


def _notes(page: Page, plain: Plain) -> list[str]:
    if plain == Plain.BARE or not (found := lines_of(page.notes or "")):
        return []
    said: list[str] = []
    left = LONGEST_NOTES[plain]
    for each in found:
        if left <= 0:
            break
        said.append(line(only_words(each) if plain == Plain.WORDS else shortened(each, left)))
        left -= len(each)
    return [f"{NOTES}\n{said[0]}", *said[1:]]


def _safe(text: str, plain: Plain) -> str:
    return inline(only_words(text) if plain == Plain.WORDS else text)
