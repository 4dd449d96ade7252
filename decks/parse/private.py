"""The worst mistakes of all: private words that would stand before the room."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decks.parse.blocks import Block, inlines, line_of
from decks.parse.pages import NOTES, Page, is_answers
from decks.parse.problems import Problems, shown

WHOSE = r"\W{0,4}(?:(?:speaker|presenter)'?s?\W{1,2})?"
ALONE = re.compile(WHOSE + r"(?:notes?|notizen|anmerkungen|notas|notities|appunti|anteckningar)\W{0,4}", re.IGNORECASE)
BEGINS = re.compile(rf"{WHOSE}notes\W{{0,3}}:|\W{{0,4}}(?:speaker|presenter)\W{{1,2}}note\W{{0,3}}:", re.IGNORECASE)
BOX = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])?\s*\[\s{0,3}[xX]?\s{0,3}\](?:\s|$)")
PATTERN = re.compile(r"[a-z0-9-]{1,30}(?:[ \t]*,[ \t]*[a-z0-9-]{1,30})*:\s")
ALONE_FIX = f"write {NOTES} alone on a line, at its very beginning, and the notes on the lines below it"
ANSWER_LEVEL = 3
BOX_FIX = "write each answer as - [ ] text, at the beginning of a line"


def check_private(page: Page, problems: Problems) -> None:
    """Report notes and hidden answers that the room would see."""
    for block in (page.heading, *page.body, page.answers):
        if block:
            _check_glued(block, problems)
            _check_nearly(block, problems)
            page.misplaced |= _check_boxes(block, problems)
    for block in page.body:
        if page.answers and block.type == "blockquote" and _is_reveal(block, page.answers):
            text = "this quote belongs to no answer, so the room would see it at once"
            fix = "indent the line by two spaces, under the text of its answer"
            problems.error(block.line, "O09", text, fix)


def _is_reveal(quote: Block, answers: Block) -> bool:
    """Whether a quote at the margin is meant for an answer: it touches one, or names a pattern."""
    text = next((inline.content for inline in inlines(quote.tokens)), "")
    last_line = max((line_of(inline) + inline.content.count("\n") for inline in inlines(answers.tokens)), default=0)
    return quote.line == last_line + 1 or bool(PATTERN.match(text))


def _check_glued(block: Block, problems: Problems) -> None:
    for inline in inlines(block.tokens):
        for offset, text in enumerate(inline.content.split("\n")):
            if text.strip() == NOTES and (offset or block.type == "table"):
                says = f"this {NOTES} line is glued to the text above it, so the room would see your notes"
                problems.error(line_of(inline) + offset, "M12", says, f"leave an empty line before {NOTES}")


def _check_nearly(block: Block, problems: Problems) -> None:
    """Notes that are named otherwise, or do not stand where notes stand."""
    for token in block.tokens:
        if token.type == "code_block" and any(line.strip() == NOTES for line in token.content.split("\n")):
            _say_shown(line_of(token), NOTES, problems)
    for inline in inlines(block.tokens if block.type != "table" else ()):
        if _nearly(inline.content, block.type == "heading"):
            _say_shown(line_of(inline), inline.content, problems)


def _nearly(content: str, heading: bool) -> bool:
    first = content.split("\n")[0].strip()
    if heading:
        return bool(ALONE.fullmatch(first)) and first.endswith(":")
    return bool(ALONE.fullmatch(first) or BEGINS.match(first))


def _say_shown(line: int, content: str, problems: Problems) -> None:
    problems.error(line, "M14", f'"{shown(content, 40)}" would be shown to the room', ALONE_FIX)


def _check_boxes(block: Block, problems: Problems) -> bool:
    """Whether there are answers that are none, because they are numbered, indented or glued to the line above."""
    lines = list(_boxes(block))
    for line in lines:
        problems.error(line, "O06", "this looks like an answer, but the room cannot choose it", BOX_FIX)
    return bool(lines)


def _boxes(block: Block) -> Iterator[int]:
    answers = is_answers(block)
    for inline in inlines(block.tokens):
        own = "box" in inline.meta
        if own and not (answers and inline.level == ANSWER_LEVEL):
            yield line_of(inline)
        for offset, text in enumerate(inline.content.split("\n")):
            if BOX.match(text) and (offset or not own):
                yield line_of(inline) + offset
