"""How much room a slide's text takes, estimated from its characters: the true measure is taken on the projector."""

from __future__ import annotations

from math import ceil

from markdown_it.token import Token

from decks.parse.beats import is_pause
from decks.parse.blocks import Block, inlines, plain
from decks.parse.pages import Page

NORMAL = 72
"""Characters in a line of normal size."""

SMALLEST = 96
"""Characters in a line whose letters are 1/30 of the height."""

PICTURE_ROWS = 6


def lines_of_text(page: Page) -> int:
    """The lines of text to read on this page, without its title, answers and notes."""
    return sum(_lines(block, NORMAL) for block in page.body if not is_pause(block))


def rows_at_the_smallest(page: Page) -> float:
    """The rows that everything on the page takes in the smallest letters, with the space between the blocks."""
    blocks = [block for block in (page.heading, *page.body, page.answers) if block and not is_pause(block)]
    return sum(_lines(block, SMALLEST) + 0.5 + PICTURE_ROWS * _has_picture(block) for block in blocks)


def _lines(block: Block, width: int) -> int:
    if block.type in ("fence", "code_block"):
        return sum(ceil(len(line) / width) or 1 for line in block.content.rstrip("\n").split("\n"))
    if block.type == "table":
        return sum(token.type == "tr_open" for token in block.tokens)
    return sum(ceil(len(_words(inline)) / width) for inline in inlines(block.tokens))


def _words(inline: Token) -> str:
    """Its words but for the descriptions of pictures, which nobody sees."""
    return plain(child for child in inline.children or [] if child.type != "image")


def _has_picture(block: Block) -> bool:
    return any(child.type == "image" for inline in inlines(block.tokens) for child in inline.children or [])
