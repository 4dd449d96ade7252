"""The summary as a PDF: what whoever was not there reads, on paper or with a screen reader (tagged, PDF/UA-1)."""

from __future__ import annotations

from pathlib import Path

from decks.language import Language
from decks.paper import pdf
from sessions.summary.content import Content
from sessions.summary.format import Format
from sessions.summary.printed.sheet import sheet

TEMPLATE = Path(__file__).parent / "printed" / "summary.typ"


def write(content: Content, words: Language) -> bytes:
    return pdf(TEMPLATE, sheet(content, words))


FORMAT = Format("pdf", "application/pdf", "pdf", write, long=True)
