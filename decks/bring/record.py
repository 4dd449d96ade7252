"""What was written the last time, beside the pictures: so that nothing a person wrote is taken for ours."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from decks.bring.page import FOLDER, Block
from decks.bring.refusals import NameTaken
from decks.library import IN_A_FOLDER
from decks.parse.text import LARGEST

__all__ = ["IN_A_FOLDER", "RECORD", "digest_of", "read_deck_text", "read_record", "write_record"]

RECORD = "brought.json"
LARGEST_RECORD = 8 * LARGEST


def write_record(folder: Path, blocks: Mapping[int, Block]) -> None:
    """Remember these blocks in a deck's folder."""
    said = {str(number): {"text": block.text, "picture": block.picture} for number, block in blocks.items()}
    (folder / FOLDER / RECORD).write_text(json.dumps({"pages": said}, ensure_ascii=False), encoding="utf-8")


def read_record(folder: Path) -> dict[int, Block]:
    """The blocks of the last time; none where that cannot be read, so that everything counts as a person's own."""
    try:
        with (folder / FOLDER / RECORD).open("rb") as file:
            said = json.loads(file.read(LARGEST_RECORD))["pages"]
        return {int(number): Block(int(number), str(one["text"]), str(one["picture"])) for number, one in said.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def read_deck_text(deck: Path) -> str:
    """The text of the deck that is there, with plain line ends."""
    try:
        with deck.open("rb") as file:
            text = file.read(LARGEST).decode("utf-8")
    except ValueError:
        raise NameTaken(name=deck.parent.name) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def digest_of(deck: Path) -> str:
    """Names this state of the file."""
    return hashlib.sha256(deck.read_bytes()).hexdigest()
