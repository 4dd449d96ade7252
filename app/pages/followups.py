"""The organiser's pages of follow-ups: make one of a session, print and mail its link, end it, read its result."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from app import qr
from app.pages.who import console_only, parts
from sessions.days import months_later
from sessions.errors import FollowupNotOffered, FollowupNotOpen, SessionError, UnknownFormat, UnknownSession
from sessions.followup.as_calendar import as_calendar
from sessions.followup.as_html import body_html
from sessions.followup.as_json import as_json
from sessions.followup.as_pdf import as_pdf, as_sheet
from sessions.followup.asking import can_be_asked
from sessions.followup.invitation import Invitation
from sessions.followup.plan import LATEST, LONGEST, Plan
from sessions.followup.state import FollowupState, Stand
from sessions.followup.views import for_organisers
from sessions.followup.wordings import wordings
from sessions.pulses import has_pulse
from sessions.session import LiveSession
from sessions.state import Status

pages = Blueprint("followups", __name__)

MONTHS = (1, 3, 8)
USUAL_MONTHS, USUAL_DAYS = 3, 14
OWN = "own"
"""The organiser names the first day."""


@pages.get("/followups")
@console_only
def all_of_them() -> str:
    states = [parts().followups.find(followup_id) for followup_id in parts().followups.ids()]
    rows = sorted(map(for_organisers, states), key=lambda row: (row["opens"], row["title"]), reverse=True)
    return render_template("followups/list.html", followups=rows, days=parts().config.retention_days)


@pages.get("/sessions/<session_id>/again")
@console_only
def form(session_id: str) -> str:
    return _form(parts().stage.find(session_id))


@pages.post("/sessions/<session_id>/again")
@console_only
def make(session_id: str) -> AnyResponse:
    """Plan it; what is wrong with the plan stands above the form, with everything that was chosen."""
    session = parts().stage.find(session_id)
    try:
        state = offered(session, request.form)
    except SessionError as refusal:
        return make_response(_form(session, request.form, refusal.says), refusal.status)
    return redirect(f"/followups/{state.id}", 303)


def offered(session: LiveSession, told: Mapping[str, Any]) -> FollowupState:
    """Make a follow-up as a form or a program says. Raises FollowupNotOffered or UnknownAsk."""
    if not parts().address.lasting:
        raise FollowupNotOffered
    months, days = str(told.get("months") or OWN), str(told.get("days") or USUAL_DAYS)
    known = {str(number): months_later(session.state.day, number) for number in MONTHS}
    opens = known.get(months, str(told.get("opens") or ""))
    plan = Plan(
        pulse=str(told.get("pulse") or next((one.id for one in can_be_asked(session)), "")),
        reflection=str(told.get("reflection") or next(iter(wordings(session.words)))),
        opens=opens,
        days=int(days) if days.isascii() and days.isdigit() and len(days) < 4 else 0,
    )
    return parts().followups.make(session, plan)


def _form(session: LiveSession, told: Mapping[str, str] | None = None, wrong: str = "") -> str:
    today = parts().world.today()
    chosen = {
        "pulse": next((one.id for one in can_be_asked(session)), ""),
        "reflection": next(iter(wordings(session.words))),
        "months": str(USUAL_MONTHS),
        "days": str(USUAL_DAYS),
        **(told or {}),
    }
    return render_template(
        "followups/form.html",
        session={"id": session.state.id, "title": session.state.title, "day": session.state.day},
        why_not=why_not(session),
        pulses=[{"id": one.id, "title": one.title} for one in can_be_asked(session)],
        wordings=[(name, title, answers) for name, (title, answers) in wordings(session.words).items()],
        months=[(n, day) for n in MONTHS if (day := months_later(session.state.day, n)) >= today],
        today=today,
        longest=LONGEST,
        latest=LATEST,
        chosen=chosen,
        wrong=wrong,
        lang_of_deck=session.deck.lang,
    )


def of_session(session: LiveSession) -> dict[str, Any]:
    """What the session's own page says: those that were made, and whether one more can be."""
    followups = parts().followups
    made = [for_organisers(followups.find(followup_id)) for followup_id in followups.ids(session.state.id)]
    return {"made": sorted(made, key=lambda row: row["opens"]), "why_not": why_not(session)}


