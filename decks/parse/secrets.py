"""The worst mistakes of all: private words that would stand before the room."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from decks.parse.blocks import Block, inlines, line_of
from decks.parse.pages import NOTES, Page, is_answers
from decks.parse.problems import Problems, shown

NEARLY_NOTES = re.compile(r"\W{0,4}(?:speaker|presenter)?\W{0,2}notes?\W{0,3}(?::|\n|$)", re.IGNORECASE)
NEARLY_BOX = re.compile(r"\[\s{0,3}[xX]?\s{0,3}\](?!\()")


def check_secrets(page: Page, problems: Problems) -> None:
    """Report notes and hidden answers that the room would see."""
    blocks = [block for block in (page.heading, *page.body, page.answers) if block]
    for block in blocks:
        _check_notes(block, problems)
    for block in page.body:
        _check_boxes(block, problems)
        if block.type == "blockquote" and page.answers and block.line == page.answers.end + 1:
            _say_unindented(block, problems)


def _check_notes(block: Block, problems: Problems) -> None:
    for inline in inlines(block.tokens):
        for offset, text in enumerate(inline.content.split("\n")):
            if text.strip() == NOTES and (offset or block.type == "table"):
                fix = f"leave an empty line before {NOTES}"
                says = f"this {NOTES} line is glued to the text above it, so the room would see your notes"
                problems.error(line_of(inline) + offset, "M12", says, fix)
    for first in _first_texts(block):
        if NEARLY_NOTES.match(first.content) and (block.type != "heading" or first.content.rstrip().endswith(":")):
            fix = f"write {NOTES} alone on a line, at its very beginning, and the notes on the lines below it"
            problems.error(line_of(first), "M14", f'"{shown(first.content, 40)}" would be shown to the room', fix)
    if block.type == "code_block" and re.match(r"\s*Notes:\s*$", block.content.split("\n")[0]):
        problems.error(block.line, "M14", "these notes are indented, so the room would see them as code", f"move {NOTES} to the left")


def _first_texts(block: Block) -> Iterator[Token]:
    """The first text of every paragraph and heading, but not of table cells."""
    if block.type != "table":
        yield from inlines(block.tokens)


def _check_boxes(block: Block, problems: Problems) -> None:
    """Answers that are no answers, because they are numbered or indented."""
    if is_answers(block):
        return
    for token in block.tokens:
        if token.type == "inline" and ("box" in token.meta or NEARLY_BOX.match(token.content)) and token.level > 1:
            fix = "write each answer as - [ ] text, at the beginning of a line"
            problems.error(line_of(token), "O06", "this looks like an answer, but the room cannot choose it", fix)


def _say_unindented(block: Block, problems: Problems) -> None:
    fix = "indent the line by two spaces, under the text of its answer"
    problems.error(block.line, "O09", "this quote belongs to no answer, so the room would see it at once", fix)
