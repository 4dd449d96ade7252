"""What a deck file may be: UTF-8 of a reasonable size, and nothing that cannot be shown."""

from __future__ import annotations

import pytest

from decks.parse import parse
from decks.parse.text import LARGEST, LONGEST_FRONT, MOST_LINES, MOST_MARKS
from tests.decks.writing import codes, deck_text, good, says

SMALL = deck_text("## A\n\nText")


def test_bytes_and_text_give_the_same_deck():
    assert parse(SMALL) == parse(SMALL.encode())
    assert parse(SMALL)[0] is not None


def test_a_byte_order_mark_and_windows_line_ends_change_nothing():
    assert parse("\ufeff" + SMALL.replace("\n", "\r\n")) == parse(SMALL)
    assert parse(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r").encode()) == parse(SMALL)


@pytest.mark.parametrize(
    ("given", "line", "code"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", 1, "F02"),
        (SMALL.encode() + b"caf\xe9", SMALL.count("\n") + 1, "F02"),
        (SMALL.encode("utf-16"), 1, "F02"),
        (SMALL + "a\x00b", SMALL.count("\n") + 1, "F04"),
        (SMALL + "\x1b[31m", SMALL.count("\n") + 1, "F04"),
        (SMALL + "\ud800", SMALL.count("\n") + 1, "F04"),
        (SMALL + "x\n" * MOST_LINES, MOST_LINES, "F05"),
        (SMALL + "*" * MOST_MARKS + "a*", 1, "F06"),
        ("---\ntitle: T\nsource: " + "x" * LONGEST_FRONT + "\n---\n\n## A", 1, "D09"),
        (b"", 1, "D02"),
        ("", 1, "D02"),
        ("---", 1, "D01"),
    ],
)
def test_a_text_that_is_no_deck_is_refused(given: str | bytes, line: int, code: str):
    assert codes(given) == [(line, code)]


def test_a_deck_may_have_512_kb_and_not_one_byte_more():
    room = LARGEST - len(SMALL.encode())
    whole = SMALL + "<!-- " + "é" * ((room - 10) // 2) + " -->"
    assert len(whole.encode()) <= LARGEST < len(whole.encode()) + 3
    assert codes(whole) == []

    assert codes(whole + "xxx") == [(1, "F03")]
    assert codes((whole + "xxx").encode()) == [(1, "F03")]


def test_a_deck_may_have_300_slides_and_not_one_more():
    slides = [f"## S{number}" for number in range(301)]
    assert len(good(*slides[:300]).slides) == 300

    (message,) = says(deck_text(*slides))
    assert message.startswith("d.md:1208: error D10: a deck has at most 300 slides; this is one more")
