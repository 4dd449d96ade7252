"""The deck of some pages, written so that it passes its own check."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from decks.bring.merge import BETWEEN, merged, shown
from decks.bring.page import Block, Page, Plain, block_of, with_notes_of
from decks.bring.refusals import NoRoom
from decks.bring.report import Report
from decks.deck import Problem
from decks.parse import parse

HEAD = """\
---
title: {title}
{lang}---

<!-- Each page is a slide. Put votes between them: a line --- with an empty line above and below, then the question.
When the PDF is brought again, its pictures are replaced, and what you wrote stays. -->

"""
ATTEMPTS = 8
ALL = range(1, 1000)


def head_of(title: str, lang: str) -> str:
    """How a new deck begins. Phones and projector speak the language of the slides, where the PDF names it."""
    return HEAD.format(title=json.dumps(title, ensure_ascii=False), lang=f"lang: {lang}\n" if lang else "")


def written(
    head: str, old: str | None, record: Mapping[int, Block], pages: Sequence[Page]
) -> tuple[str, dict[int, Block], Report]:
    """The deck's text, what of it is ours, and what to tell. Where it cannot be read, the pages in question get plainer
    words, and titles that others may lead to stay; a deck that had errors before may keep them. Raises NoRoom."""
    plain: dict[int, Plain] = defaultdict(lambda: Plain.ALL)
    faulty = old is not None and bool(_errors(old))
    for attempt in range(ATTEMPTS):
        blocks = [_block(page, plain[page.number], record.get(page.number)) for page in pages]
        text, report = _together(head, old, record, blocks, only_pictures=attempt > 0)
        errors = _errors(text)
        if not errors or faulty:
            return text, {block.number: block for block in blocks}, report
        for number in _pages_at(text, errors) or ALL[: len(pages)]:
            plain[number] = Plain(min(plain[number] + 1, Plain.BARE))
    raise NoRoom


def _block(page: Page, plain: Plain, was: Block | None) -> Block:
    """The page, with the notes that it had if nobody says others."""
    block = block_of(page, plain)
    return with_notes_of(block, was) if was and page.notes is None else block


def _together(
    head: str, old: str | None, record: Mapping[int, Block], blocks: Sequence[Block], only_pictures: bool
) -> tuple[str, Report]:
    if old is not None:
        return merged(old, record, blocks, only_pictures)
    return head + BETWEEN.join(block.text for block in blocks) + "\n", Report(len(blocks))


def _errors(text: str) -> list[Problem]:
    return [problem for problem in parse(text)[1] if problem.severity == "error"]


def _pages_at(text: str, errors: Sequence[Problem]) -> set[int]:
    """The pages whose slides these problems are about; none where one of them is about the whole deck."""
    lines = text.split("\n")
    numbers = [shown(_slide_at(lines, error.line - 1)) for error in errors]
    return set().union(*numbers) if all(numbers) else set()


def _slide_at(lines: Sequence[str], at: int) -> str:
    """The lines around this one, from --- to ---."""
    first = max((number for number in range(min(at, len(lines))) if lines[number] == "---"), default=0)
    end = next((number for number in range(max(at, first + 1), len(lines)) if lines[number] == "---"), len(lines))
    return "\n".join(lines[first:end])
