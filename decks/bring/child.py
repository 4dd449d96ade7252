"""Where a PDF is read: `python -m decks.bring.child PARENT STAGE PDF PPTX DECK TITLE`, a process that may fall over.

It writes into the folder STAGE only: `progress` while it works, `new/` with the deck and its pictures, and `report`
at the end. PPTX and DECK, the deck that may be there already, are empty where there is none. PARENT is the process that
waits for it: once that has gone it ends before the next page, and takes the folder along."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import asdict, replace
from pathlib import Path

from decks.bring.limits import LARGEST_FILE, fence, next_page
from decks.bring.notes import notes_of
from decks.bring.page import FOLDER, Page
from decks.bring.pdf import Slides
from decks.bring.record import IN_A_FOLDER, digest_of, read_deck_text, read_record, write_record
from decks.bring.refusals import CannotBring, CannotSave, NoSuchFile, TooLarge, TooMuch
from decks.bring.writing import head_of, written


class Orphaned(Exception):
    """Whoever waited has been killed, and may be about to start anew."""


class Folder:
    """Where a child writes, for a parent that waits and may be reading."""

    def __init__(self, path: Path, parent: int) -> None:
        self._path, self._parent = path, parent
        self.new = path / "new"

    def say(self, name: str, text: str) -> None:
        """The whole of it or nothing. Raises Orphaned where nobody waits for it."""
        if os.name != "nt" and os.getppid() != self._parent:  # there a virtual environment has a process in between
            raise Orphaned
        draft = (self._path / name).with_suffix(".draft")
        draft.write_text(text, encoding="utf-8")
        draft.replace(self._path / name)


def main(parent: str, stage: str, pdf: str, pptx: str, deck: str, title: str) -> None:
    """Read, and write what came of it: never anything but a report or a refusal."""
    fence()
    here = Folder(Path(stage), int(parent))
    try:
        said = _read(here, pdf, pptx, deck, title)
        here.say("report", json.dumps(said))
    except Orphaned:
        shutil.rmtree(stage, ignore_errors=True)


def _read(here: Folder, pdf: str, pptx: str, deck: str, title: str) -> dict[str, object]:
    try:
        return _bring(here, pdf, pptx, Path(deck) if deck else None, title)
    except CannotBring as refusal:
        return {"refused": refusal.code, "facts": refusal.facts}
    except (MemoryError, RecursionError):
        return {"refused": TooMuch.code, "facts": {}}
    except OSError:
        return {"refused": CannotSave.code, "facts": {}}


def _bring(here: Folder, pdf: str, pptx: str, deck: Path | None, title: str) -> dict[str, object]:
    new = here.new
    (new / FOLDER).mkdir(parents=True)
    slides = Slides(_contents(pdf))
    pages, count = _pages(here, slides, _contents(pptx) if pptx else None)
    digest = digest_of(deck) if deck else ""  # before the text, so that no save in between goes unnoticed
    old = read_deck_text(deck) if deck else None
    record = read_record(deck.parent) if deck else {}
    text, blocks, report = written(head_of(title, slides.language), old, record, pages)
    report = replace(report, notes=sum(bool((page.notes or "").strip()) for page in pages), slides=count)
    (new / IN_A_FOLDER).write_text(text, encoding="utf-8", newline="\n")
    write_record(new, blocks)
    return {"report": asdict(report), "deck": digest}


def _contents(file: str) -> bytes:
    try:
        with open(file, "rb") as opened:
            data = opened.read(LARGEST_FILE + 1)
    except OSError:
        raise NoSuchFile(file=Path(file).name) from None
    if len(data) > LARGEST_FILE:
        raise TooLarge
    return data


def _pages(here: Folder, slides: Slides, pptx: bytes | None) -> tuple[list[Page], int | None]:
    """Every page with its notes; the pictures are saved on the way."""
    given, count = notes_of(pptx, slides.count) if pptx is not None else ([], None)
    notes = [*given, *["" if given else None] * slides.count]
    pages = []
    for number in range(1, slides.count + 1):
        here.say("progress", f"{number - 1} {slides.count}")
        next_page()
        text = slides.draw(number, here.new / FOLDER)
        pages.append(Page(number, text, notes[number - 1]))
    return pages, count


if __name__ == "__main__":
    main(*sys.argv[1:])
