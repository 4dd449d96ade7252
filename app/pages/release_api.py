"""The release of a summary for other programs: on a server behind a proxy nothing else can do it yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, jsonify

from app.pages.api import body
from app.pages.release import edit
from app.pages.who import bearer_only, parts
from sessions.errors import InvalidMessage
from sessions.protocol import PRESENTER
from sessions.release import acts
from sessions.release.terms import Cut
from sessions.session import LiveSession

pages = Blueprint("release_api", __name__, url_prefix="/api/sessions/<session_id>")

SHAPES = (
    "“version” is a whole number, “cuts” an object of asks, each “whole”, “roughly” or “nothing”; "
    "“texts” and “lines” are lists of texts."
)


@pages.post("/release")
@bearer_only(PRESENTER)
def release(session_id: str) -> Response:
    """Cut it as said, and from today on an organiser may read it."""
    facts, today = body({"version", "cuts", "texts", "lines"}), parts().world.today()
    cuts, texts, lines = _cuts(facts.get("cuts", {})), _texts(facts, "texts"), _texts(facts, "lines")

    def act(session: LiveSession) -> LiveSession:
        return acts.release(acts.cut(session, cuts, texts, lines), today)

    return _terms(edit(session_id, _version(facts), act))


@pages.delete("/release")
@bearer_only(PRESENTER)
def take_back(session_id: str) -> Response:
    return _terms(edit(session_id, None, acts.take_back))


@pages.post("/shares")
@bearer_only(PRESENTER)
def share(session_id: str) -> tuple[Response, int]:
    """A link, which is told here and nowhere again."""
    days = body({"days"}).get("days")
    made = parts().sharing.make(session_id, days if isinstance(days, int) else 0)
    link = f"{parts().address.base}/shared/{made.token}"
    return jsonify(id=made.share.id, link=link, until=made.share.until), 201


@pages.delete("/shares/<share_id>")
@bearer_only(PRESENTER)
def revoke(session_id: str, share_id: str) -> tuple[str, int]:
    parts().stage.find(session_id)
    parts().sharing.revoke(session_id, share_id)
    return "", 204


def _terms(session: LiveSession) -> Response:
    facts = session.state.release.facts()
    return jsonify(released=facts.pop("day"), version=session.state.version, **facts)


def _cuts(said: Any) -> Mapping[str, Cut]:
    try:
        return {ask: Cut(cut) for ask, cut in said.items()}
    except (AttributeError, ValueError):
        raise InvalidMessage(SHAPES) from None


def _texts(facts: Mapping[str, Any], name: str) -> list[str]:
    said = facts.get(name, [])
    if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
        raise InvalidMessage(SHAPES)
    return said


def _version(facts: Mapping[str, Any]) -> int | None:
    version = facts.get("version")
    if version is not None and not isinstance(version, int):
        raise InvalidMessage(SHAPES)
    return version
