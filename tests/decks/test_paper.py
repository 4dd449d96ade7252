"""What is printed: texts that can be, the letters that are shipped, the colours that are everybody's."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from markupsafe import Markup

from decks.paper import BOX, FONTS, colours, printable, unprintable
from decks.paper.legible import covered, legible

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text("utf-8")
FILES = sorted([*FONTS.glob("*.ttf"), *FONTS.glob("*.otf")])


def test_letters_stay_as_they_are() -> None:
    words = "Sorry, Сэм – 漢字 한국어 العربية 😀 👩‍👩‍👧 it’s “fine” 7 · 58\N{NO-BREAK SPACE}%"
    assert printable(words) == words


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("a\0b\x1b[1m\x9fc", "ab[1mc"),
        ("\u202eturned\u202c \u2067round\u2069", "turned round"),
        ("one\n\n \n\ntwo", "one\ntwo"),
        ("one\r\ntwo\u2028three\x0cfour", "one\ntwo\nthree\nfour"),
        ("a" + "\u0301" * 60 + "b", "a" + "\u0301" * 4 + "b"),
        ("\U00012000\ue000", BOX * 2),
        ("\ud800x", "x"),
        ("", ""),
    ],
)
def test_what_cannot_be_printed_is_left_out_or_becomes_a_box(written: str, printed: str) -> None:
    assert printable(written) == printed


def test_a_word_longer_than_a_line_may_be_broken() -> None:
    assert printable("W" * 100).split("\N{ZERO WIDTH SPACE}") == ["W" * 8] * 12 + ["W" * 4]
    assert printable("W" * 24) == "W" * 24
    assert printable("字" * 100) == "字" * 100


def test_everything_in_a_value_is_made_printable_but_our_own_markup() -> None:
    ours = Markup("<svg>" + "M" * 50 + "\0</svg>")
    assert legible({"a": ["\0b", 3, None, True], "svg": ours}) == {"a": ["b", 3, None, True], "svg": ours}


def test_it_is_known_whether_there_is_a_box() -> None:
    assert unprintable({"a": ["fine", ("\U00012000",)]})
    assert not unprintable({"a": ["fine", 3, "漢字 \u202e"]})


def test_the_letters_are_the_ones_whose_hashes_are_written_down() -> None:
    known = dict(line.split()[::-1] for line in (FONTS / "SHA256SUMS").read_text("ascii").splitlines())

    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FILES} == known


def test_coverage_is_what_the_letters_cover() -> None:
    drawn = {code for path in FILES for code in TTFont(path).getBestCmap()}

    assert [code for code in sorted(drawn) if not covered(code)] == []
    assert [hex(code) for code in range(0x20, 0x20000) if covered(code) and code not in drawn and code >= 0x3000] in (
        [],
        ["0xfe0e", "0xfe0f"],
    )


def test_all_letters_are_light_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 12 * 1024 * 1024


def test_each_maker_is_named_beside_the_licence() -> None:
    licence = (FONTS / "OFL.txt").read_text("utf-8")

    assert all(maker in licence for maker in ("Atkinson Hyperlegible Next", "Google LLC", "Adobe"))
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_paper_has_the_colours_of_the_tokens() -> None:
    paper = dict(re.findall(r"--paper-([a-z]+): (#[0-9A-F]{6})", TOKENS))

    assert colours()["inks"] == [paper[name] for name in "abcdefgh"]
    assert {name: colours()[name][0] for name in ("ink", "quiet", "raised", "ground")} == {
        name: paper[name] for name in ("ink", "quiet", "raised", "ground")
    }
