"""The comparison as page and PDF, read back by programs that did not write it."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from sessions.brand import Brand
from sessions.comparison import Comparison, comparison
from sessions.comparison.files import written
from tests.app.test_brand import png
from tests.sessions.comparison.runs import asking_a_choice, run, vote
from tests.sessions.summary.readers import pages


def three(title: str = "The slip in the stand-up") -> Comparison:
    """Two runs of a scale, two of a choice, and one that may not be compared."""
    steps = [run("2026-01-05"), run("2026-03-07", vote(_1=7, _2=3, _3=4)), run("2026-04-01", vote(_1=2))]
    deck, votes = asking_a_choice(), (vote(A=6, B=4, C=3), vote(A=1, B=2, C=11))
    choices = [run(day, *votes, deck=deck) for day in ("2026-05-01", "2026-06-01")]
    return comparison("stand-up", title, [*steps, *choices])


@pytest.mark.parametrize("name", ["pdf", "html"])
def test_every_run_is_told_with_its_numbers_and_a_sentence(name: str) -> None:
    said = words(name)
    for wanted in (
        "Runs of “The slip in the stand-up”",
        "How sure are you?",
        "What would you do?",
        "Run 1, January 2026",
        "Run 2, March 2026",
        "Run 2, June 2026",
        "At the start · 14",
        "3 (Hard): 4 of 14, then 6 of 12.",
        "C: 3 of 13, then 11 of 14.",
        "1 run of this deck is left out",
        "can point to one person",
    ):
        assert wanted in said, wanted
    assert "April" not in said


def words(name: str) -> str:
    body = written(three(), name)
    return pages(body) if name == "pdf" else re.sub(r"<[^>]+>", "", body.decode())


def test_the_pdf_is_tagged_and_says_its_language_and_title() -> None:
    file = PdfReader(io.BytesIO(written(three(), "pdf")))
    assert file.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert file.trailer["/Root"]["/Lang"] == "en"
    assert b"pdfuaid:part" in file.trailer["/Root"]["/Metadata"].get_data(), "PDF/UA-1"
    assert file.metadata
    assert file.metadata.title == "Runs of “The slip in the stand-up”"


def test_a_title_with_signs_of_markup_stays_a_title() -> None:
    page = written(three("<script>#link(1)</script>"), "html").decode()
    assert "<script" not in page
    assert "<script>#link(1)</script>" in pages(written(three("<script>#link(1)</script>"), "pdf"))


def test_it_bears_the_house_at_its_head() -> None:
    brand = Brand("Example College", light="#1F4E8C", logo=png(), alt="A tree")
    cover = PdfReader(io.BytesIO(written(three(), "pdf", brand))).pages[0]
    page = written(three(), "html", brand).decode()

    assert (cover.extract_text().startswith("Example College"), len(cover.images)) == (True, 1)
    assert ("Example College" in page, "--brand: #1F4E8C" in page, 'alt="A tree"' in page) == (True,) * 3
    assert "Example College" not in written(three(), "html").decode()
