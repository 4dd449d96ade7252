"""Which deck is rehearsed: one of the library by its id, or any file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from app.refusal import Refusal
from decks.library import IN_A_FOLDER, Entry, Library, NoSuchDeck, NoSuchFolder, deck_id_of


class NotRehearsable(Refusal):
    """There is no such deck, or it has errors."""


@dataclass(frozen=True, slots=True)
class Which:
    """A deck by its id, its title, and the folder of own decks that a server needs to find it there."""

    id: str
    title: str
    folder: Path | None


def which(name: str, own: Path | None) -> Which:
    """The deck of that id, or in that file or folder. Raises NotRehearsable."""
    path = _file(Path(name).expanduser().absolute(), name)
    folder = (path.parent.parent if path.name == IN_A_FOLDER else path.parent) if path else own
    entry = _entry(deck_id_of(path) if path else name, folder)
    if entry.deck is None:
        first = next(str(problem) for problem in entry.problems if problem.severity == "error")
        raise NotRehearsable(
            f"This deck has errors. The first is:\n{first}", f"Type: readtheroom deck check {entry.path}"
        )
    return Which(entry.id, entry.deck.title, folder)


def _file(path: Path, name: str) -> Path | None:
    """The file that was meant; None when it was an id."""
    if (path / IN_A_FOLDER).is_file():
        return path / IN_A_FOLDER
    if path.is_file():
        return path
    if name.endswith(".md") or os.sep in name:
        raise NotRehearsable(f"There is no deck at {path}.", "Type: readtheroom deck list")
    return None


def _entry(deck_id: str, folder: Path | None) -> Entry:
    try:
        return Library(folder).get(deck_id)
    except NoSuchDeck:
        raise NotRehearsable(
            f"There is no deck called “{deck_id}”; a deck's file ends in .md.", "Type: readtheroom deck list"
        ) from None
    except NoSuchFolder as error:
        raise NotRehearsable(str(error)) from None
