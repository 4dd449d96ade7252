"""Where a PDF is read: `python -m decks.bring.child STAGE PDF PPTX DECK TITLE`, a process that may fall over.

It writes into the folder STAGE only: `progress` while it works, `new/` with the deck and its pictures, and `report`
at the end. PPTX and DECK, the deck that may be there already, are empty where there is none. Once nobody waits for it
any more it ends, and takes the folder along."""

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

PARENT = os.getppid()


class Orphaned(Exception):
    """Whoever waited has been killed, and may be about to start anew."""


def main(stage: str, pdf: str, pptx: str, deck: str, title: str) -> None:
    """Read, and write what came of it: never anything but a report or a refusal."""
    fence()
    try:
        _say(Path(stage) / "report", json.dumps(_read(stage, pdf, pptx, deck, title)))
    except Orphaned:
        shutil.rmtree(stage, ignore_errors=True)


def _read(stage: str, pdf: str, pptx: str, deck: str, title: str) -> dict[str, object]:
    try:
        return _bring(Path(stage), pdf, pptx, Path(deck) if deck else None, title)
    except CannotBring as refusal:
        return {"refused": refusal.code, "facts": refusal.facts}
    except (MemoryError, RecursionError):
        return {"refused": TooMuch.code, "facts": {}}
    except OSError:
        return {"refused": CannotSave.code, "facts": {}}


def _bring(stage: Path, pdf: str, pptx: str, deck: Path | None, title: str) -> dict[str, object]:
    new = stage / "new"
    (new / FOLDER).mkdir(parents=True)
    slides = Slides(_contents(pdf))
    pages, count = _pages(stage, slides, _contents(pptx) if pptx else None)
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


def _pages(stage: Path, slides: Slides, pptx: bytes | None) -> tuple[list[Page], int | None]:
    """Every page with its notes; the pictures are saved on the way."""
    given, count = notes_of(pptx, slides.count) if pptx is not None else ([], None)
    notes = [*given, *["" if given else None] * slides.count]
    pages = []
    for number in range(1, slides.count + 1):
        if os.getppid() != PARENT:
            raise Orphaned
        _say(stage / "progress", f"{number - 1} {slides.count}")
        next_page()
        text = slides.draw(number, stage / "new" / FOLDER)
        pages.append(Page(number, text, notes[number - 1]))
    return pages, count


def _say(path: Path, text: str) -> None:
    """The whole of it or nothing: the parent may be reading."""
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
