"""Every example in the authors' guide to the deck format is a deck that passes its check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from decks.asks import kinds
from decks.parse import parse

GUIDE = (Path(__file__).parents[2] / "docs" / "deck-format.md").read_text("utf-8")
EXAMPLES = re.findall(r"^````markdown\n(.*?)^````$", GUIDE, re.MULTILINE | re.DOTALL)
WHOLE = [text for text in EXAMPLES if text.startswith("---\n") and "\n#" in text]
PIECES = [text for text in EXAMPLES if text.startswith("## ")]


@pytest.mark.parametrize("text", WHOLE, ids=lambda text: text.split("title: ")[1].split("\n")[0])
def test_a_whole_example_is_checked_without_a_word(text: str):
    deck, problems = parse(text)
    assert [str(problem) for problem in problems] == []
    assert deck


@pytest.mark.parametrize("text", PIECES, ids=lambda text: text.split("\n")[0])
def test_a_piece_of_a_deck_has_no_errors(text: str):
    deck, problems = parse(f"---\ntitle: T\n---\n\n{text}")
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    assert deck


def test_the_guide_has_whole_examples_and_pieces():
    assert len(WHOLE) >= 3
    assert len(PIECES) >= 3


def test_the_guide_lists_every_kind_with_how_many_answers_it_has():
    table = GUIDE.split("| kind | people… |")[1].split("\n\n")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| .+ \| (none|\d+–\d+) \|$", table, re.MULTILINE))
    answers = {name: kind.answers for name, kind in kinds().items()}
    assert rows == {name: f"{few[0]}–{few[1]}" if few else "none" for name, few in answers.items()}
