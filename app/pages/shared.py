"""A released summary for whoever was sent a link: a page to read, and its files; nothing else of the house."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from app.pages import speak
from app.pages.organiser import download, downloads
from app.pages.who import parts
from sessions.errors import UnknownShare
from sessions.release.edition import edition
from sessions.session import LiveSession
from sessions.store.shares import Share
from sessions.summary.as_html import body_html
from sessions.summary.content import phones

pages = Blueprint("shared", __name__)

COOKIE = "shared"


@pages.get("/shared/<token>")
def door(token: str) -> AnyResponse:
    """The link becomes a cookie for this one summary, and leaves the address."""
    share, _ = _opened(token)
    parts().sharing.used(share)
    home = f"/shared/{share.id}"
    response = redirect(f"{home}/summary", 303)
    secure = parts().address.encrypted
    response.set_cookie(COOKIE, token, path=home, httponly=True, samesite="Lax", secure=secure)
    return response


def _opened(token: str) -> tuple[Share, LiveSession]:
    """What that link leads to. Tries that lead nowhere have a budget, like those for signing in."""
    try:
        return parts().sharing.open(token)
    except UnknownShare:
        if token:
            parts().limits.wrong_share(request.remote_addr or "")
        raise


def _inside(share_id: str) -> LiveSession:
    """The session that this browser was let in to read. Raises UnknownShare."""
    share, session = _opened(request.cookies.get(COOKIE, ""))
    if share.id != share_id:
        raise UnknownShare
    return session


@pages.get("/shared/<share_id>/summary")
def summary(share_id: str) -> str:
    session = _inside(share_id)
    speak(session.deck.lang)
    told = edition(session, parts().stage.desk.kept(session))
    return render_template(
        "shared.html",
        brand=parts().brand,
        title=told.title,
        deck=told.deck_title,
        day=told.day,
        phones=phones(told, session.words),
        summary_html=Markup(body_html(told, session.words)),
        downloads=downloads(f"/shared/{share_id}"),
    )


@pages.get("/shared/<share_id>/summary.<name>")
def file(share_id: str, name: str) -> Response:
    return download(_inside(share_id), name)
