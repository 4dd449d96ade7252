"""The summary as one tidy table: a row for each answer of each round, for spreadsheets and for statistics."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from decks.language import Language
from sessions.state import Published
from sessions.summary.asked import Asked
from sessions.summary.charts.shares import shares
from sessions.summary.content import Content
from sessions.summary.format import Format

COLUMNS = (
    "session", "deck", "date", "ask", "title", "kind", "privacy",
    "round", "n", "withheld", "answer", "label", "count", "share",
)  # fmt: skip
FORMULA = "=+-@\t\r\n\0＝＋－＠"
"""A cell that begins with one of these would be run, not read, by a spreadsheet."""
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it spreadsheets take the file for another encoding."""

Cell = str | int


def write(content: Content, words: Language) -> bytes:
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(COLUMNS)
    table.writerows([_safe(cell) for cell in row] for row in rows(content))
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def rows(content: Content) -> Iterator[tuple[Cell, ...]]:
    """The rows below the heading. A withheld round is one row without an answer."""
    session = (content.title, content.deck, content.day)
    for one in content.asks:
        for published in one.rounds:
            for answer in _answers(one, published):
                yield (*session, one.id, one.title, one.kind, one.privacy, published.round, published.n, *answer)


def _answers(one: Asked, published: Published) -> Iterator[tuple[Cell, ...]]:
    counts = (published.tally or {}).get("counts")
    if counts is None:
        yield (published.withheld or "", "", "", "", "")
        return
    percents = shares(counts, published.n)
    for choice in one.choices:
        yield ("", choice.key, choice.text, counts.get(choice.key, 0), percents.get(choice.key, 0))


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(tuple(FORMULA)) else cell


FORMAT = Format("csv", "text/csv; charset=utf-8", "csv", write)
