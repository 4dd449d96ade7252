"""The organiser's pages of one session: the downloads, deleting it. A session's own page is in `release.py`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from app.pages import wants_json
from app.pages.what_ran import forget, keeps_days, wants_to_keep
from app.pages.who import console_only, parts
from sessions.days import kept_until
from sessions.session import LiveSession
from sessions.summary import FORMATS, format_named

pages = Blueprint("organiser", __name__)


def downloads(home: str) -> list[dict[str, str]]:
    """Every format, what is for reading first, at addresses below `home`."""
    return [{"format": name, "url": f"{home}/summary.{name}"} for name in sorted(FORMATS, key=_to_read)]


def _to_read(name: str) -> tuple[int, str]:
    return {"html": 0, "pdf": 1}.get(name, 2), name


def listed(session: LiveSession) -> dict[str, Any]:
    """A session as a list shows it."""
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
        return render_template("writing.html", session=listed(session), seconds=seconds, **facts), 202
    return _file(session, name, body)


def download(session: LiveSession, name: str) -> Response:
    """The summary as a file, as it stands, however long it takes. Raises UnknownFormat or SummaryTooLong."""
    return _file(session, name, parts().writings.whole(session, name))


def _file(session: LiveSession, name: str, body: bytes) -> Response:
    format = format_named(name)
    draft = "" if session.state.release.day or session.state.rehearsal else "-not-released"
    file = f"{session.state.deck}-{session.state.day}{draft}.{format.extension}"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response(body, content_type=format.media_type, headers=headers)


@pages.post("/sessions/<session_id>/delete")
@console_only
def delete(session_id: str) -> AnyResponse:
    forget(session_id, keep=wants_to_keep())
    return redirect("/sessions", 303)
