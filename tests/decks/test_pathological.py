"""Texts made to take long: 512 kB of any of them are read, or refused, in less than two seconds."""

from __future__ import annotations

import time

import pytest

from decks.parse import parse
from decks.parse.text import LARGEST, MARKS, MOST_MARKS

FRONT = "---\ntitle: T\npatterns:\n  a: A\n---\n\n## Q\n\n"
LONG_SETTINGS = "## S\n\n```slide\nask: choice\nprompts:\n{}\n```\n\n- [ ] a\n- [ ] b\n\n---\n\n"
UNITS = {
    "brackets": "[",
    "padded links": "[a](" + "x" * 60,
    "pictures": "![a](b.png) " + "x" * 60,
    "emphasis": "*a **b " + "x" * 60,
    "comments that never end": "a<!--" + "x" * 60,
    "comments after a comment": "<!-- -->\n<!--&a " + "x" * 60,
    "declarations": "a<![CDATA[" + "x" * 120,
    "tags": "a<b c " + "x" * 60,
    "footnotes": "[^a]: b\n\n[^a]" + "x" * 50 + "\n\n",
    "definitions": "[a]: b" + "x" * 40 + "\n",
    "lists": "- " + "x" * 30 + "\n",
    "nested lists": "> - > - " + "x" * 60 + "\n",
    "lazy quotes": "[a]: b\n  > <!---->a " + "x" * 40 + "\n",
    "lazy lists": "[a]: b\n- > ```\n",
    "tables": "|a|\n|-|\n" + "x" * 60 + "\n",
    "lines": "\n",
    "hashes": "######",
    "slides": "## a\n\n---\n\n" + "x" * 60 + "\n\n",
    "answers": "- [ ] a" + "x" * 60 + "\n",
    "reveals": "- [ ] a\n  > b: c" + "x" * 60 + "\n",
    "unknown settings": "```slide\n" + "".join(f"k{n}: v\n" for n in range(200)) + "```\n\n---\n\n",
    "yaml brackets": LONG_SETTINGS.format("{a" * 700),
    "yaml lists": LONG_SETTINGS.format("  - x\n" * 250),
    "jumps to nowhere": "[a](#nowhere-at-all) " + "x" * 60,
    "long titles": "## " + "word " * 300 + "\n\n---\n\n",
}


def seconds(text: str) -> float:
    """The processor's time for one reading: other work on the machine does not count."""
    start = time.process_time()
    parse(text)
    return time.process_time() - start


@pytest.mark.parametrize("name", UNITS)
def test_half_a_megabyte_of_it_takes_less_than_two_seconds(name: str):
    room = LARGEST - len(FRONT.encode())
    assert seconds(FRONT + UNITS[name] * (room // len(UNITS[name].encode()))) < 2


@pytest.mark.parametrize(
    "name", ["brackets", "padded links", "tags", "comments that never end", "emphasis", "pictures"]
)
def test_the_most_marks_that_are_allowed_take_less_than_two_seconds(name: str):
    unit = UNITS[name].rstrip("x")
    marks = len(MARKS.findall(unit))
    pad = "x" * (LARGEST // (MOST_MARKS // marks + 1) - len(unit))
    text = FRONT + (unit + pad) * (MOST_MARKS // marks)
    assert len(MARKS.findall(text)) <= MOST_MARKS
    assert seconds(text[:LARGEST]) < 2


@pytest.mark.parametrize(
    "unit", ["{", "[", "- ", "a: &a *a\n", "? ", "'", '"a": ', "a: b\n", "!a ", "{a: [", "  ", "#"]
)
def test_settings_made_to_take_long_do_not(unit: str):
    assert seconds("---\ntitle: T\n" + unit * (19_000 // len(unit)) + "\n---\n\n# A") < 1


def test_a_deck_of_300_full_slides_is_read_in_less_than_two_seconds():
    slide = (
        "## Slide {0}\n\n```slide\nask: choice\nrounds: 2\ndiscuss: [1m alone, 3m pairs]\n"
        "prompts:\n  - Why?\n  - Who?\n"
        "next: {{A: slide-{0}, else: end}}\n```\n\n"
        + "Some *text* of this slide that is read aloud.\n\n" * 6
        + "".join(f"- [ ] Answer {n} with some words\n  > a: It does this and that.\n" for n in range(6))
        + "\nNotes:\n"
        + "Say this, and listen for that. " * 25
    )
    text = FRONT.split("## Q")[0] + "\n\n---\n\n".join(slide.format(number) for number in range(300))
    assert 400_000 < len(text) < LARGEST
    deck, problems = parse(text)
    assert deck
    assert len(deck.slides) == 300
    assert seconds(text) < 2
