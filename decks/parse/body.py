"""What stands on a slide: its beats, its notes, its jumps, its layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from decks.deck import Layout, Option, Pattern
from decks.parse.answers import read_answers
from decks.parse.beats import beats_of, check_pauses, is_pause
from decks.parse.blocks import Block, inlines, plain
from decks.parse.images import Gallery
from decks.parse.links import Jump, check_links, jumps_of, take_jumps
from decks.parse.pages import Page
from decks.parse.problems import Problems
from decks.parse.sources import Sources
from decks.render import render_blocks

LITTLE_TEXT = 200
LONGEST_TITLE = 200
LONGEST_NOTES = 20_000
LONGEST_BODY = 9_000


@dataclass(frozen=True, slots=True)
class Body:
    """One page's contents as HTML."""

    title: str
    beats: tuple[str, ...]
    options: tuple[Option, ...]
    notes: str
    jumps: tuple[Jump, ...]


class Reader:
    """Reads the bodies of a deck's pages; pictures, patterns and sources belong to the whole deck."""

    def __init__(
        self,
        gallery: Gallery,
        patterns: Mapping[str, Pattern],
        sources: Mapping[str, Sequence[Token]],
        problems: Problems,
    ) -> None:
        self._gallery, self._patterns, self._sources, self._problems = gallery, patterns, sources, problems

    def read(self, page: Page, marks: bool, note: str = "") -> Body:
        """Everything the page shows, and its notes."""
        self._check(page)
        sources = Sources(self._sources)
        tokens, jumps = take_jumps([token for block in page.body for token in block.tokens])
        for cited in (page.heading.tokens if page.heading else [], tokens, page.answers.tokens if page.answers else []):
            sources.cite(cited)
        options = read_answers(page.answers, self._patterns, marks, self._problems) if page.answers else ()
        notes, more = self._notes(page)
        beats = tuple(beats_of(page, tokens, note, sources))
        if sum(len(beat.encode()) for beat in beats) > LONGEST_BODY:
            fix = "divide it into several slides"
            self._problems.error(page.line, "M22", "there is more text on this slide than a phone is sent", fix)
        return Body(title_of(page), beats, options, notes, (*jumps, *more))

    def _check(self, page: Page) -> None:
        if len(title_of(page)) > LONGEST_TITLE:
            says = f"this title is longer than {LONGEST_TITLE} characters"
            self._problems.error(page.line, "M24", says, "shorten it, and say the rest below it")
        for block in page.body:
            check_pauses(block, self._problems)
        if page.answers and jumps_of(page.answers.tokens):
            fix = "write next: {A: slide-id, else: slide-id} in the settings"
            self._problems.error(page.answers.line, "B05", "an answer cannot be a link to a slide", fix)
        for block in page.blocks:
            for inline in inlines(block.tokens):
                check_links(inline, self._problems)
                self._gallery.place(inline, self._problems)

    def _notes(self, page: Page) -> tuple[str, tuple[Jump, ...]]:
        if not page.notes:
            return "", ()
        tokens, jumps = take_jumps(list(_without_mark(page.notes)))
        length = sum(len(inline.content) for inline in inlines(tokens))
        if length > LONGEST_NOTES:
            text = f"these notes have {length} characters; at most {LONGEST_NOTES} are kept"
            self._problems.error(page.notes[0].line, "M21", text, "move some of them to a handout")
        sources = Sources(self._sources)
        sources.cite(tokens)
        return render_blocks(tokens) + sources.html(), jumps


def title_of(page: Page) -> str:
    """The words of the page's heading."""
    return plain(page.heading.tokens[1].children or []) if page.heading else ""


def _without_mark(notes: list[Block]) -> Iterator[Token]:
    """The notes' tokens without the line `Notes:` itself."""
    opening, inline, closing = notes[0].tokens
    rest = (inline.children or [])[2:]
    if rest:
        inline.children, inline.content = rest, inline.content.partition("\n")[2]
        yield from (opening, inline, closing)
    for block in notes[1:]:
        yield from block.tokens


def layout_of(page: Page, first_part: bool, asks: bool) -> Layout:
    """The layout that the content asks for."""
    shown = [block for block in page.body if not is_pause(block) and block.type != "html_block"]
    text = sum(len(inline.content) for block in shown for inline in inlines(block.tokens))
    if page.level == 1 and first_part:
        return "title"
    if page.level == 1 and text <= LITTLE_TEXT and not asks:
        return "section"
    if len(shown) == 1 and not asks and _only_image(shown[0]):
        return "image"
    return "quote" if len(shown) == 1 and not asks and shown[0].type == "blockquote" else "text"


def _only_image(block: Block) -> bool:
    children = block.tokens[1].children or [] if block.type == "paragraph" else []
    return [child.type for child in children] == ["image"]
