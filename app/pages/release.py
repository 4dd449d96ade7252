"""The presenter's side of a release: leave out, blur, say three lines, release, take back, and make links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from app.pages import spoken
from app.pages.followups import of_session
from app.pages.organiser import downloads, listed
from app.pages.who import console_only, parts
from sessions.errors import InvalidMessage, SessionError, UnknownSession
from sessions.moderation.item import Item
from sessions.release import acts
from sessions.release.edition import edition
from sessions.release.sharing import DAYS, USUAL_DAYS
from sessions.release.terms import LONGEST_LINE, MOST_LINES, Cut
from sessions.session import LiveSession
from sessions.state import Status
from sessions.summary.as_html import body_html
from sessions.summary.content import content

pages = Blueprint("release", __name__)

Facts = dict[str, Any]
Act = Callable[[LiveSession], LiveSession]


# --- the page


@pages.get("/sessions/<session_id>")
@console_only
def session(session_id: str) -> str:
    return _page(parts().stage.find(session_id))


def _page(found: LiveSession, message: str = "", typed: MultiDict[str, str] | None = None, link: str = "") -> str:
    items = parts().stage.desk.kept(found)
    return render_template(
        "session.html",
        brand=parts().brand,
        session=listed(found),
        summary_html=Markup(body_html(edition(found, items), found.words)),
        downloads=downloads(f"/sessions/{found.state.id}"),
        release=_release(found, items, typed or MultiDict()),
        sharing=_sharing(found),
        followups=of_session(found),
        message=message,
        link=link,
    )


def _release(found: LiveSession, items: tuple[Item, ...], typed: MultiDict[str, str]) -> Facts:
    """What the form shows: what stands, or what was typed and could not be taken."""
    terms = found.state.release
    lines = (*(typed.getlist("line") or terms.lines), *[""] * MOST_LINES)[:MOST_LINES]
    return {
        "ended": found.state.status is Status.ENDED and not found.state.rehearsal,
        "day": terms.day,
        "version": found.state.version,
        "lines": lines if terms.day is None else terms.lines,
        "longest": LONGEST_LINE,
        "asks": [_ask(found, one.id, one.title, items, typed) for one in content(found, items).asks],
    }


def _ask(found: LiveSession, ask: str, title: str, items: tuple[Item, ...], typed: MultiDict[str, str]) -> Facts:
    terms, order = found.state.release, list(Cut)
    least = order.index(terms.cut(ask)) if terms.day else 0
    struck = typed.getlist("strike") if typed else terms.texts
    return {
        "id": ask,
        "title": title,
        "cut": typed.get(f"cut.{ask}", str(terms.cut(ask))),
        "open": {str(cut): place >= least for place, cut in enumerate(order)},
        "texts": [
            {
                "id": item.id,
                "text": item.text,
                "struck": item.id in struck,
                "fixed": bool(terms.day) and item.id in terms.texts,
            }
            for item in items
            if item.ask == ask
        ],
    }


def _sharing(found: LiveSession) -> Facts:
    sharing, address = parts().sharing, parts().address
    return {
        "links": [
            {"id": share.id, "made": share.made, "until": share.until, "used": share.used}
            for share in sharing.of(found)
        ],
        "days": DAYS,
        "usual": USUAL_DAYS,
        "last_day": sharing.last_day(found),
        "address": address.base,
        "near": not address.proxied and not parts().config.public_url,
    }


# --- what the presenter does


@pages.post("/sessions/<session_id>/edition")
@console_only
def keep(session_id: str) -> AnyResponse:
    """Keep the form as it is; with "then" also release it."""
    stage = parts().stage
    typed, today = request.form, stage.house.world.today()

    def act(found: LiveSession) -> LiveSession:
        after = _cut(found, stage.desk.kept(found), typed)
        return acts.release(after, today) if typed.get("then") == "release" else after

    return _edit(session_id, act)


def _cut(found: LiveSession, items: tuple[Item, ...], typed: MultiDict[str, str]) -> LiveSession:
    terms = found.state.release
    try:
        cuts = {ask: Cut(typed.get(f"cut.{ask}", terms.cut(ask))) for ask in found.state.asks}
    except ValueError:
        raise InvalidMessage from None
    struck = {item.id for item in items} & set(typed.getlist("strike"))
    if terms.day:
        lines = [line for place, line in enumerate(terms.lines) if str(place) not in typed.getlist("drop")]
        return acts.cut(found, cuts, struck | terms.texts, lines)
    return acts.cut(found, cuts, struck, typed.getlist("line"))


@pages.post("/sessions/<session_id>/take-back")
@console_only
def take_back(session_id: str) -> AnyResponse:
    """From here on nobody else reads it, and no link leads to it, also when it is released again."""
    return _edit(session_id, acts.take_back)


def _edit(session_id: str, act: Act) -> AnyResponse:
    """A refusal shows the form again, as it was typed."""
    try:
        edit(session_id, request.form.get("version", type=int), act)
    except UnknownSession:
        raise
    except SessionError as refusal:
        return _refused(session_id, refusal)
    return redirect(f"/sessions/{session_id}#release", 303)


def edit(session_id: str, version: int | None, act: Act) -> LiveSession:
    """Cut, release or take back. What was made of the session tells no more than its summary, and while that is not
    released no link to it lives, also where a crash came between. Raises StaleVersion and what the act raises."""
    stage, sharing = parts().stage, parts().sharing
    if stage.find(session_id).state.release.day is None:
        sharing.revoke_all(session_id)
    session = stage.edit(session_id, version, act)
    if session.state.release.day is None:
        sharing.revoke_all(session_id)
    parts().followups.follow(session)
    return session


def _refused(session_id: str, refusal: SessionError) -> AnyResponse:
    page = _page(parts().stage.find(session_id), spoken().say(refusal.says), request.form)
    return make_response(page, refusal.status)


# --- links


@pages.post("/sessions/<session_id>/shares")
@console_only
def share(session_id: str) -> AnyResponse:
    """Make a link. It stands on the page that answers, and nowhere again."""
    parts().stage.find(session_id)
    try:
        made = parts().sharing.make(session_id, request.form.get("days", 0, type=int))
    except SessionError as refusal:
        return _refused(session_id, refusal)
    link = f"{parts().address.base}/shared/{made.token}"
    return make_response(_page(parts().stage.find(session_id), link=link), 201)


@pages.post("/sessions/<session_id>/shares/<share_id>/revoke")
@console_only
def revoke(session_id: str, share_id: str) -> AnyResponse:
    parts().sharing.revoke(session_id, share_id)
    return redirect(f"/sessions/{session_id}#links", 303)