def why_not(session: LiveSession) -> str:
    """Which reason keeps it from being asked again; empty if none does. The page has a sentence for each."""
    state = session.state
    reasons = {
        "rehearsal": state.rehearsal,
        "laptop": not parts().address.lasting,
        "pulse": not has_pulse(session.deck),
        "going on": state.status is not Status.ENDED,
        "untold": not state.keeps_pulse,
        "unseen": not can_be_asked(session),
        "unreleased": state.release.day is None,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


# --- one of them


def address_of(state: FollowupState) -> str:
    """The link, made from the configured address, never from what a request says."""
    return f"{parts().address.base}/again/{parts().identity.again_link(state.id)}"


@pages.get("/followups/<followup_id>")
@console_only
def one(followup_id: str) -> str:
    state = parts().followups.find(followup_id)
    told, address = Invitation(state, address_of(state)), address_of(state)
    ended = state.stand is Stand.ENDED
    return render_template(
        "followups/one.html",
        followup=for_organisers(state),
        brand=parts().brand,
        address=address,
        qr=f"data:image/svg+xml;base64,{b64encode(_qr(address).encode()).decode()}",
        mail={"subject": told.subject, "text": told.mail, "lang": state.lang},
        anew=state.anew,
        session_is_there=_is_there(state.session),
        result_html=Markup(body_html(state)) if ended else "",
        lang_of_deck=state.lang,
    )


def _is_there(session_id: str) -> bool:
    try:
        parts().stage.find(session_id)
    except UnknownSession:
        return False
    return True


def _qr(address: str) -> str:
    return qr.svg(address, address)


@pages.get("/followups/<followup_id>/code.svg")
@console_only
def code(followup_id: str) -> Response:
    state = parts().followups.find(followup_id)
    return _file(state, _qr(address_of(state)).encode(), "image/svg+xml", "code", "svg")


@pages.get("/followups/<followup_id>/sheet.pdf")
@console_only
def sheet(followup_id: str) -> Response:
    """The page to hang up. Typesetting needs no turn of the phones'."""
    state = parts().followups.find(followup_id)
    address = address_of(state)
    body = parts().engine.run_native(as_sheet, state, address, _qr(address), parts().brand)
    return _file(state, body, "application/pdf", "sheet", "pdf")


@pages.get("/followups/<followup_id>/days.ics")
@console_only
def days(followup_id: str) -> Response:
    state = parts().followups.find(followup_id)
    return _file(state, as_calendar(state, address_of(state)), "text/calendar; charset=utf-8", "days", "ics")


@pages.get("/followups/<followup_id>/result.<name>")
@console_only
def result(followup_id: str, name: str) -> Response:
    return result_file(parts().followups.find(followup_id), name)


def result_file(state: FollowupState, name: str) -> Response:
    """The result as PDF or JSON, once there is one. Raises FollowupNotOpen or UnknownFormat."""
    if name not in {"pdf", "json"}:
        raise UnknownFormat(formats="json, pdf")
    if state.stand is not Stand.ENDED:
        raise FollowupNotOpen("There is no result before it has ended.")
    if name == "json":
        return _file(state, as_json(state), "application/json", "result", "json")
    return _file(state, parts().engine.run_native(as_pdf, state, parts().brand), "application/pdf", "result", "pdf")


def _file(state: FollowupState, body: bytes, kind: str, name: str, extension: str) -> Response:
    file = f"follow-up-{state.opens}-{name}.{extension}"
    return Response(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{file}"'})


@pages.post("/followups/<followup_id>/end")
@console_only
def end(followup_id: str) -> AnyResponse:
    parts().followups.end(followup_id)
    return redirect(f"/followups/{followup_id}", 303)


@pages.post("/followups/<followup_id>/delete")
@console_only
def delete(followup_id: str) -> AnyResponse:
    parts().followups.delete(followup_id)
    return redirect("/followups", 303)
