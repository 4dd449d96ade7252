"""The decks on this machine: the shipped ones and one's own, read again when their files change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from decks.deck import Checked, Deck, Problem
from decks.parse import parse
from decks.parse.text import LARGEST

SHIPPED = Path(__file__).parent / "library"
IN_A_FOLDER = "deck.md"
MAP = ".map.md"
"""A map beside a deck names the slide for every point of its source; it is no deck itself."""


class NoSuchFolder(Exception):
    """The folder of one's own decks does not exist. Its message says so and what to do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"The deck folder {folder} does not exist. Create it, or name another one with --decks.")


class NoSuchDeck(KeyError):
    """No deck has this id."""


@dataclass(frozen=True, slots=True)
class Entry(Checked):
    """One deck of the library. `deck` is None while its file has errors; `problems` says which."""

    id: str
    path: Path
    deck: Deck | None
    problems: tuple[Problem, ...]
    shipped: bool


Stamps = tuple[tuple[int, int] | None, ...]


class Library:
    """Every deck by its id; one's own hides a shipped one of the same id. Files are read when they changed."""

    def __init__(self, own: Path | None = None, shipped: Path = SHIPPED) -> None:
        if own is not None and not _is_folder(own):
            raise NoSuchFolder(own)
        self._own, self._shipped = own, shipped
        self._read: dict[Path, tuple[Stamps, Entry]] = {}

    def ids(self) -> tuple[str, ...]:
        """The ids of all decks, in the order of the alphabet."""
        return tuple(sorted(self._paths()))

    def get(self, deck_id: str) -> Entry:
        """The deck as its file is now. Raises NoSuchDeck for an id that is not on this machine and never was."""
        path = self._paths().get(deck_id) or self._gone(deck_id)
        if path is None:
            raise NoSuchDeck(deck_id)
        known = self._read.get(path)
        if known is None or known[0] != _stamps(known[1]):
            entry = _entry(deck_id, path, shipped=path.is_relative_to(self._shipped))
            self._read[path] = (_stamps(entry), entry)
        return self._read[path][1]

    def all(self) -> tuple[Entry, ...]:
        """Every deck, in the order of the alphabet."""
        return tuple(self.get(deck_id) for deck_id in self.ids())

    def _paths(self) -> dict[str, Path]:
        shipped = dict(_found(self._shipped))
        return {**shipped, **dict(_found(self._own))} if self._own else shipped

    def _gone(self, deck_id: str) -> Path | None:
        """The path of a deck that was read before and has vanished since."""
        return next((path for path, (_, entry) in self._read.items() if entry.id == deck_id), None)


def deck_id_of(path: Path) -> str:
    """A deck's id: its file's name without `.md`, or its folder's."""
    return path.absolute().parent.name if path.name == IN_A_FOLDER else path.stem


def read_deck(path: Path) -> tuple[Deck | None, tuple[Problem, ...]]:
    """The deck in this file. A file that cannot be read is a problem like any other."""
    file = str(path)
    try:
        if path.is_dir():
            return None, (Problem(file, 1, "F01", "this is a folder", "name the deck.md in it"),)
        with path.open("rb") as opened:
            text = opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        says = "there is no such file" if isinstance(error, FileNotFoundError) else "this file cannot be read"
        return None, (Problem(file, 1, "F01", says, "check its name and its permissions"),)
    return parse(text, file=file, deck_id=deck_id_of(path), folder=path.absolute().parent)


def _found(folder: Path) -> Iterator[tuple[str, Path]]:
    """Decks of a folder: `*.md` and `*/deck.md`, no deeper. What cannot be listed holds none."""
    try:
        children = sorted(folder.iterdir())
    except OSError:
        return
    for child in children:
        path = child / IN_A_FOLDER if child.is_dir() else child
        if path.suffix == ".md" and not _is_aside(child.name) and _is_file(path):
            yield deck_id_of(path), path


def _is_aside(name: str) -> bool:
    """Whether this is no deck for presenting: a hidden file, or a page about decks (`NAME.map.md`, `README.md`)."""
    return name.startswith(".") or name.endswith(MAP) or name.lower() == "readme.md"


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _stamps(entry: Entry) -> Stamps:
    """The states of a deck's file and of what it shows; with errors, of the folders where a picture may turn up."""
    more = entry.deck.images.values() if entry.deck else [entry.path.parent, *entry.path.parent.glob("*/")]
    return tuple(_stamp(Path(path)) for path in (entry.path, *more))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _entry(deck_id: str, path: Path, shipped: bool) -> Entry:
    deck, problems = read_deck(path)
    return Entry(deck_id, path, deck, problems, shipped)
