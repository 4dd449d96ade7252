"""A follow-up on paper: the result for whoever asked for it, and the sheet that invites people to answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from markupsafe import Markup

from decks.language import Language
from decks.paper import pdf, printable
from decks.paper.report import report
from decks.paper.tongue import tongue
from sessions.brand import Brand
from sessions.followup.invitation import Invitation
from sessions.followup.notes import facts, method
from sessions.followup.result import Answered, answered, heading
from sessions.followup.state import FollowupState
from sessions.letterhead import letterhead
from sessions.summary.printed.drawings import bars_of

HERE = Path(__file__).parent / "printed"


def as_pdf(state: FollowupState, brand: Brand | None = None) -> bytes:
    """The result of an ended follow-up."""
    words = state.words
    said = {
        "brand": letterhead(brand),
        "title": printable(state.title),
        "says": words.say("Asked again"),
        "facts": list(facts(state)),
        "asks": [_ask(one, words) for one in answered(state)],
        "method": list(method(state)),
    }
    return pdf(HERE / "result.typ", report(said, words))


def _ask(one: Answered, words: Language) -> dict[str, Any]:
    told = [column for column in one.columns if column.counts is not None]
    return {
        "title": printable(one.question.title),
        "terms": one.terms,
        "says": one.says,
        "notes": list(_notes(one)),
        "drawings": [asdict(bars_of("", told, one.picture == "steps", words))] if told else [],
    }


def _notes(one: Answered) -> Iterator[str]:
    """Why a column is missing."""
    for column in one.columns[:-1]:
        if column.counts is None:
            yield f"{heading(column)}: {column.published.says}"


def as_sheet(state: FollowupState, address: str, qr: str, brand: Brand | None = None) -> bytes:
    """One page to print and to hang up: what it is about, the code, the address in large letters, what is promised."""
    words, said = state.words, Invitation(state, address)
    return pdf(
        HERE / "sheet.typ",
        {
            **tongue(words),
            "brand": letterhead(brand),
            "title": printable(state.title),
            "asks": said.asks,
            "when": said.when,
            "address": [Markup.escape(line) for line in said.lines],
            "qr": Markup(qr),
            "qr_says": words.say("The code leads to {address}", address=address),
            "steps": list(said.steps),
            "promises": list(said.promises),
        },
    )
