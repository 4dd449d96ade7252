"""What came of bringing slides, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decks.bring.report import Report
from decks.language import Language


def sentences(report: Report, words: Language) -> list[str]:
    """The report for whoever brought the slides, the most important first."""
    return list(_sentences(report, words))


def _sentences(report: Report, words: Language) -> Iterator[str]:
    if report.again:
        yield words.many("{n} page has a new picture.", "{n} pages have new pictures.", report.pages)
    else:
        yield words.many("{n} page is a deck now.", "{n} pages are a deck now.", report.pages)
    if report.notes:
        yield words.many("{n} page has notes for you.", "{n} pages have notes for you.", report.notes)
    if report.slides is not None:
        yield words.say(
            "The PDF has {pages} pages and the PowerPoint file {slides} slides, so check where the notes stand.",
            pages=report.pages,
            slides=report.slides,
        )
    if report.new:
        yield words.say("New at the end of the deck: {pages}.", pages=numbers(report.new))
    if report.kept:
        yield words.say("You edited the text of these pages, so it stays: {pages}.", pages=numbers(report.kept))
    if report.left_out:
        yield words.say("You took these pages out, so they stay out: {pages}.", pages=numbers(report.left_out))
    if report.gone:
        yield words.say("No longer in the PDF and still in the deck: {pages}.", pages=numbers(report.gone))


def numbers(pages: Sequence[int]) -> str:
    """Page numbers as people write them: 1–3, 7."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][-1] == page - 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
