"""The presenter's guide: everything that somebody needs on paper, from any deck."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from decks.deck import Deck
from decks.guide import guide, minutes_of
from decks.guide.blocks import blocks
from decks.guide.sheet import sheet
from decks.library import Library
from decks.parse import parse

KEEPS_UA = b"pdfuaid:part"
SHIPPED = {entry.id: entry.deck for entry in Library(None).all() if entry.deck}
TEXT = """---
title: The slip
lang: {lang}
---

# The slip

Sam says a *name*, and it is the **wrong** one.

```slide
minutes: 3
```

Notes:
Read it **slowly**.

- Wait.
- Then go on.

---

## What do you say?

```slide
id: say
minutes: 6
optional: yes
ask: choice
rounds: 2
discuss: [1m alone, 2m pairs]
prompts:
  - What comes first?
```

- [ ] A I feel awful
- [ ] B Sorry, Sam

---

## Thank you

```slide
minutes: 1
```
"""


def deck(lang: str = "en") -> Deck:
    read, problems = parse(TEXT.format(lang=lang), file="slip.md", deck_id="slip", folder=Path.cwd())
    assert read, problems
    return read


def said(body: bytes) -> str:
    found = (page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return " ".join("\n".join(found).replace("\N{ZERO WIDTH SPACE}", "").split())


def test_each_slide_has_its_time_of_the_evening() -> None:
    slides = sheet(deck(), 23 * 60 + 55)["slides"]
    assert [(one["clock"], one["minutes"]) for one in slides] == [("23:55", "3"), ("23:58", "6"), ("0:04", "1")]


def test_it_has_run_sheet_notes_prompts_and_what_can_go() -> None:
    text = said(guide(deck(), 18 * 60 + 30))

    for words in (
        "The presenter's guide", "Run sheet", "18:33", "Two votes, talk between · can go", "If time runs short",
        "Slide by slide", "Read it slowly.", "Then go on.", "Talk: 1:00 alone · 2:00 pairs", "What comes first?",
        "Join with your phone", "Go into this Wi-Fi:",
    ):  # fmt: skip
        assert words in text, words


def test_there_are_four_ballots_of_each_question_that_paper_can_answer() -> None:
    text = said(guide(deck()))

    assert text.count("No name, please. Fold it once.") == 4
    assert text.count("First vote") == 4
    assert text.count("B Sorry, Sam") == 4 + 1


def test_it_speaks_the_decks_language() -> None:
    assert "Ablaufplan" in said(guide(deck("de")))


def test_what_the_slide_says_keeps_its_weight_and_loses_its_footnotes() -> None:
    html = (
        '<h2>Title</h2><p>One <em>two</em> <strong>three</strong><sup class="ref">1</sup></p>'
        "<ul><li><p>four</p></li></ul><blockquote><p>five</p></blockquote>"
        '<aside class="sources"><ol><li>six</li></ol></aside><img src="x" alt="A cat">'
    )

    assert [(one["kind"], [tuple(run) for run in one["runs"]]) for one in blocks(html, title=False)] == [
        ("text", [("One ", ""), ("two", "em"), (" ", ""), ("three", "strong")]),
        ("item", [("four", "")]),
        ("quote", [("five", "")]),
        ("picture", [("A cat", "")]),
    ]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_deck_has_a_guide_that_keeps_the_standard(name: str) -> None:
    body = guide(SHIPPED[name])
    text = said(body)

    assert KEEPS_UA in body
    assert [one.title for one in SHIPPED[name].slides if " ".join(one.title.split()) not in text] == []


@pytest.mark.parametrize(
    ("time", "minutes"), [("18:30", 1110), ("0:00", 0), ("9.05", 545), ("24:00", None), ("7", None), ("", None)]
)
def test_a_time_of_day_is_read_as_people_write_it(time: str, minutes: int | None) -> None:
    assert minutes_of(time) == minutes
