"""One slide of a draft by itself, so that it can be looked at while others have errors."""

from __future__ import annotations

import re
from dataclasses import dataclass

from decks.parse.checks import check_tokens
from decks.parse.markdown import tokens_of
from decks.parse.pages import Page, pages
from decks.parse.problems import Enough, Problems
from decks.parse.sources import take_sources
from decks.parse.text import Source, read_source

SOURCE = re.compile(r"\[\^[^\]]+\]:")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The text of a deck with this slide alone, each line where it was; which one it is, and where the next begins."""

    text: str
    number: int
    of: int
    begins: int
    ends: int | None


def excerpt(text: str, line: int) -> Excerpt | None:
    """The slide on this line; the deck's settings belong to the first. None where no slides can be told apart."""
    problems = Problems("")
    try:
        source = read_source(text, problems)
        found = _pages(source, problems) if source else []
    except Enough:
        return None
    return _cut_out(source, found, line) if source and found else None


def _pages(source: Source, problems: Problems) -> list[Page]:
    tokens = tokens_of(source.body)
    if not check_tokens(tokens, source.lines, problems):
        return []
    return pages(take_sources(tokens, problems)[0], source.lines, problems)


def _cut_out(source: Source, found: list[Page], line: int) -> Excerpt:
    page = next((page for page in reversed(found) if page.line <= line), found[0])
    ends = found[page.number].line if page.number < len(found) else None
    settings = ["---", *source.front.split("\n"), "---"]
    body = [
        text if page.line <= number < (ends or number + 1) or SOURCE.match(text) else ""
        for number, text in enumerate(source.lines, start=1)
    ]
    lines = [*settings, *body[len(settings) :]]
    return Excerpt("\n".join(lines), page.number, len(found), page.line, ends)
