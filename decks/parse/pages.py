"""A file's blocks, cut into pages: heading, body, settings, answers, notes. Cut on what the Markdown parser found,
never by searching the text, so that `---` in a code sample stays a code sample."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from markdown_it.token import Token

from decks.parse.blocks import Block, blocks
from decks.parse.problems import Problems

MOST_PAGES = 300
NOTES = "Notes:"


@dataclass(slots=True)
class Page:
    """One slide as it was written."""

    number: int
    line: int
    heading: Block | None = None
    body: list[Block] = field(default_factory=list)
    settings: Block | None = None
    answers: Block | None = None
    notes: list[Block] = field(default_factory=list)
    misplaced: bool = False
    """Whether some of its answers do not stand where answers stand, so that counting them says nothing."""

    @property
    def blocks(self) -> list[Block]:
        """Everything that is written on the page but its settings."""
        return [block for block in (self.heading, *self.body, self.answers, *self.notes) if block]

    @property
    def level(self) -> int:
        """1 begins a part, 2 is a slide within one, 0 has no heading."""
        return 0 if self.heading is None else 1 if self.heading.tokens[0].tag == "h1" else 2


def pages(tokens: Iterable[Token], lines: list[str], problems: Problems) -> list[Page]:
    """Every slide of the file, in order. Empty ones are left out."""
    found: list[Page] = []
    piece: list[Block] = []
    for block in blocks(tokens):
        if _separates(block, lines, problems):
            _add(found, piece, problems)
            if not piece:
                fix = "write something between the two ---, or take one of them out"
                problems.warn(block.line, "W14", "nothing stands above this ---, so there is no slide", fix)
            piece = []
        elif block.type != "html_block":
            piece.append(block)
    _add(found, piece, problems)
    if not found:
        problems.error(len(lines), "D11", "the deck has no slides", "write a heading and some text below the settings")
    if len(found) > MOST_PAGES:
        fix = "split it into two decks"
        problems.error(found[MOST_PAGES].line, "D10", f"a deck has at most {MOST_PAGES} slides; this is one more", fix)
        return []
    return found


def is_answers(block: Block) -> bool:
    """Whether any item of this list offers itself as an answer."""
    return block.type == "bullet_list" and any("box" in item.meta for item in items(block))


def items(block: Block) -> list[Token]:
    """The items of a list, not of the lists in it."""
    level = block.tokens[0].level + 1
    return [token for token in block.tokens if token.type == "list_item_open" and token.level == level]


def _separates(block: Block, lines: list[str], problems: Problems) -> bool:
    token = block.tokens[0]
    if token.type == "hr" and token.markup.startswith("-"):
        if lines[block.line - 2].strip():
            fix = "leave an empty line before --- to start a new slide"
            problems.error(block.line, "M02", "this --- is glued to what stands above it", fix)
        return True
    if token.type == "heading_open" and token.markup == "-":
        fix = "leave an empty line before --- to start a new slide"
        problems.error(block.end, "M01", "this --- turns the text above it into a heading", fix)
        return True
    return False


def _add(found: list[Page], piece: list[Block], problems: Problems) -> None:
    if piece:
        page = Page(number=len(found) + 1, line=piece[0].line)
        for block in piece:
            _place(page, block, problems)
        found.append(page)


def _place(page: Page, block: Block, problems: Problems) -> None:
    if block.type == "fence" and is_settings(block):
        _place_settings(page, block, problems)
    elif page.notes:
        _place_note(page, block, problems)
    elif block.type == "paragraph" and block.content.split("\n")[0].rstrip() == NOTES:
        page.notes.append(block)
    elif is_answers(block):
        _place_answers(page, block, problems)
    elif block.type == "heading" and page.heading is None:
        page.heading = block
    else:
        page.body.append(block)


def is_settings(block: Block) -> bool:
    """Whether this fence holds the slide's settings."""
    return block.tokens[0].info.split() in (["slide"], ["yaml", "slide"])


def _place_settings(page: Page, block: Block, problems: Problems) -> None:
    if page.settings is not None:
        fix = f"move these settings into the block of line {page.settings.line}"
        problems.error(block.line, "S02", "this slide has a second ```slide block", fix)
    elif page.notes:
        fix = "move it above the line Notes:"
        problems.error(block.line, "S07", "this ```slide block stands in the notes", fix)
    page.settings = page.settings or block


def _place_note(page: Page, block: Block, problems: Problems) -> None:
    if is_answers(block):
        page.misplaced = True
        problems.error(
            block.line, "O07", "these answers stand in the notes, where only you see them", "move them above Notes:"
        )
    page.notes.append(block)


def _place_answers(page: Page, block: Block, problems: Problems) -> None:
    if page.answers is None:
        page.answers = block
        return
    page.misplaced = True
    fix = "write them as one list, with the same - before each, and indent the quotes under them by two spaces"
    problems.error(block.line, "O02", "these answers are not in one list with the answers above them", fix)
