"""The comparison on paper: tagged, in the fonts of the summary, for somebody who was in none of the rooms."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from decks.language import Language
from decks.paper import pdf, printable
from decks.paper.report import report
from sessions.brand import Brand
from sessions.comparison.comparison import Comparison, Group, Seen
from sessions.comparison.drawn import drawn
from sessions.comparison.table import table
from sessions.comparison.words import method, months, named, notes, question, says, title
from sessions.letterhead import letterhead
from sessions.summary.printed.drawings import drawings

TEMPLATE = Path(__file__).parent / "comparison.typ"

Facts = dict[str, Any]


def write(one: Comparison, words: Language, brand: Brand | None = None) -> bytes:
    """As a file."""
    return pdf(TEMPLATE, report(_sheet(one, words, brand), words))


def _sheet(one: Comparison, words: Language, brand: Brand | None) -> Facts:
    """Everything that the pages say."""
    return {
        "brand": letterhead(brand),
        "title": printable(title(one, words)),
        "facts": [
            [words.say("Deck"), one.title],
            [words.say("Runs"), str(one.compared)],
            [words.say("When"), months(one, words)],
        ],
        "notes": list(notes(one, words)),
        "groups": [_group(group, words) for group in one.groups],
        "method": list(method(one, words)),
        "say": {"all": words.say("All of these runs in numbers")},
    }


def _group(group: Group, words: Language) -> Facts:
    start, end = group.pulse.start, group.pulse.end
    asked = [question(start)] if start.asked == end.asked else [start.asked, end.asked]
    return {
        "title": printable(start.title).strip(),
        "asked": [text for text in asked if text],
        "runs": [_run(seen, words) for seen in group.runs],
        "table": asdict(table(group, words)),
    }


def _run(seen: Seen, words: Language) -> Facts:
    return {
        "title": named(seen, words),
        "says": says(seen.pulse, words),
        "drawings": [asdict(drawing) for drawing in drawings(drawn(seen.pulse, words), words)],
    }
