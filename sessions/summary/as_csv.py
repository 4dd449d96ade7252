"""The summary as one table: a row for each number (or text) of each round, for spreadsheets and statistics."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping

from decks.language import Language
from decks.shares import shares
from sessions.state import Published
from sessions.summary.asked import ROUGHLY, Asked
from sessions.summary.content import Content
from sessions.summary.format import Format

COLUMNS = (
    "session", "deck", "date", "ask", "title", "kind", "privacy",
    "round", "n", "withheld", "answer", "label", "count", "share", "measure", "roughly",
)  # fmt: skip
"""`measure` says what `count` counts: "answers" (people), "borda" (points of Borda's count), "first" (people who put it
first), "points" (spent), "sure" (people, `answer` is 1 to 5), "by X" (people who had answered X before), "hands"
(raised, as the presenter counted), "people" (who wrote a word), "text" (a text with its author's leave), "roughly" (the
column of that name has a word in the place of a number). What the presenter would tell a director stands first, as
"presenter"."""
FORMULA = "=+-@\t\r\n\0＝＋－＠"
"""A cell that begins with one of these would be run, not read, by a spreadsheet."""
RUNS = re.compile(rf'(?:^|(?<=[;\t\r\n]))(?=[\s"]*[{re.escape(FORMULA)}])')
"""Where that could happen: also behind what some countries' spreadsheets take for the end of a cell."""
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it spreadsheets take the file for another encoding."""

Cell = str | int


def write(content: Content, words: Language) -> bytes:
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(COLUMNS)
    table.writerows([_safe(cell) for cell in row] for row in (*_own_words(content, words), *rows(content)))
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _own_words(content: Content, words: Language) -> Iterator[tuple[Cell, ...]]:
    session = (content.title, content.deck, content.day)
    for line in content.lines:
        yield (*session, "", words.say("What I would tell your director"), *[""] * 6, line, "", "", "presenter", "")


def rows(content: Content) -> Iterator[tuple[Cell, ...]]:
    """The rows below the heading. A withheld round is one row without an answer."""
    session = (content.title, content.deck, content.day)
    for one in content.asks:
        for published in one.rounds:
            for answer in _answers(one, published):
                n = "" if published.withheld == ROUGHLY else published.n
                row = (*session, one.id, one.title, one.kind, one.privacy, published.round, n, *answer)
                yield (*row, *[""] * (len(COLUMNS) - len(row)))


def _answers(one: Asked, published: Published) -> Iterator[tuple[Cell, ...]]:
    found = list(_numbers(one, published))
    yield from found or [(published.withheld or "", "", "", "", "", "")]


def _numbers(one: Asked, published: Published) -> Iterator[tuple[Cell, ...]]:
    """What was told of one round, a number a row; what was told of the whole ask stands with its last round."""
    tally = published.tally or {}
    yield from _each(one, tally.get("counts"), published.n, "answers")
    yield from _each(one, tally.get("borda"), 0, "borda")
    yield from _each(one, tally.get("first"), published.n, "first")
    yield from _each(one, tally.get("sums"), sum((tally.get("sums") or {}).values()), "points")
    for name, counts in (published.segments or {}).items():
        yield from _each(one, counts, sum(counts.values()), f"by {name}")
    for step, n in (published.sure or {}).items():
        yield ("", step, "", n, "", "sure")
    for choice in one.choices:
        if word := tally.get(ROUGHLY, {}).get(choice.key):
            yield (ROUGHLY, choice.key, choice.text, "", "", ROUGHLY, word)
    if published is one.rounds[-1]:
        yield from _each(one, one.hands or None, 0, "hands")
        yield from (("", "", word["word"], word["n"], "", "people") for word in one.words)
        yield from (("", "", item.text, "", "", "text") for item in one.texts)


def _each(one: Asked, counts: Mapping[str, int | None] | None, n: int, measure: str) -> Iterator[tuple[Cell, ...]]:
    """A row for each answer; where only its bounds are told the number is left out."""
    if counts is None:
        return
    percents = shares({key: count for key, count in counts.items() if count is not None}, n) if n else {}
    for choice in one.choices:
        count = counts.get(choice.key, 0)
        yield ("", choice.key, choice.text, "" if count is None else count, percents.get(choice.key, ""), measure)


def _safe(cell: Cell) -> Cell:
    return RUNS.sub("'", cell) if isinstance(cell, str) else cell


FORMAT = Format("csv", "text/csv; charset=utf-8", "csv", write)
