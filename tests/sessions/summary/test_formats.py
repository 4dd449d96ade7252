"""The formats a summary comes in."""

from __future__ import annotations

import pytest

from sessions.errors import UnknownFormat
from sessions.summary import FORMATS, format_named
from tests.sessions.summary.evening import thursday, written


def test_a_summary_comes_in_six_formats() -> None:
    assert {name: (each.name, each.media_type, each.extension) for name, each in FORMATS.items()} == {
        "csv": ("csv", "text/csv; charset=utf-8", "csv"),
        "html": ("html", "text/html; charset=utf-8", "html"),
        "json": ("json", "application/json", "json"),
        "pdf": ("pdf", "application/pdf", "pdf"),
        "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        "zip": ("zip", "application/zip", "zip"),
    }


@pytest.mark.parametrize("name", ["docx", "", "JSON", "../csv"])
def test_another_format_is_refused_by_name(name: str) -> None:
    with pytest.raises(UnknownFormat) as refusal:
        format_named(name)

    assert (refusal.value.code, refusal.value.status) == ("summary.format", 404)
    assert refusal.value.extra == {"formats": ", ".join(FORMATS)}


def test_writing_is_finding_the_format_and_the_decks_language() -> None:
    assert written(thursday(), "csv").decode("utf-8-sig").startswith("session,deck,date,")
