"""The phone's pages: before joining, in the room, the plain form, the story so far."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, abort, get_flashed_messages, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from app.identity import Person
from app.pages import blanks, error_page, plain, prints, speak, speak_as_asked, spoken, wants_json
from app.pages.arrivals import let_in, loaded, seen
from app.pages.who import give_phone_cookie, joined_only, parts, phone, phone_token, presents
from app.phrases import later_phrases, phrases
from sessions import audiences
from sessions.audiences.pictures import larger
from sessions.errors import (
    RoleDenied,
    SessionEnded,
    SessionError,
    UnknownCode,
)
from sessions.protocol import PARTICIPANT
from sessions.session import LiveSession
from sessions.takeaway import takeaway as taken

pages = Blueprint("participant", __name__)

GOODBYE = "This session has ended. Thank you for being there."
NO_CONSOLE = "This browser presents, so it cannot vote. Use another phone, or another browser."


@pages.get("/<code:code>")
def room(code: str) -> AnyResponse:
    if code != code.upper():
        return redirect(f"/{code.upper()}", 308)
    person = phone(code)
    if person is None:
        return _door(code)
    return _inside(person)


def _door(code: str) -> AnyResponse:
    """The page before joining; it creates no token, however often it is loaded."""
    try:
        session = _open_room(code)
    except UnknownCode as unknown:
        if phone_token():
            return _goodbye(code)
        return error_page(unknown.status, unknown.code, unknown.says)
    seen(parts(), request.environ, session)
    speak(session.deck.lang)
    own = prints.of_this_browser()
    if prints.just_came():
        printed = parts().prints.door(session, own, partial(_door_page, session))
        if printed.fits(own):
            return prints.filled_in(printed, own)
    return make_response(_door_page(session, **own))


def _door_page(session: LiveSession, csrf: str) -> str:
    facts = {**_facts(session), "csrf_token": lambda: csrf}
    return render_template("participant.html", joined=False, page={"code": session.state.code}, **facts)


def _goodbye(code: str) -> AnyResponse:
    """What is left of a room for a phone that was in it: thanks, and the cards that it keeps for its owner."""
    if wants_json():
        return error_page(410, SessionEnded.code, GOODBYE)
    speak_as_asked()
    facts = {"says": spoken().say(GOODBYE), "code": code, "page": _keeper()}
    return make_response(render_template("kept.html", **facts), 410)


def _keeper() -> dict[str, Any]:
    return {"words": later_phrases(spoken().tag)}


def _open_room(code: str) -> LiveSession:
    """The session of a code that lets people in. Raises UnknownCode, the same for unknown, ended and locked."""
    try:
        return parts().stage.by_code(code)
    except UnknownCode:
        parts().limits.wrong_code(request.remote_addr or "")
        raise


def _inside(person: Person) -> AnyResponse:
    stage, session_id = parts().stage, person.session
    assert session_id is not None
    session = stage.find(session_id)
    loaded(parts(), request.environ, session, person.voter)
    speak(session.deck.lang)
    mine = stage.mine(session_id, person.voter)
    own = prints.of_this_browser(token=phone_token())
    if prints.just_came() and prints.has_said_nothing(mine):
        shown = parts().scenes.shared(session)
        printed = parts().prints.room(shown, mine, own, partial(_room_page, session, dict(shown), mine))
        if printed.fits(own):
            return prints.filled_in(printed, own)
    return prints.alone(_room_page(session, parts().scenes.view(session, PARTICIPANT), mine, **own))


def _room_page(session: LiveSession, view: dict[str, Any], mine: dict[str, Any] | None, csrf: str, token: str) -> str:
    code, words = session.state.code, phrases(session.deck.lang)
    page = {"code": code, "token": token, "session": session.state.id, "view": view, "mine": mine, "words": words}
    page["forms"] = blanks.address(session.deck.lang)
    facts = {**_facts(session), "csrf_token": lambda: csrf}
    return render_template("participant.html", joined=True, view=view, mine=mine, page=page, **facts)


def _facts(session: LiveSession) -> dict[str, Any]:
    """What stands on every phone, joined or not."""
    start, deck = session.state.start, session.deck
    messages = get_flashed_messages(category_filter=["message"])
    return {
        "code": session.state.code,
        "deck": {"title": deck.title, "content_note": deck.content_note, "lang": deck.lang, "support": deck.support},
        "start": {
            "presenter": start.presenter,
            "relation": start.relation,
            "machine": start.machine,
            "reports": start.reports,
            "support": start.support or deck.support,
        },
        "status": str(session.state.status),
        "keeps_pulse": session.state.keeps_pulse,
        "floor_note": _floor_note(session),
        "message": messages[-1] if messages else None,
        "drafts": get_flashed_messages(category_filter=["draft"]),
        "tried": plain.tried(),
        "signalled": get_flashed_messages(category_filter=["signal"]),
        "plain_http": parts().stage.plain_http,
        "rehearsal": session.state.rehearsal,
        "keeps": session.state.keeps,
    }


def _floor_note(session: LiveSession) -> str:
    floor = session.lowest_floor
    return session.words.say("Results are shown once {floor} people have answered, never before.", floor=floor)


def new_phone(code: str) -> tuple[LiveSession, str]:
    """Let a phone in: its session and its token. Raises UnknownCode, RoleDenied, RoomFull or RateLimited."""
    session = _open_room(code)
    if presents():
        raise RoleDenied(NO_CONSOLE)
    return session, let_in(parts(), session)


@pages.post("/<code:code>")
def join(code: str) -> AnyResponse:
    code = code.upper()
    there = redirect(f"/{code}", 303)
    if phone(code):
        return there
    _, token = new_phone(code)
    return give_phone_cookie(there, code, token, parts().address.encrypted)


@pages.post("/<code:code>/answer")
@joined_only
def answer(code: str, session: LiveSession, voter: bytes) -> AnyResponse:
    """The plain form: for phones whose scripts or sockets fail altogether."""
    try:
        parts().limits.answers.spend(voter)
        parts().stage.answer(session.state.id, voter, plain.read(session, voter))
    except SessionError as refusal:
        return plain.refused(code, session, refusal)
    return redirect(f"/{code}", 303)


@pages.get("/<code:code>/story")
@joined_only
def story(code: str, session: LiveSession, voter: bytes) -> AnyResponse:
    """What was told before somebody came late: this part's slides, as far as the room has seen them."""
    speak(session.deck.lang)
    return make_response(render_template("story.html", slides=audiences.story(session), code=code))


@pages.get("/<code:code>/picture")
@joined_only
def picture(code: str, session: LiveSession, voter: bytes) -> AnyResponse:
    """A picture that the room was shown, as large as on the wall."""
    speak(session.deck.lang)
    found = larger(session, request.args.get("of", ""))
    if found is None:
        abort(404)
    return make_response(render_template("picture.html", picture=found, code=code))


@pages.get("/<code:code>/takeaway")
@joined_only
def takeaway(code: str, session: LiveSession, voter: bytes) -> AnyResponse:
    """What was told so far, which a phone keeps: it may sleep when the session ends."""
    return make_response(taken(session))


@pages.get("/kept")
def kept() -> AnyResponse:
    """What this browser keeps of the rooms it was in. The server knows nothing of it, so the page is always there."""
    speak_as_asked()
    return make_response(render_template("kept.html", code="", says="", page=_keeper()))
