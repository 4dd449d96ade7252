"""The summary as a workbook, opened by another program: sheets in order, charts, and never a formula."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from decks.language import language
from sessions.session import LiveSession
from sessions.summary import as_csv, as_xlsx, content
from tests.sessions.summary.awkward import EVIL, FORMULAS, ROOMS, everywhere, notes, writing
from tests.sessions.summary.evening import asking, choice, shown, thursday, told, written
from tests.sessions.summary.readers import cells, workbook

HEAD = ["ask", "title", "kind", "privacy", "round", "n", "withheld", "answer", "label", "count", "share", "measure"]


def rows(room: LiveSession, kind: str) -> list[list[object]]:
    """The lines of a sheet; an empty cell is None."""
    return [[cell.value for cell in row] for row in workbook(written(room, "xlsx"))[kind].iter_rows(max_col=len(HEAD))]


def test_the_first_sheet_says_what_it_is_and_how_to_read_the_others() -> None:
    book = workbook(written(thursday(), "xlsx"))
    cover = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value]

    assert book.sheetnames == ["About", "choice", "scale"]
    assert cover[0] == "Thursday evening"
    assert {"The slip in the stand-up", "2025-11-20", "14 phones in the room", "How to read this"} <= set(cover)
    assert any("Nobody can find out any more who answered what" in str(line) for line in cover)


def test_each_kind_has_a_sheet_with_the_rows_of_the_table() -> None:
    room = asking(choice(rounds=2), shown(told(1, 13, A=6, B=3, C=4), told(2, 14, A=3, B=2, C=9)))

    assert rows(room, "choice")[:3] == [
        HEAD,
        ["say", "What do you say?", "choice", "standard", 1, 13, None, "A", "I feel awful", 6, 46, "answers"],
        ["say", "What do you say?", "choice", "standard", 1, 13, None, "B", "You never said", 3, 23, "answers"],
    ]


def test_printed_no_sheet_is_cut_in_two() -> None:
    sheets = workbook(written(thursday(), "xlsx")).worksheets

    assert {(sheet.page_setup.orientation, sheet.page_setup.fitToHeight) for sheet in sheets} == {("landscape", 0)}
    assert all(sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in sheets)
    assert [sheet.print_title_rows for sheet in sheets] == [None, "$1:$1", "$1:$1"]


@pytest.mark.parametrize("name", ROOMS)
def test_it_holds_the_same_rows_as_the_csv(name: str) -> None:
    room = ROOMS[name]
    book = workbook(written(room, "xlsx"))

    found = [tuple(cell.value for cell in row) for sheet in book.worksheets[1:] for row in sheet.iter_rows(min_row=2)]
    expected = [tuple(None if cell == "" else cell for cell in row[3:]) for row in as_csv.rows(content(room))]

    assert sorted(found, key=str) == sorted(expected, key=str)


def test_a_chart_stands_beside_each_ask_with_a_series_for_each_round() -> None:
    room = asking(choice(rounds=2), shown(told(1, 13, A=6, B=3, C=4), told(2, 14, A=3, B=2, C=9)))
    (chart,) = workbook(written(room, "xlsx"))["choice"]._charts

    assert [series.val.numRef.f for series in chart.series] == ["choice!$J$2:$J$4", "choice!$J$5:$J$7"]
    assert [series.cat.strRef.f for series in chart.series] == ["choice!$H$2:$H$4", "choice!$H$5:$H$7"]


def test_what_is_withheld_has_no_chart() -> None:
    assert len(workbook(written(thursday(), "xlsx"))["scale"]._charts) == 2
    assert len(workbook(written(thursday(), "xlsx"))["choice"]._charts) == 1


def typed(words: str) -> Iterator[tuple[str, object]]:
    yield from cells(written(everywhere(words), "xlsx"))
    yield from cells(as_xlsx.write(content(writing(9), notes([words] * 9)), language("en")))


@pytest.mark.parametrize("words", EVIL)
def test_no_text_is_ever_a_formula_or_a_number_or_a_link(words: str) -> None:
    found = list(typed(words))

    assert {kind for kind, _ in found} <= {"s", "n"}
    assert all(isinstance(value, int) for kind, value in found if kind == "n")
    books = workbook(written(everywhere(words), "xlsx"))
    assert [cell.hyperlink for sheet in books for row in sheet.iter_rows() for cell in row if cell.hyperlink] == []


@pytest.mark.parametrize("words", [*FORMULAS[:5], '_x0041_ "quotes"', "<b>&amp;"])
def test_a_text_is_read_back_as_it_was_written(words: str) -> None:
    assert ("s", words) in list(typed(words))


def test_a_text_longer_than_a_cell_is_cut_rather_than_lost() -> None:
    body = as_xlsx.write(content(writing(9), notes(["long " * 10_000])), language("en"))
    assert max(len(str(value)) for _, value in cells(body)) == as_xlsx.LONGEST_CELL
