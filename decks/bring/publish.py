"""What was read, put among the decks: as a new folder at once, or file by file into one that is there."""

from __future__ import annotations

from pathlib import Path

from decks.bring.page import FOLDER
from decks.bring.record import IN_A_FOLDER, RECORD, digest_of
from decks.bring.refusals import CannotSave, EditedMeanwhile
from decks.bring.report import Report
from decks.bring.work import Work


def publish(work: Work) -> Report:
    """Put the deck in its place. Raises a refusal, and then nothing was changed."""
    report, digest = work.result()
    deck = work.target / IN_A_FOLDER
    if (digest_of(deck) if deck.exists() else "") != digest:
        raise EditedMeanwhile
    try:
        _move(work.stage / "new", work.target)
    except OSError:
        raise CannotSave from None
    return report


def _move(new: Path, target: Path) -> None:
    """The pictures first and the record last: wherever this is cut off, the deck can be read, and brought again."""
    if not target.exists():
        new.rename(target)
        return
    (target / FOLDER).mkdir(exist_ok=True)
    for picture in sorted((new / FOLDER).glob("*.webp")):
        picture.replace(target / FOLDER / picture.name)
    (new / IN_A_FOLDER).replace(target / IN_A_FOLDER)
    (new / FOLDER / RECORD).replace(target / FOLDER / RECORD)
