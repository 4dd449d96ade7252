"""Slides that exist: a PDF, and perhaps the PPTX it came from, become a folder with a deck and a picture of each page.

`Work` reads them in a process of its own, `wait` waits for it, `publish` puts what came of it among the decks."""

from decks.bring.publish import publish
from decks.bring.refusals import CannotBring
from decks.bring.report import Report
from decks.bring.work import Work, deck_name, remove_leftovers, wait

__all__ = ["CannotBring", "Report", "Work", "deck_name", "publish", "remove_leftovers", "wait"]
