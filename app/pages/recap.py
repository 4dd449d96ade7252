"""What the organiser will get, on the phones of the room: everybody there reads it first."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from app.pages import speak
from app.pages.who import joined_only, parts
from sessions.session import LiveSession
from sessions.state import Curtain
from sessions.summary.as_html import body_html
from sessions.summary.content import content

pages = Blueprint("recap", __name__)


@pages.get("/<code:code>/summary")
@joined_only
def summary(code: str, session: LiveSession, voter: bytes) -> AnyResponse:
    """Whole, as it stands now: what the presenter may strike or blur is struck or blurred only after the end. While
    everything is covered this is too."""
    speak(session.deck.lang)
    covered = session.state.curtain is Curtain.COVERED
    whole = content(session, parts().stage.desk.kept(session))
    body = Markup(body_html(whole, session.words)) if whole.asks and not covered else ""
    page = render_template("recap.html", code=code, covered=covered, title=whole.title, summary_html=body)
    return make_response(page)
