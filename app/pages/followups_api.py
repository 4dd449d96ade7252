"""Follow-ups for other programs: an organiser's token is enough, since nothing here tells more than their pages."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify

from app.pages.api import body
from app.pages.followups import address_of, offered, result_file
from app.pages.who import bearer_only, parts
from sessions.errors import InvalidMessage
from sessions.followup.as_json import result
from sessions.followup.state import FollowupState, Stand
from sessions.followup.views import listed
from sessions.protocol import ORGANISER, PRESENTER

pages = Blueprint("followups_api", __name__, url_prefix="/api")


@pages.post("/sessions/<session_id>/followups")
@bearer_only(PRESENTER, ORGANISER)
def plan(session_id: str) -> tuple[Response, int]:
    session = parts().stage.find(session_id)
    facts = body({"pulse", "reflection", "months", "opens", "days"})
    if not all(isinstance(value, str | int) for value in facts.values()):
        raise InvalidMessage("A follow-up is described by texts and whole numbers.")
    return jsonify(_followup(offered(session, facts))), 201


@pages.get("/followups")
@bearer_only(PRESENTER, ORGANISER)
def followups() -> Response:
    known = parts().followups
    return jsonify([_followup(known.find(followup_id)) for followup_id in known.ids()])


@pages.get("/followups/<followup_id>")
@bearer_only(PRESENTER, ORGANISER)
def followup(followup_id: str) -> Response:
    return jsonify(_followup(parts().followups.find(followup_id)))


@pages.get("/followups/<followup_id>/result.<name>")
@bearer_only(PRESENTER, ORGANISER)
def followup_result(followup_id: str, name: str) -> Response:
    return result_file(parts().followups.find(followup_id), name)


@pages.post("/followups/<followup_id>/end")
@bearer_only(PRESENTER, ORGANISER)
def end_followup(followup_id: str) -> Response:
    return jsonify(_followup(parts().followups.end(followup_id)))


@pages.delete("/followups/<followup_id>")
@bearer_only(PRESENTER, ORGANISER)
def delete_followup(followup_id: str) -> tuple[str, int]:
    parts().followups.delete(followup_id)
    return "", 204


def _followup(state: FollowupState) -> dict[str, Any]:
    """Before its end nothing in it depends on what was answered, or on how many have."""
    told = result(state) if state.stand is Stand.ENDED else None
    return {**listed(state), "link": address_of(state), "result": told}
