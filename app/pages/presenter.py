"""The presenter's pages: the one-time door, decks and sessions, the start form, the console, the projector."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, get_flashed_messages, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from app.pages import speak
from app.pages.forms import start_form
from app.pages.who import at_session, console_only, page_of, parts, sign_in, somebody
from app.phrases import phrases
from decks.asks import kind_of
from decks.deck import Deck
from decks.library import Entry
from sessions import protocol
from sessions.disclosure import FLOORS
from sessions.errors import InvalidDeck, SessionError, UnknownToken
from sessions.protocol import MODERATOR, PRESENTER, SCREEN
from sessions.session import LiveSession
from sessions.state import Start, Status

pages = Blueprint("presenter", __name__)

REHEARSAL_PHONES = 14
USED = "This sign-in link has been used or is too old. Start the server again for a new one."


@pages.get("/enter/<token>")
def door(token: str) -> str:
    """Looking at the link does not use it up; link previews look at everything."""
    _from_here(token)
    return render_template("enter.html", token=token)


@pages.post("/enter/<token>")
def enter(token: str) -> AnyResponse:
    _from_here(token)
    if not parts().identity.use_link(token):
        raise UnknownToken(USED)
    running = _running()
    there = running[0]["console_url"] if len(running) == 1 else "/present"
    return sign_in(redirect(there, 303))


def _from_here(token: str) -> None:
    """The link works on this very machine, and only as long as nobody has used it."""
    if not parts().address.is_loopback(request.environ):
        abort(404)
    if not parts().identity.knows_link(token):
        parts().limits.wrong_link(request.remote_addr or "")
        raise UnknownToken(USED)


@pages.get("/present")
@console_only
def home() -> str:
    library = parts().stage.house.playbill.library
    return render_template("home.html", decks=[_deck(entry) for entry in library.all()], sessions=_running())


def _deck(entry: Entry) -> dict[str, Any]:
    deck = entry.deck
    return {
        "id": entry.id,
        "title": deck.title if deck else entry.id,
        "slides": len(deck.slides) if deck else 0,
        "minutes": round(deck.minutes) if deck else 0,
        "lang": deck.lang if deck else "",
        "credits": [fact for fact in (deck.author, deck.license) if fact] if deck else [],
        "errors": entry.errors,
        "warnings": entry.warnings,
        "problems": [str(problem) for problem in entry.problems],
        "runs": deck is not None,
        "shipped": entry.shipped,
    }


def _running() -> list[dict[str, Any]]:
    rows = [row for row in parts().stage.house.shelf.all() if row.status != Status.ENDED]
    return [
        {
            "id": row.id,
            "title": row.title,
            "deck": row.deck,
            "status": row.status,
            "code": row.code or "",
            "day": row.day,
            "rehearsal": row.rehearsal,
            "console_url": f"/present/{row.id}",
        }
        for row in rows
    ]


def _known_deck(deck_id: str) -> Deck:
    deck = parts().stage.house.playbill.entry(deck_id).deck
    if deck is None:
        raise InvalidDeck
    return deck


@pages.get("/present/start/<deck_id>")
@console_only
def start(deck_id: str) -> str:
    return _start_page(_known_deck(deck_id), {}, {})


def _start_page(deck: Deck, told: dict[str, str], errors: dict[str, str]) -> str:
    cast = [{"name": name, "note": note} for name, note in deck.cast.items()]
    personal = any(slide.ask and slide.ask.privacy == "personal" for slide in deck.slides)
    return render_template(
        "start.html",
        deck=deck,
        cast=cast,
        defaults={"support": deck.support, "min_answers": FLOORS["standard"], **told},
        errors=errors,
        asks_plain_http=personal and parts().stage.plain_http,
    )


@pages.post("/present/sessions")
@console_only
def open_session() -> AnyResponse:
    deck = _known_deck(request.form.get("deck", ""))
    told, start, errors = start_form(deck, request.form)
    if errors:
        return make_response(_start_page(deck, told, errors), 422)
    try:
        session = parts().stage.create(
            deck.id, start, title=told.get("title", ""), min_answers=int(told["min_answers"])
        )
    except SessionError as refusal:
        return make_response(_start_page(deck, told, {"min_answers": refusal.says}), 422)
    return redirect(f"/present/{session.state.id}", 303)


@pages.post("/present/rehearsals")
@console_only
def rehearse() -> AnyResponse:
    """A session with simulated phones; it leaves nothing behind."""
    phones = min(max(request.form.get("phones", REHEARSAL_PHONES, type=int), 1), 60)
    deck = _known_deck(request.form.get("deck", ""))
    session = parts().stage.create(deck.id, Start(), rehearsal=True)
    parts().troupe.enter(session.state.id, session.state.code, phones)
    return redirect(f"/present/{session.state.id}", 303)


@pages.get("/present/<session_id>")
@console_only
def console(session_id: str) -> str:
    session = parts().stage.find(session_id)
    speak(session.deck.lang)
    view = parts().scenes.view(session, PRESENTER)
    words = phrases(session.deck.lang, console=True)
    page = {"token": parts().identity.new_console(), "session": session_id, "view": view, "words": words}
    messages = get_flashed_messages()
    return render_template(
        "presenter.html",
        view=view,
        session={"id": session_id, "title": session.state.title},
        overview=_overview(session),
        page=page,
        message=messages[-1] if messages else None,
        rule_url=f"/present/{session_id}/moderate",
        screen_url=view["screen_url"],
        join=view["join"],
        qr_svg_url=view["join"]["qr"],
    )


def _overview(session: LiveSession) -> list[dict[str, Any]]:
    return [
        {
            "id": slide.id,
            "number": slide.number,
            "title": slide.title,
            "part": slide.part,
            "minutes": slide.minutes,
            "asks": slide.ask is not None and kind_of(slide.ask).rule != "nothing",
            "talks": slide.ask is not None,
            "optional": slide.optional,
            "planned": session.deck.slide(slide.id) is not None,
        }
        for slide in session.slides
    ]


@pages.get("/present/<session_id>/overview")
@console_only
def overview(session_id: str) -> str:
    """The list of slides as it is now: a console asks again when its view says that there is another one."""
    session = parts().stage.find(session_id)
    speak(session.deck.lang)
    view = parts().scenes.view(session, PRESENTER)
    return render_template("console/overview.html", view=view, session={"id": session_id}, overview=_overview(session))


@pages.post("/present/<session_id>/moderate")
@at_session(PRESENTER, MODERATOR)
def moderate(session_id: str) -> AnyResponse:
    """A ruling about a text, from a page without scripts."""
    try:
        said = {name: text for name, text in request.form.items() if name != "csrf_token"}
        parts().stage.moderate(session_id, protocol.moderate(said))
    except SessionError as refusal:
        flash(refusal.says)
    return redirect(page_of(somebody()), 303)


@pages.post("/present/<session_id>/command")
@at_session(PRESENTER)
def command(session_id: str) -> AnyResponse:
    """The console without scripts: every legal move is a form."""
    try:
        parts().stage.command(session_id, protocol.command(_typed(request.form.to_dict())))
    except SessionError as refusal:
        flash(refusal.says)
    return redirect(page_of(somebody()), 303)


def _typed(form: dict[str, str]) -> dict[str, Any]:
    """The fields of a command, each in the type that its catalogue names."""
    fields = protocol.COMMANDS.get(form.get("do", ""), {})
    told: dict[str, Any] = {"do": form.get("do", "")}
    if version := form.get("version"):
        told["version"] = protocol.from_text(version, int)
    for name, (kind, _) in fields.items():
        if text := form.get(name) or _lines(form, name):
            told[name] = protocol.from_text(text, kind)
    return told


def _lines(form: dict[str, str], name: str) -> str:
    """Fields such as "counts.A" and "counts.B", as lines of one field."""
    parts = {field.removeprefix(f"{name}."): text for field, text in form.items() if field.startswith(f"{name}.")}
    return "\n".join(f"{part}: {text}" for part, text in parts.items() if text)


@pages.get("/screen/<key>")
def screen(key: str) -> str:
    """The projector: an ordinary page at an address that nobody can guess."""
    person = parts().identity.screen(key)
    assert person.session is not None
    session = parts().stage.find(person.session)
    speak(session.deck.lang)
    view = parts().scenes.view(session, SCREEN)
    page = {"key": key, "view": view, "words": phrases(session.deck.lang)}
    return render_template("screen.html", view=view, brand=parts().brand, page=page)
