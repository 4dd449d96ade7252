"""Summaries read back by programs that did not write them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from pypdf import PdfReader


def pages(body: bytes) -> str:
    """The words of a PDF, as somebody would copy them out; breaks that only the layout made are closed up."""
    found = (page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return " ".join("\n".join(found).replace("\N{ZERO WIDTH SPACE}", "").split())


def workbook(body: bytes) -> Workbook:
    return load_workbook(io.BytesIO(body))


def cells(body: bytes) -> Iterator[tuple[str, object]]:
    """Every cell that holds something: its type ("s" for text, "n" for a number, "f" for a formula) and its value."""
    for sheet in workbook(body).worksheets:
        yield from ((cell.data_type, cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def files(body: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(body)) as bundle:
        assert bundle.testzip() is None
        return {name: bundle.read(name) for name in bundle.namelist()}


def said(name: str, body: bytes) -> str:
    """Everything that a file of this format tells in words."""
    match name:
        case "pdf":
            return pages(body)
        case "xlsx":
            return "\n".join(str(value) for _, value in cells(body))
        case "zip":
            inside = files(body).items()
            return "\n".join(said(each.rsplit(".", 1)[-1], part) for each, part in inside if not each.endswith(".png"))
        case _:
            return body.decode("utf-8")
