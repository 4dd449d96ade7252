"""One's own decks as files: read, saved, copied, renamed and deleted, and never a file of anybody else."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

from app.deck_names import checked, named_after
from app.deck_texts import Written, careful, content_of, copied, digest_of, encoded, overtaken_by, replaced, written
from decks.library import IN_A_FOLDER, Entry, Library, NoSuchDeck
from decks.new import starter
from sessions.errors import (
    DeckElsewhere,
    DeckInUse,
    DeckNameTaken,
    DeckOvertaken,
    DeckShipped,
    UnknownDeck,
)
from sessions.state import Status
from sessions.store.shelf import Shelf


class DeckFiles:
    """The decks in one's own folder. The shelf knows which of them are being played."""

    def __init__(self, folder: Path, library: Library, shelf: Shelf) -> None:
        self._folder, self._library, self._shelf = folder, library, shelf
        self._one_at_a_time = threading.Lock()

    # --- to read

    def is_own(self, deck_id: str) -> bool:
        """Whether this deck can be changed here. Raises UnknownDeck."""
        return not self._entry(deck_id).shipped

    def path(self, deck_id: str) -> Path:
        """The file of one's own deck, if it still exists or not. Raises UnknownDeck, DeckShipped or DeckElsewhere."""
        entry = self._entry(deck_id)
        if entry.shipped:
            raise DeckShipped
        if not entry.path.resolve().is_relative_to(self._folder.resolve()):
            raise DeckElsewhere
        return entry.path

    def read(self, deck_id: str) -> Written:
        """The text of one's own deck. Raises UnknownDeck, DeckShipped, DeckElsewhere or DeckUnreadable."""
        content = content_of(self.path(deck_id))
        if content is None:
            raise UnknownDeck
        return written(content)

    def free_name(self, wanted: str) -> str:
        """A name like this one that no deck has."""
        return named_after(wanted, self._is_taken)

    def in_use(self, deck_id: str) -> bool:
        """Whether a session that has not ended plays this deck."""
        return any(row.deck == deck_id and row.status != Status.ENDED for row in self._shelf.all())

    def beside(self, deck_id: str) -> int:
        """How many other files lie in a deck's own folder, and would go with it."""
        path = self.path(deck_id)
        return sum(file.is_file() for file in path.parent.rglob("*")) - 1 if self._has_folder(path) else 0

    # --- to write

    def begin(self, title: str, name: str = "") -> str:
        """A new deck with this title; its id. Raises DeckName or DeckNameTaken."""
        return self._create(name or self.free_name(title), starter(title).encode())

    def copy(self, deck_id: str, name: str) -> str:
        """A copy of any deck, with the pictures it shows, that is one's own; its id."""
        entry = self._entry(deck_id)
        content = content_of(entry.path)
        if content is None:
            raise UnknownDeck
        pictures = [Path(file) for file in entry.deck.images.values()] if entry.deck else []
        return self._create(name, content, {file: file.relative_to(entry.path.parent.resolve()) for file in pictures})

    def save(self, deck_id: str, text: str, digest: str) -> Written:
        """Write the text, if the file still has the state that the writer began with. Raises DeckOvertaken."""
        path = self.path(deck_id)
        with self._one_at_a_time:
            before = content_of(path)
            after = encoded(text, before)
            if before != after and digest_of(before) != digest:
                raise DeckOvertaken(**overtaken_by(before))
            careful(replaced, path, after)
        return written(after)

    def rename(self, deck_id: str, name: str) -> str:
        """Give one's own deck another name; its new id. Raises DeckInUse, DeckName or DeckNameTaken."""
        path = self._idle(deck_id)
        with self._one_at_a_time:
            self._check_free(name)
            old, new = (path.parent, self._folder / name) if self._has_folder(path) else (path, self._file(name))
            careful(old.rename, new)
        return name

    def delete(self, deck_id: str) -> None:
        """Remove one's own deck, and its folder if it has one of its own. Raises DeckInUse."""
        path = self._idle(deck_id)
        with self._one_at_a_time:
            if self._has_folder(path):
                careful(shutil.rmtree, path.parent)
            else:
                careful(path.unlink)

    # --- small print

    def _entry(self, deck_id: str) -> Entry:
        try:
            return self._library.get(deck_id)
        except NoSuchDeck:
            raise UnknownDeck from None

    def _idle(self, deck_id: str) -> Path:
        path = self.path(deck_id)
        if not path.is_file():
            raise UnknownDeck
        if self.in_use(deck_id):
            raise DeckInUse
        return path

    def _has_folder(self, path: Path) -> bool:
        return path.name == IN_A_FOLDER and path.parent != self._folder

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.md"

    def _is_taken(self, name: str) -> bool:
        on_disk = (self._file(name), self._folder / name)
        return name in self._library.ids() or any(os.path.lexists(path) for path in on_disk)

    def _check_free(self, name: str) -> None:
        if self._is_taken(checked(name)):
            raise DeckNameTaken

    def _create(self, name: str, content: bytes, pictures: dict[Path, Path] | None = None) -> str:
        with self._one_at_a_time:
            self._check_free(name)
            path = self._folder / name / IN_A_FOLDER if pictures else self._file(name)
            for file, place in (pictures or {}).items():
                careful(copied, file, path.parent / place)
            careful(replaced, path, content)
        return name
