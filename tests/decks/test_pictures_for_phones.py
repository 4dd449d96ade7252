"""Phones load a smaller copy of a picture where one lies beside it; and what a picture shows is not told twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from decks.parse.images import LARGEST
from tests.decks.writing import codes, deck_text, good

PICTURE = "![Chairs in a ring](ring.png)"
SOURCE = re.compile(r'<picture><source media="\(max-width: 60rem\)" srcset="(/media/[0-9a-f]{32}\.webp)"><img ')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ring.png").write_bytes(b"large")
    (tmp_path / "ring.phone.webp").write_bytes(b"small")
    return tmp_path


def test_the_copy_for_phones_is_named_beside_the_picture(folder: Path) -> None:
    deck = good(f"## A\n\n{PICTURE}", folder=folder)

    found = SOURCE.search(deck.slides[0].html(0))
    assert found
    assert deck.images[found[1]] == str(folder / "ring.phone.webp")
    assert len(deck.images) == 2


def test_without_a_copy_there_is_just_the_picture(folder: Path) -> None:
    (folder / "ring.phone.webp").unlink()

    deck = good(f"## A\n\n{PICTURE}", folder=folder)

    assert "<picture>" not in deck.slides[0].html(0)
    assert len(deck.images) == 1


@pytest.mark.parametrize("copy", ["a link", "a folder", "too large"])
def test_a_copy_that_is_no_small_file_is_left_out(folder: Path, copy: str) -> None:
    light = folder / "ring.phone.webp"
    light.unlink()
    if copy == "a link":
        light.symlink_to("/etc/hostname")
    elif copy == "a folder":
        light.mkdir()
    else:
        light.write_bytes(bytes(LARGEST + 1))

    deck = good(f"## A\n\n{PICTURE}", folder=folder)

    assert set(deck.images.values()) == {str(folder / "ring.png")}


def test_a_title_that_the_picture_shows_is_marked(folder: Path) -> None:
    def title(words: str, picture: str) -> str:
        return good(f"## {words}\n\n{picture}", folder=folder).slides[0].html(0).split("\n")[0]

    assert title("Chairs in", PICTURE) == '<h2 class="pictured">Chairs in</h2>'
    assert title("Seats", PICTURE) == "<h2>Seats</h2>"
    (folder / "ring.phone.webp").unlink()
    assert title("Chairs in", PICTURE) == "<h2>Chairs in</h2>"


def test_the_description_of_a_picture_is_no_text_to_read_on_the_slide() -> None:
    long = "Many words that nobody sees. " * 40

    assert codes(deck_text(f"## A\n\n![{long}](ring.png)", front="")) == []
    assert [code for _, code in codes(deck_text(f"## A\n\n{long}", front=""))] == ["W01"]
