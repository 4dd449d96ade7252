"""`readtheroom deck import`: slides that exist become a deck, with progress and words at the end."""

from __future__ import annotations

import shlex
import sys
import time
from pathlib import Path

import click

from decks.bring import CannotBring, Work, deck_name, publish, wait
from decks.bring.refusals import CannotSave
from decks.bring.telling import sentences
from decks.language import language
from decks.library import IN_A_FOLDER


def bring(pdf: Path, pptx: Path | None, into: Path) -> None:
    """Bring them into this folder of decks, which is made if need be. Raises CannotBring."""
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise CannotSave from None
    work = Work(pdf, pptx, into, deck_name(pdf.name))
    try:
        wait(work, time.sleep, _tell)
        report = publish(work)
    finally:
        work.stop()
        _tell(0, 0)
    deck = into / work.target.name / IN_A_FOLDER
    click.echo("\n".join(sentences(report, language("en"))))
    click.echo(f"\nThe deck is {deck}, and its pictures are beside it. Put votes between the pages, then:\n")
    click.echo(f"  readtheroom deck check {shlex.quote(str(deck))}")
    click.echo(f"  readtheroom serve --decks {shlex.quote(str(into))}")


def _tell(done: int, total: int) -> None:
    """One line that changes, for a person at a terminal; nothing is left of it at the end."""
    if sys.stderr.isatty():
        says = f"Reading page {done + 1} of {total}" if total else ""
        click.echo(f"\r{says:<30}\r", nl=False, err=True)


__all__ = ["CannotBring", "bring"]
