"""The HTTP API: what a console can do, for other programs."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, jsonify, request

from app.pages.forms import LINES, LONGEST_NAME, LONGEST_TITLE
from app.pages.organiser import download
from app.pages.participant import new_phone
from app.pages.what_ran import forget, found, looked_for
from app.pages.who import bearer, bearer_only, give_phone_cookie, parts
from decks.library import Entry
from decks.parse.front import MOST_CAST
from sessions import protocol
from sessions.errors import InvalidMessage, StaleVersion, UnknownSession, Unreleased
from sessions.protocol import ORGANISER, PRESENTER
from sessions.session import LiveSession
from sessions.state import Start, Status

pages = Blueprint("api", __name__, url_prefix="/api")


@pages.post("/join")
def join() -> Response:
    """Anyone: a voter token for one session, as a cookie too."""
    code = _text(body({"code"}), "code", 40, must=True)
    session, token = new_phone("".join(code.split()).upper())
    response = jsonify(session=session.state.id, token=token)
    return give_phone_cookie(response, session.state.code, token, parts().address.encrypted)


@pages.get("/decks")
@bearer_only(PRESENTER)
def decks() -> Response:
    entries = parts().stage.house.playbill.library.all()
    return jsonify([_deck(entry) for entry in entries])


def _deck(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.deck.title if entry.deck else entry.id,
        "slides": len(entry.deck.slides) if entry.deck else 0,
        "errors": entry.errors,
        "warnings": entry.warnings,
    }


@pages.get("/sessions")
@bearer_only(PRESENTER, ORGANISER)
def sessions() -> Response:
    """The newest day first; rehearsals left out. An organiser sees of each that it took place, and whether its summary
    can be read."""
    rows = found(looked_for())
    if bearer().role == ORGANISER:
        return jsonify([_took_place(parts().stage.find(row.id)) for row in rows if row.status == Status.ENDED])
    return jsonify(
        [
            {
                "id": row.id,
                "title": row.title,
                "deck": row.deck,
                "date": row.day,
                "status": row.status,
                "code": row.code,
            }
            for row in rows
        ]
    )


def _took_place(session: LiveSession) -> dict[str, Any]:
    state = session.state
    facts = {"id": state.id, "title": state.title, "deck": state.deck, "date": state.day}
    return {**facts, "released": state.release.day}


@pages.post("/sessions")
@bearer_only(PRESENTER)
def create() -> tuple[Response, int]:
    facts = body({"deck", "title", "min_answers", "start", "rehearsal"})
    least = facts.get("min_answers")
    if least is not None and (not isinstance(least, int) or isinstance(least, bool)):
        raise InvalidMessage("“min_answers” is a whole number.")
    if not isinstance(facts.get("rehearsal", False), bool):
        raise InvalidMessage("“rehearsal” is true or false.")
    session = parts().stage.create(
        _text(facts, "deck", 200, must=True),
        _start(facts.get("start", {})),
        title=_text(facts, "title", LONGEST_TITLE),
        min_answers=least,
        rehearsal=facts.get("rehearsal", False),
    )
    return jsonify(_addresses(session)), 201


def _addresses(session: LiveSession) -> dict[str, str]:
    scenes = parts().scenes
    return {
        "id": session.state.id,
        "code": session.state.code,
        "join_url": scenes.join_url(session),
        "console_url": scenes.console_url(session),
        "screen_url": scenes.screen_url(session),
    }


def _start(facts: Any) -> Start:
    if not isinstance(facts, dict) or set(facts) - {*LINES, "cast"}:
        raise InvalidMessage("“start” takes presenter, relation, machine, reports, support and cast.")
    cast = facts.get("cast") or {}
    if not isinstance(cast, dict) or len(cast) > MOST_CAST:
        raise InvalidMessage("“cast” maps a name to another name.")
    names = {name: _text(cast, name, LONGEST_NAME) for name in cast if isinstance(name, str)}
    lines: dict[str, Any] = {line: _text(facts, line, longest) for line, longest in LINES.items()}
    return Start(cast=names, **lines)


@pages.get("/sessions/<session_id>")
@bearer_only(PRESENTER, ORGANISER)
def view(session_id: str) -> Response:
    """The presenter's view; for an organiser that it took place."""
    if bearer().role == ORGANISER:
        return jsonify(_took_place(_over(session_id)))
    return _view(parts().stage.find(session_id))


def _over(session_id: str) -> LiveSession:
    """A session that an organiser may know of: one that has ended, and was no rehearsal. Raises UnknownSession."""
    session = parts().stage.find(session_id)
    if session.state.status is not Status.ENDED or session.state.rehearsal:
        raise UnknownSession
    return session


@pages.delete("/sessions/<session_id>")
@bearer_only(PRESENTER)
def delete(session_id: str) -> tuple[str, int]:
    forget(session_id)
    return "", 204


@pages.post("/sessions/<session_id>/commands")
@bearer_only(PRESENTER)
def command(session_id: str) -> Response:
    stage = parts().stage
    stage.find(session_id)
    try:
        return _view(stage.command(session_id, protocol.command(said())))
    except StaleVersion as stale:
        stale.extra["view"] = parts().scenes.view(stage.find(session_id), PRESENTER)
        raise


@pages.post("/sessions/<session_id>/moderate")
@bearer_only(PRESENTER)
def moderate(session_id: str) -> Response:
    """A text was looked at."""
    stage = parts().stage
    stage.find(session_id)
    return _view(stage.moderate(session_id, protocol.moderate(said())))


def _view(session: LiveSession) -> Response:
    return jsonify(parts().scenes.view(session, PRESENTER))


@pages.get("/sessions/<session_id>/summary.<name>")
@bearer_only(PRESENTER, ORGANISER)
def summary(session_id: str, name: str) -> Response:
    """The presenter reads it as it stands, an organiser from the day on which it is released."""
    session = parts().stage.find(session_id)
    if bearer().role == ORGANISER and session.state.release.day is None:
        raise Unreleased
    return download(session, name)


def said() -> Any:
    """The body as JSON; None where it is none, is nested too deep to be read, or has half a letter in one of its texts,
    which no file can hold."""
    try:
        facts = request.get_json(silent=True)
        json.dumps(facts, ensure_ascii=False).encode()
    except (RecursionError, UnicodeEncodeError):
        return None
    return facts


def body(names: set[str]) -> dict[str, Any]:
    facts = said()
    if not isinstance(facts, dict):
        raise InvalidMessage("The body is a JSON object.")
    if unknown := set(facts) - names:
        raise InvalidMessage(f"There is no field “{sorted(unknown)[0][:40]}” here.")
    return facts


def _text(facts: dict[str, Any], name: str, longest: int, must: bool = False) -> str:
    value = facts.get(name)
    if value is None and not must:
        return ""
    if not isinstance(value, str) or len(value) > longest:
        raise InvalidMessage(f"“{name}” is a text of at most {longest} characters.")
    return " ".join(value.split())
