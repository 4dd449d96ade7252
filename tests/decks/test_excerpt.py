"""One slide of a draft by itself: the others may have errors, and every line keeps its number."""

from __future__ import annotations

import pytest

from decks.excerpt import excerpt
from decks.parse import parse

DRAFT = """\
---
title: Draft
patterns:
  kind: Kind
---

# Broken

```slide
ask: nothing
```

---

## Whole

It is said.[^said]

```slide
ask: choice
```

- [ ] Tea
  > kind: It is warm.
- [ ] Coffee

---

## The end

[^said]: Somebody, once.
"""


def line_of(words: str) -> int:
    return DRAFT[: DRAFT.index(words)].count("\n") + 1


@pytest.mark.parametrize("words", ["## Whole", "It is said", "- [ ] Coffee", "---\n\n## The end"])
def test_a_slide_can_be_read_while_another_has_errors(words: str):
    assert parse(DRAFT)[0] is None

    piece = excerpt(DRAFT, line_of(words))

    assert piece is not None
    assert (piece.number, piece.of, piece.begins, piece.ends) == (2, 3, line_of("## Whole"), line_of("## The end"))
    deck, problems = parse(piece.text)
    assert problems == ()
    assert deck is not None
    (slide,) = deck.slides
    assert (slide.title, slide.line) == ("Whole", line_of("## Whole"))
    assert slide.ask is not None
    assert slide.ask.options[0].patterns == ("kind",)
    assert "Somebody, once." in slide.beats[-1]


def test_the_broken_slide_stays_broken_and_its_line_is_its_own():
    piece = excerpt(DRAFT, 1)

    assert piece is not None
    assert (piece.number, piece.begins) == (1, line_of("# Broken"))
    assert [problem.line for problem in parse(piece.text)[1] if problem.severity == "error"] == [
        line_of("ask: nothing")
    ]


def test_the_last_slide_ends_with_the_text():
    piece = excerpt(DRAFT, 999)

    assert piece is not None
    assert (piece.number, piece.ends) == (3, None)


@pytest.mark.parametrize("text", ["", "no deck", "---\ntitle: T\n---\n", "---\ntitle: T\n", "\x00"])
def test_where_there_are_no_slides_there_is_none_to_cut_out(text: str):
    assert excerpt(text, 1) is None
