"""The beats of a slide: what is shown at once, and what waits for the next press."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from decks.parse.blocks import Block, blocks, inlines, line_of, plain
from decks.parse.pages import Page
from decks.parse.problems import Problems
from decks.parse.sources import Sources
from decks.render import render_blocks, render_title

PAUSE = ". . ."
NEARLY_PAUSE = re.compile(r"\.{3,}|…|(?:[.·•] ?){3,}")


def check_pauses(block: Block, problems: Problems) -> None:
    """Report pauses that are none, because they touch a text or are written otherwise."""
    for inline in inlines(block.tokens):
        lines = inline.content.split("\n")
        for offset, text in enumerate(lines):
            if text.strip() == PAUSE and (len(lines) > 1 or block.type != "paragraph"):
                fix = "leave an empty line before and after it, outside of lists and quotes"
                problems.error(line_of(inline) + offset, "M15", f"this {PAUSE} does not pause here", fix)
    if block.type == "paragraph" and not is_pause(block) and NEARLY_PAUSE.fullmatch(block.content.strip()):
        problems.warn(block.line, "W18", f"{block.content.strip()} does not pause", f"write {PAUSE} for a pause")


def is_pause(block: Block) -> bool:
    """Whether this paragraph is the mark between two beats."""
    return block.type == "paragraph" and block.content.strip() == PAUSE


def beats_of(page: Page, tokens: Sequence[Token], note: str, sources: Sources) -> Iterator[str]:
    """The HTML between the pauses: the title stands in the first piece, the sources in the last."""
    pieces: list[list[Token]] = [[]]
    for block in blocks(tokens):
        if is_pause(block):
            pieces.append([])
        else:
            pieces[-1] += block.tokens
    title = _title(page) if page.heading else ""
    shown = [title + note + render_blocks(pieces[0]), *(render_blocks(piece) for piece in pieces[1:] if piece)]
    yield from shown[:-1]
    yield shown[-1] + sources.html()


def _title(page: Page) -> str:
    children = page.heading.tokens[1].children or [] if page.heading else []
    return render_title(children, page.level, pictured=_is_pictured(page, plain(children)))


def _is_pictured(page: Page, title: str) -> bool:
    """Whether a picture on the page shows the title itself, as a page of a PDF does: it has a copy for phones, and its
    description begins with the title."""
    children = [child for block in page.body for inline in inlines(block.tokens) for child in inline.children or []]
    pictures = [plain(child.children or []) for child in children if child.attrs.get("light")]
    return bool(title) and any(words.startswith(title) for words in pictures)
