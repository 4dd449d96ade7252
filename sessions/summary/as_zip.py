"""The summary in every format at once, with each chart as a picture of lines (SVG) and of dots (PNG)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import asdict
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from decks.language import Language
from decks.paper import pictures, printable
from decks.paper.tongue import tongue
from sessions import summary
from sessions.summary.asked import Asked
from sessions.summary.content import Content
from sessions.summary.format import Format
from sessions.summary.printed.drawing import Bars, Cloud, Ribbons
from sessions.summary.printed.drawings import drawings

TEMPLATE = Path(__file__).parent / "printed" / "pictures.typ"
LONGEST_NAME = 40

Picture = Bars | Ribbons | Cloud
Chart = tuple[str, Asked, Picture]


def write(content: Content, words: Language) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w") as bundle:
        for name, body in _files(content, words):
            bundle.writestr(_entry(name), body)
    return file.getvalue()


def _files(content: Content, words: Language) -> Iterator[tuple[str, bytes]]:
    for format in (each for each in summary.FORMATS.values() if each is not FORMAT):
        yield f"summary.{format.extension}", format.write(content, words)
    charts = list(_charts(content, words))
    if charts:
        facts = {
            **tongue(words),
            "pictures": [{"title": one.title, "drawing": asdict(drawn)} for _, one, drawn in charts],
        }
        lines, dots = pictures(TEMPLATE, facts, "svg"), pictures(TEMPLATE, facts, "png")
        for (name, one, drawn), svg, png in zip(charts, lines, dots, strict=True):
            yield f"charts/{name}.svg", _said(svg, one, drawn)
            yield f"charts/{name}.png", png


def _charts(content: Content, words: Language) -> Iterator[Chart]:
    """Each drawing that is a picture, with its file's name: the ask's place and id, and its own place among them."""
    for place, one in enumerate(content.asks, 1):
        drawn = [each for each in drawings(one, words) if isinstance(each, Picture)]
        for part, each in enumerate(drawn, 1):
            yield f"{place:02}-{_plain(one.id)}-{part}", one, each


def _plain(name: str) -> str:
    """A name that every system takes for a file."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name)[:LONGEST_NAME]


def _said(svg: bytes, one: Asked, drawn: Picture) -> bytes:
    """The letters in the picture are lines; what it shows is said in words as well."""
    says = escape(printable(f"{one.title}: {drawn.says}"))
    return svg.replace(b">", f' role="img"><title>{says}</title>'.encode(), 1)


def _entry(name: str) -> ZipInfo:
    """Dated alike whenever it is made: the file does not tell when that was."""
    entry = ZipInfo(name)
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
    return entry


FORMAT = Format("zip", "application/zip", "zip", write, long=True)
