"""Bringing slides: the gate for them, the command, and files as they arrive."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bringing import Upload
from app.guard import LARGEST_BODY, LARGEST_UPLOAD, UPLOADS
from decks.bring.limits import LARGEST_FILE
from decks.bring.refusals import TooLarge
from tests.app.test_guard import Inside, ask
from tests.app.test_serve import run
from tests.decks.hostile import powerpoint, slides


@pytest.mark.parametrize(
    ("path", "length", "reached"),
    [
        (UPLOADS, LARGEST_UPLOAD, True),
        (UPLOADS, LARGEST_UPLOAD + 1, False),
        (f"{UPLOADS}/", LARGEST_BODY + 1, False),
        (f"{UPLOADS}/job", LARGEST_BODY + 1, False),
        ("/present", LARGEST_BODY + 1, False),
        ("/K7M2PQ/answer", LARGEST_BODY + 1, False),
    ],
)
def test_only_the_address_for_slides_takes_large_files(path: str, length: int, reached: bool) -> None:
    inside = Inside()

    answer = ask(inside, "POST", path, CONTENT_LENGTH=str(length))

    assert (answer.status, bool(inside.reached)) == ((200, True) if reached else (413, False))


def test_both_files_may_have_their_full_size() -> None:
    assert 2 * LARGEST_FILE < LARGEST_UPLOAD <= 2 * LARGEST_FILE + LARGEST_BODY


def test_a_file_stops_arriving_when_it_is_too_large_and_others_have_their_turn(tmp_path: Path) -> None:
    turns: list[None] = []
    upload = Upload(tmp_path / "0", lambda: turns.append(None))
    for _ in range(LARGEST_FILE // 2**20):
        upload.write(bytes(2**20))

    with pytest.raises(TooLarge):
        upload.write(b"x")
    upload.close()

    assert len(turns) == LARGEST_FILE // 2**20
    assert upload.path.stat().st_size <= LARGEST_FILE


def test_the_command_makes_a_deck_that_passes_its_check_and_says_what_comes_next(tmp_path: Path) -> None:
    (tmp_path / "My talk.pdf").write_bytes(slides("One", "Two"))
    (tmp_path / "My talk.pptx").write_bytes(powerpoint("Say hello.", ""))
    decks = tmp_path / "my decks"

    brought = run("deck", "import", f"{tmp_path}/My talk.pdf", f"{tmp_path}/My talk.pptx", "--into", str(decks))

    assert (brought.returncode, brought.stderr) == (0, "")
    assert brought.stdout.startswith("2 pages are a deck now.\n1 page has notes for you.\n")
    deck = decks / "my-talk/deck.md"
    assert f"readtheroom deck check '{deck}'" in brought.stdout
    assert f"readtheroom serve --decks '{decks}'" in brought.stdout
    checked = run("deck", "check", str(deck))
    assert (checked.returncode, checked.stdout) == (0, "")
    assert [line for line in run("deck", "list", "--decks", str(decks)).stdout.splitlines() if "my-talk" in line]


def test_the_command_refuses_in_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"no PDF")

    refused = run("deck", "import", str(tmp_path / "a.pdf"), "--into", str(tmp_path / "decks"))
    missing = run("deck", "import", str(tmp_path / "b.pdf"), "--into", str(tmp_path / "decks"))

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("This is not a PDF, or it is damaged.")
    assert "b.pdf cannot be read" in missing.stderr
    assert list((tmp_path / "decks").iterdir()) == []


def test_decks_in_the_data_folder_are_found_by_the_commands_too(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(slides("One"))
    run("deck", "import", str(tmp_path / "a.pdf"), "--into", str(tmp_path / "data/decks"))

    listed = run("deck", "list", READTHEROOM_DATA=str(tmp_path / "data")).stdout

    assert "a  " in [line[:3] for line in listed.splitlines()]
    assert "a  " not in [line[:3] for line in run("deck", "list", READTHEROOM_DATA=str(tmp_path)).stdout.splitlines()]
