"""`deck check` and `deck new`, without the command line around them."""

from __future__ import annotations

from pathlib import Path

import pytest

from decks.check import check
from decks.new import CannotWrite, starter, write_new
from decks.parse import parse
from tests.decks.writing import deck_text

BAD = Path(__file__).parent / "bad"


def test_check_prints_what_compilers_print(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(BAD)
    lines, errors = check(sorted(path.name for path in BAD.glob("*.md")))
    assert "\n".join(lines) + "\n" == (BAD / "EXPECTED.txt").read_text("utf-8")
    assert errors == 16


def test_a_clean_deck_and_warnings_count_no_errors(tmp_path: Path):
    (tmp_path / "a.md").write_text(deck_text("## A"))
    (tmp_path / "b.md").write_text(deck_text("Text"))
    assert check([tmp_path / "a.md"]) == ([], 0)
    lines, errors = check([str(tmp_path / "b.md")])
    assert (len(lines), errors) == (1, 0)
    assert "warning W03" in lines[0]


def test_whatever_is_no_deck_is_a_message(tmp_path: Path):
    (tmp_path / "deck.pdf").write_bytes(b"%PDF-1.7\n\xff\xfe")
    (tmp_path / "large.md").write_bytes(b"x" * (512 * 1024 + 1))
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    names = [".", "none.md", "deck.pdf", "large.md", "loop.md", "a\0b.md", "x" * 300 + ".md"]
    lines, errors = check([tmp_path / name for name in names])
    assert [line.split(": ")[1] for line in lines] == [
        f"error {code}" for code in ["F01", "F01", "F02", "F03"] + ["F01"] * 3
    ]
    assert errors == 7


@pytest.mark.parametrize(
    "title",
    ["My first deck", 'Why "sorry" isn\'t enough: a start', "# 1", "- a", "", "x" * 300, "Ja\nnein", "no", "\\n{x}"],
)
def test_a_new_deck_is_checked_without_a_word_whatever_its_title(title: str):
    deck, problems = parse(starter(title))
    assert [str(problem) for problem in problems] == []
    assert deck
    assert deck.title == " ".join(title.split())[:120] or deck.title == "My first deck"


def test_a_new_deck_is_written_and_nothing_is_overwritten(tmp_path: Path):
    written = write_new(tmp_path / "our-first_talk")
    assert written == tmp_path / "our-first_talk.md"
    assert parse(written.read_bytes())[0] == parse(starter("Our first talk"))[0]

    written.write_text("mine")
    with pytest.raises(CannotWrite, match="exists already"):
        write_new(written)
    assert written.read_text() == "mine"


def test_a_new_deck_where_nothing_can_be_written_says_so(tmp_path: Path):
    for path in (tmp_path / "none" / "a.md", tmp_path / ("x" * 300), tmp_path / "a\0b"):
        with pytest.raises(CannotWrite, match="cannot be written"):
            write_new(path)
