"""The summary as a workbook: a sheet for each kind of ask with the rows of the table, a chart beside each ask."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format as Look
from xlsxwriter.worksheet import Worksheet

from decks.language import Language
from decks.paper import colours
from sessions.summary.as_csv import COLUMNS, Cell, rows
from sessions.summary.asked import ROUGHLY
from sessions.summary.content import Content, mark, phones
from sessions.summary.format import Format

KEPT = COLUMNS[3:]
"""Session, deck and date stand on the first sheet, once."""
WIDTHS = {"title": 34, "label": 48, "ask": 18, "privacy": 11, "measure": 12, "roughly": 14}
ASK, TITLE, ROUND, ANSWER, LABEL, COUNT, MEASURE = (
    KEPT.index(name) for name in ("ask", "title", "round", "answer", "label", "count", "measure")
)
CHART_AT, CHART_ROWS = len(KEPT) + 1, 16
LONGEST_CELL, LONGEST_NAME = 32_767, 255
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
A4 = 9
"""As the format names it."""
LATER = 3
"""The ink of a second round."""
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
"""Nothing that somebody wrote is anything but text."""

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Looks:
    """How cells look."""

    title: Look
    head: Look
    text: Look
    plain: Look


def write(content: Content, words: Language) -> bytes:
    file = io.BytesIO()
    with Workbook(file, OPTIONS) as book:
        looks = _looks(book)
        book.set_properties({"title": _text(content.title)})
        _cover(book.add_worksheet(words.say("About")), content, words, looks)
        kept = sorted((row[3:] for row in rows(content)), key=_kind)
        for kind, own in groupby(kept, key=_kind):
            _sheet(book, kind, list(own), words, looks)
    return file.getvalue()


def _kind(row: Row) -> str:
    return str(row[KEPT.index("kind")])


def _looks(book: Workbook) -> Looks:
    return Looks(
        title=book.add_format({"bold": True, "font_size": 18}),
        head=book.add_format(
            {"bold": True, "bottom": 1, "bg_color": colours()["raised"][0], "font_color": colours()["ink"][0]}
        ),
        text=book.add_format({"text_wrap": True, "valign": "top"}),
        plain=book.add_format({"valign": "top"}),
    )


def _cover(sheet: Worksheet, content: Content, words: Language, looks: Looks) -> None:
    """What, when, how many, and how to read the other sheets."""
    sheet.hide_gridlines(2)
    _on_paper(sheet)
    sheet.set_row(0, 28)
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 96)
    lines = list(_about(content, words))
    sheet.write_string(0, 0, _text(content.title), looks.title)
    for place, (name, what) in enumerate(lines, 2):
        sheet.write_string(place, 0, name, looks.head if name else looks.plain)
        sheet.write_string(place, 1, _text(what), looks.text)


def _about(content: Content, words: Language) -> Iterator[tuple[str, str]]:
    if says := mark(content, words):
        yield "", says
    if content.brand:
        yield words.say("Organisation"), content.brand.name
    for place, line in enumerate(content.lines):
        yield "" if place else words.say("What I would tell your director"), line
    if content.lines:
        yield "", words.say("In the presenter's own words.")
    yield words.say("Deck"), content.deck_title
    yield words.say("Day"), content.day
    if counted := phones(content, words):
        yield words.say("Phones"), counted
    if content.credits:
        yield "", " · ".join(content.credits)
    if not content.asks:
        yield "", words.say("No question is told here.")
    for place, note in enumerate(content.method):
        yield "" if place else words.say("How to read this"), note


def _sheet(book: Workbook, kind: str, found: Sequence[Row], words: Language, looks: Looks) -> None:
    sheet = book.add_worksheet(kind)
    _on_paper(sheet)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(found), len(KEPT) - 1)
    for place, name in enumerate(KEPT):
        sheet.set_column(place, place, WIDTHS.get(name, 9))
        sheet.write_string(0, place, name, looks.head)
    for line, row in enumerate(found, 1):
        _row(sheet, line, row, looks)
    _charts(book, sheet, kind, found, words)


def _on_paper(sheet: Worksheet) -> None:
    """Printed, all of its columns and pictures stand beside each other on A4."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def _row(sheet: Worksheet, line: int, row: Row, looks: Looks) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, int):
            sheet.write_number(line, place, cell, looks.plain)
        elif cell:
            sheet.write_string(line, place, _text(cell), looks.text)


def _text(cell: str) -> str:
    """As much of it as a cell holds, without what no file of this sort may hold."""
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", cell)[:LONGEST_CELL]


def _charts(book: Workbook, sheet: Worksheet, kind: str, found: Sequence[Row], words: Language) -> None:
    """One chart for each measure of an ask, below each other, beside the rows; a series for each round."""
    top = 0
    for (_, measure), several in _by_ask(found).items():
        chart = book.add_chart({"type": "bar"})
        for place, lines in enumerate(several.values()):
            chart.add_series(_series(kind, lines, found[lines[0] - 1], place, words))
        title = _text(str(found[next(iter(several.values()))[0] - 1][TITLE]))
        chart.set_title({"name": f"{title} · {measure}"[:LONGEST_NAME], "name_font": {"size": 11}, "overlay": False})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"min": 0, "major_gridlines": {"visible": False}})
        chart.set_legend({"position": "bottom"} if len(several) > 1 else {"none": True})
        sheet.insert_chart(top, CHART_AT, chart, {"description": f"{title} · {measure}"[:LONGEST_NAME]})
        top += CHART_ROWS


def _by_ask(found: Sequence[Row]) -> Mapping[tuple[Cell, Cell], dict[Cell, tuple[int, int]]]:
    """Where the numbers of each measure stand: {(ask, measure): {round: (first line, last line)}}."""
    blocks: dict[tuple[Cell, Cell], dict[Cell, tuple[int, int]]] = {}
    for line, row in enumerate(found, 1):
        if row[MEASURE] not in ("", "text", ROUGHLY):
            rounds = blocks.setdefault((row[ASK], row[MEASURE]), {})
            rounds[row[ROUND]] = (rounds.get(row[ROUND], (line, line))[0], line)
    return blocks


def _series(kind: str, lines: tuple[int, int], row: Row, place: int, words: Language) -> dict[str, Any]:
    (first, last), named = lines, LABEL if row[MEASURE] == "people" else ANSWER
    return {
        "name": words.say("Second vote") if place else words.say("First vote"),
        "categories": [kind, first, named, last, named],
        "values": [kind, first, COUNT, last, COUNT],
        "fill": {"color": colours()["inks"][LATER if place else 0]},
        "data_labels": {"value": True},
        "gap": 60,
    }


FORMAT = Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", write, long=True)
