"""The organiser's pages of one session: its summary, the downloads, deleting it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from app.pages import wants_json
from app.pages.what_ran import keeps_days, wants_to_keep
from app.pages.who import console_only, parts
from sessions.listing import kept_until
from sessions.session import LiveSession
from sessions.summary import FORMATS, format_named
from sessions.summary.as_html import body_html
from sessions.summary.content import content

pages = Blueprint("organiser", __name__)


@pages.get("/sessions/<session_id>")
@console_only
def session(session_id: str) -> str:
    found = parts().stage.find(session_id)
    downloads = [
        {"format": name, "url": f"/sessions/{session_id}/summary.{name}"} for name in sorted(FORMATS, key=_to_read)
    ]
    body = Markup(body_html(content(found, parts().stage.desk.kept(found)), found.words))
    return render_template("session.html", session=_listed(found), summary_html=body, downloads=downloads)


def _to_read(name: str) -> tuple[int, str]:
    """What is for reading comes first."""
    return {"html": 0, "pdf": 1}.get(name, 2), name


def _listed(session: LiveSession) -> dict[str, Any]:
    state = session.state
    return {
        "id": state.id,
        "title": state.title,
        "deck": session.deck.title,
        "day": state.day,
        "status": str(state.status),
        "participants": state.participants,
        "url": f"/sessions/{state.id}",
        "kept_until": kept_until(state.day, parts().config.retention_days),
        "keeps": keeps_days(session),
        "deck_id": state.deck,
        "comparable": bool(parts().archive.comparable([state.deck], parts().stage.house.shelf.all())),
    }


@pages.get("/sessions/<session_id>/summary.<name>")
@console_only
def summary(session_id: str, name: str) -> Response | tuple[str, int]:
    """The file; where it takes longer, a page that says so, and at the same address the file soon."""
    session, writings = parts().stage.find(session_id), parts().writings
    if wants_json():
        format_named(name)
        seconds, over = writings.stands(session, name)
        return jsonify(seconds=seconds, over=over)
    body = writings.fetch(session, name)
    if body is None:
        facts = {"format": name, "here": f"/sessions/{session_id}/summary.{name}"}
        seconds, _ = writings.stands(session, name)
        return render_template("writing.html", session=_listed(session), seconds=seconds, **facts), 202
    return _file(session, name, body)


def download(session: LiveSession, name: str) -> Response:
    """The summary as a file, however long it takes. Raises UnknownFormat or SummaryTooLong."""
    return _file(session, name, parts().binder.file(session, name))


def _file(session: LiveSession, name: str, body: bytes) -> Response:
    format = format_named(name)
    file = f"{session.state.deck}-{session.state.day}.{format.extension}"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response(body, content_type=format.media_type, headers=headers)


@pages.post("/sessions/<session_id>/delete")
@console_only
def delete(session_id: str) -> AnyResponse:
    parts().stage.delete(session_id, keep=wants_to_keep())
    return redirect("/sessions", 303)
