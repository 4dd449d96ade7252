"""What a phone says beside its answer, by plain forms: a vote for a question, a reason, a private word; and a page
with all the texts of the question that stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from flask import Blueprint, flash, get_flashed_messages, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from app.pages import speak
from app.pages.who import joined_only, parts
from sessions import audiences, protocol
from sessions.errors import SessionError
from sessions.protocol import PARTICIPANT
from sessions.session import LiveSession

pages = Blueprint("beside", __name__)

SIGNALLED = "signal"
"""The category of the message that says which private word is on its way."""
TOO_LATE = "That is longer ago than it can be taken back."

Act = Callable[[LiveSession, bytes], None]


def _acts(act: Act) -> Callable[[str], AnyResponse]:
    """Let a joined phone act, tell it of a refusal on the page that follows, and lead it back to where it was."""

    @joined_only
    @wraps(act)
    def page(code: str, session: LiveSession, voter: bytes) -> AnyResponse:
        try:
            parts().limits.events.spend(voter)
            act(session, voter)
        except SessionError as refusal:
            flash(session.words.say(refusal.says))
        return redirect(_back(code), 303)

    return page


def _back(code: str) -> str:
    """Where the form stood: the page with all texts, or the room, with what its owner has chosen about this part."""
    if request.form.get("at") == "items":
        return f"/{code}/items"
    chosen = {name: request.form[name] for name in ("ready", "out") if request.form.get(name)}
    return f"/{code}?{urlencode(chosen)}" if chosen else f"/{code}"


@pages.get("/<code:code>/items")
@joined_only
def items(code: str, session: LiveSession, voter: bytes) -> AnyResponse:
    """All approved texts of the question that stands; the phone's own page carries the newest only."""
    stage, scenes = parts().stage, parts().scenes
    speak(session.deck.lang)
    shown = audiences.items(session, scenes.scene(session, PARTICIPANT))
    view, mine = scenes.view(session, PARTICIPANT), stage.mine(session.state.id, voter)
    told = get_flashed_messages(category_filter=["message"])
    facts = {"view": view, "mine": mine, "code": code, "message": told[-1] if told else None}
    return make_response(render_template("items.html", items=shown, **facts))


@pages.post("/<code:code>/upvote")
@_acts
def upvote(session: LiveSession, voter: bytes) -> None:
    on, form = "drop" not in request.form, request.form
    said = {"item": form.get("lift" if on else "drop", ""), "on": on}
    parts().stage.upvote(session.state.id, voter, protocol.upvote(said))


@pages.post("/<code:code>/reason")
@_acts
def reason(session: LiveSession, voter: bytes) -> None:
    said = protocol.reason({name: request.form.get(name, "") for name in ("ask", "option", "text")})
    parts().limits.texts.spend((voter, said.ask))
    parts().stage.reason(session.state.id, voter, said)


@pages.post("/<code:code>/signal")
@_acts
def signal(session: LiveSession, voter: bytes) -> None:
    undo = "undo" in request.form
    kind = request.form.get("sent" if undo else "kind", "")
    reply = parts().stage.signal(session.state.id, voter, protocol.signal({"kind": kind, "undo": undo}))
    if not undo:
        flash(kind, SIGNALLED)
    elif not reply["undone"]:
        flash(session.words.say(TOO_LATE))
