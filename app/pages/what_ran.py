"""What ran: looked through by words and days, and deleted several at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from app.pages.who import console_only, parts
from sessions.comparison.kept import kept_of
from sessions.days import kept_until
from sessions.errors import InvalidMessage, UnknownSession
from sessions.listing import Page, Wanted, find, page, wanted
from sessions.session import LiveSession
from sessions.store.rows import Row

pages = Blueprint("what_ran", __name__)

MOST = 200
"""As many are deleted at once."""


def looked_for() -> Wanted:
    """What the address asks for. Raises InvalidMessage where a day is none."""
    said = request.args.get
    return wanted(said("q", "")[:200], said("deck", "")[:200], said("from", ""), said("to", ""))


def found(what: Wanted) -> list[Row]:
    """Everything that ran and fits, the newest day first."""
    return find(parts().stage.house.shelf.all(), what, deck_titles())


def deck_titles() -> Mapping[str, str]:
    """What the decks of this house are called today."""
    entries = parts().stage.house.playbill.library.all()
    return {entry.id: entry.deck.title for entry in entries if entry.deck}


@pages.get("/sessions")
@console_only
def sessions() -> str:
    try:
        what, wrong = looked_for(), ""
    except InvalidMessage as error:
        what, wrong = Wanted(), error.says
    rows, titles = parts().stage.house.shelf.all(), deck_titles()
    ran = find(rows, Wanted(), titles)
    here = page(find(ran, what, titles), _number(request.args.get("page", "")))
    decks = parts().archive.comparable((row.deck for row in here.rows), ran)
    return render_template(
        "sessions.html",
        wanted=what,
        said={name: request.args.get(name, "") for name in ("q", "from", "to")},
        wrong=wrong,
        any=bool(ran),
        page={"found": here.found, "number": here.number, "pages": here.pages, **_ways(what, here)},
        sessions=_listed(here.rows, titles),
        has_followups=bool(parts().followups.ids()),
        comparable=[{"title": titles.get(deck, deck), "id": deck} for deck in decks],
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _ways(what: Wanted, here: Page) -> dict[str, str]:
    """The addresses of the pages before and after this one; empty where there is none."""
    said = {"q": what.q, "deck": what.deck, "from": what.first, "to": what.last}
    words = {name: text for name, text in said.items() if text}
    numbers = {"before": here.number - 1, "after": here.number + 1}
    return {
        way: f"/sessions?{urlencode({**words, 'page': number})}" if 1 <= number <= here.pages else ""
        for way, number in numbers.items()
    }


def _listed(rows: Sequence[Row], titles: Mapping[str, str]) -> list[dict[str, Any]]:
    phones = parts().stage.house.shelf.past.participants([row.id for row in rows])
    days = parts().config.retention_days
    return [
        {
            "id": row.id,
            "title": row.title,
            "deck": titles.get(row.deck, row.deck),
            "day": row.day,
            "status": row.status,
            "participants": phones.get(row.id, 0),
            "kept_until": kept_until(row.day, days),
            "url": f"/sessions/{row.id}",
        }
        for row in rows
    ]


@pages.get("/sessions/deletion")
@console_only
def deletion() -> str:
    """Names what was ticked, and asks once more."""
    ticked = set(request.args.getlist("session"))
    rows = [row for row in found(Wanted()) if row.id in ticked][:MOST]
    keeps = max((keeps_days(parts().stage.find(row.id)) for row in rows), default=0)
    return render_template("deletion.html", sessions=_listed(rows, deck_titles()), keeps=keeps)


@pages.post("/sessions/deletion")
@console_only
def delete() -> AnyResponse:
    """Those that somebody else deleted meanwhile are gone already."""
    for name in request.form.getlist("session")[:MOST]:
        with suppress(UnknownSession):
            forget(name, keep=wants_to_keep())
    return redirect("/sessions", 303)


def forget(session_id: str, keep: bool = False) -> None:
    """Delete a session by hand, its follow-ups with it; with `keep`, all but what phones were told of. Raises
    UnknownSession."""
    parts().stage.delete(session_id, keep=keep)
    parts().followups.delete_of(session_id)


def wants_to_keep() -> bool:
    """Whether the totals of first and last questions shall outlive what is deleted."""
    return "keep" in request.form and parts().config.keep_pulses > 0


def keeps_days(session: LiveSession) -> int:
    """For how many days totals of this session may be kept when it goes; 0 where there are none."""
    may = parts().config.keep_pulses
    return min(session.state.keeps, may) if may and kept_of(session, "") else 0
