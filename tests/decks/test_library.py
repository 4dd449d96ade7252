"""The decks on this machine: found, read again when they change, and never a reason to fall over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from decks.library import SHIPPED, Library, NoSuchDeck, NoSuchFolder
from tests.decks.writing import deck_text

TEXT = deck_text("## A")
OTHER = deck_text("## A", "## B")
BROKEN = deck_text("## A\n\n<b>x</b>")


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "story.md").write_text(TEXT)
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def test_the_shipped_decks_are_there_without_a_folder_of_one_s_own():
    library = Library()
    assert "starter" in library.ids()
    assert all(entry.shipped and entry.deck and entry.path.parent == SHIPPED for entry in library.all())


def test_decks_are_files_and_folders_and_nothing_deeper(own: Path, shipped: Path):
    for name in ("talk.md", "notes.txt", "README.md", "talk.map.md", ".hidden.md"):
        (own / name).write_text(TEXT)
    for name in ("workshop", "empty", "deep/deeper", ".git", "other.md"):
        (own / name).mkdir(parents=True)
    for name in ("workshop/deck.md", "workshop/more.md", "deep/deeper/deck.md", ".git/deck.md"):
        (own / name).write_text(TEXT)
    assert Library(own, shipped).ids() == ("story", "talk", "workshop")


def test_an_entry_knows_its_deck_and_where_it_comes_from(own: Path, shipped: Path):
    (own / "workshop").mkdir()
    (own / "workshop" / "deck.md").write_text(OTHER)
    entry = Library(own, shipped).get("workshop")
    assert entry.deck
    assert (entry.id, entry.deck.id, len(entry.deck.slides), entry.shipped) == ("workshop", "workshop", 2, False)
    assert (entry.path, entry.errors, entry.warnings) == (own / "workshop" / "deck.md", 0, 0)


def test_a_deck_of_one_s_own_hides_the_shipped_one(own: Path, shipped: Path):
    (own / "story.md").write_text(OTHER)
    library = Library(own, shipped)
    assert library.ids() == ("story",)
    assert (library.get("story").shipped, library.get("story").path) == (False, own / "story.md")

    (own / "story.md").unlink()
    assert library.get("story").shipped


def test_a_deck_is_read_again_when_its_file_changes_and_only_then(own: Path, shipped: Path):
    library = Library(own, shipped)
    before = library.get("story")
    assert library.get("story") is before

    (shipped / "story.md").write_text(OTHER)
    after = library.get("story")
    assert after.deck
    assert len(after.deck.slides) == 2


def test_a_file_of_the_same_size_with_another_time_is_read_again(shipped: Path):
    library = Library(None, shipped)
    before = library.get("story").deck
    (shipped / "story.md").write_text(TEXT.replace("## A", "## Z"))
    os.utime(shipped / "story.md", ns=(1, 1))
    after = library.get("story").deck
    assert before
    assert after
    assert (before.slides[0].id, after.slides[0].id) == ("a", "z")


def test_a_broken_deck_is_listed_with_what_is_wrong_with_it(shipped: Path):
    (shipped / "story.md").write_text(BROKEN)
    (entry,) = Library(None, shipped).all()
    assert entry.deck is None
    assert (entry.errors, entry.warnings) == (2, 0)
    assert entry.problems[0].file == str(shipped / "story.md")


def test_a_picture_that_turns_up_or_changes_is_noticed(shipped: Path):
    (shipped / "story.md").write_text(deck_text("## A\n\n![ring](pictures/ring.png)"))
    (shipped / "pictures").mkdir()
    library = Library(None, shipped)
    assert [problem.code for problem in library.get("story").problems] == ["M10"]

    (shipped / "pictures" / "ring.png").write_bytes(b"one")
    os.utime(shipped / "pictures", ns=(1, 1))
    first = library.get("story").deck
    assert first

    (shipped / "pictures" / "ring.png").write_bytes(b"another")
    second = library.get("story").deck
    assert second
    assert first.images != second.images


def test_a_deck_that_vanishes_is_a_problem_and_no_crash(shipped: Path):
    library = Library(None, shipped)
    library.get("story")
    (shipped / "story.md").unlink()
    entry = library.get("story")
    assert entry.deck is None
    assert [problem.code for problem in entry.problems] == ["F01"]
    assert library.ids() == ()


def test_a_folder_that_vanishes_takes_its_decks_along(own: Path, shipped: Path):
    (own / "talk.md").write_text(TEXT)
    library = Library(own, shipped)
    assert library.ids() == ("story", "talk")
    (own / "talk.md").unlink()
    own.rmdir()
    assert library.ids() == ("story",)


def test_a_deck_nobody_has_is_refused_by_name(shipped: Path):
    for name in ("nothing", "", "../story", "story.md"):
        with pytest.raises(NoSuchDeck):
            Library(None, shipped).get(name)


def test_a_folder_that_does_not_exist_is_refused_with_what_to_do(tmp_path: Path):
    with pytest.raises(NoSuchFolder, match="does not exist. Create it, or name another one with --decks"):
        Library(tmp_path / "none")
    (tmp_path / "file").write_text("x")
    with pytest.raises(NoSuchFolder):
        Library(tmp_path / "file")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_deck_that_may_not_be_read_is_a_problem(shipped: Path):
    (shipped / "story.md").chmod(0)
    assert [problem.code for problem in Library(None, shipped).get("story").problems] == ["F01"]
