"""The folder of one's own decks: where it is, and that a file in it is whole at every moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config import read
from app.deck_names import checked, named_after
from app.deck_texts import careful, replaced
from app.own_decks import own_decks
from sessions.errors import DeckName, StorageFull


def test_where_no_folder_is_named_one_in_the_data_folder_is_made(tmp_path: Path):
    config = read({"data": str(tmp_path / "data")}, {})

    folder = own_decks(config)

    assert folder == tmp_path / "data" / "decks"
    assert folder.is_dir()


def test_a_disk_that_takes_nothing_more_leaves_the_file_as_it_was(tmp_path: Path):
    deck = tmp_path / "mine.md"
    careful(replaced, deck, b"whole")
    (tmp_path / ".mine.md.half").mkdir()

    with pytest.raises(StorageFull):
        careful(replaced, deck, b"half")

    assert deck.read_bytes() == b"whole"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Über uns: Teil 1", "uber-uns-teil-1"),
        ("  --  ", "my-deck"),
        ("إنصات", "my-deck"),
        ("CON", "con-deck"),
        ("readme", "readme-deck"),
        ("taken", "taken-2"),
        ("x" * 200, "x" * 55),
    ],
)
def test_a_title_becomes_a_name_that_every_system_can_hold(title: str, name: str):
    assert named_after(title, {"taken"}.__contains__) == name == checked(name)


def test_names_that_are_numbered_stay_within_their_length():
    taken = {"x" * 55, *("x" * 55 + f"-{number}" for number in range(2, 500))}

    assert checked(named_after("x" * 80, taken.__contains__)) == "x" * 55 + "-500"


@pytest.mark.parametrize("name", ["-a", "a-", "A", "a b", "a_b", "a\n", "", "nul", "com7", "a" * 61, "é"])
def test_other_names_are_refused(name: str):
    with pytest.raises(DeckName):
        checked(name)
