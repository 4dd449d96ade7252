"""A second device: the codes that the console shows, the door where they are typed, and the two pages behind it."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from flask import Blueprint, abort, get_flashed_messages, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from app import qr
from app.pages import speak
from app.pages.who import at_session, console_only, drop_phone_cookies, give_pairing, page_of, parts, somebody, token_of
from app.pairing import ROLES, Offer
from app.phrases import phrases
from sessions.errors import InvalidMessage, RateLimited, WrongPairing
from sessions.protocol import MODERATOR, PRESENTER
from sessions.session import LiveSession

pages = Blueprint("pairing", __name__)

SLOWLY = "Those were many tries. Wait a few seconds, then try again."


# --- on the console


@pages.app_context_processor
def _for_the_console() -> dict[str, Any]:
    return {"pairing_of": _facts}


def _facts(session_id: str) -> dict[str, Any]:
    """What the console's list shows: codes that wait, devices that came."""
    pairing, devices = parts().pairing, parts().devices
    return {
        "offers": [_shown(offer) for offer in pairing.waiting(session_id)],
        "devices": devices.of(session_id),
        "guessed": pairing.was_guessed(session_id),
        "plain_http": parts().stage.plain_http,
        "door": f"{parts().address.host}/pair",
    }


def _shown(offer: Offer) -> dict[str, str]:
    url = f"{parts().address.base}/pair/{offer.code}"
    picture = b64encode(qr.svg(url, url, exact=True).encode()).decode()
    return {"code": offer.code, "role": offer.role, "url": url, "qr": f"data:image/svg+xml;base64,{picture}"}


@pages.get("/present/<session_id>/pairing")
@console_only
def listed(session_id: str) -> str:
    """The console's list as it stands now."""
    session = parts().stage.find(session_id)
    speak(session.deck.lang)
    return render_template("console/paired.html", session={"id": session_id})


@pages.post("/present/<session_id>/pairing")
@console_only
def pair(session_id: str) -> AnyResponse:
    """Make a code for a role, take the codes back, or end a device."""
    parts().stage.find(session_id)
    role, device = request.form.get("role", ""), request.form.get("device", "")
    if role in ROLES:
        parts().pairing.offer(session_id, role)
    elif device:
        parts().devices.end(session_id, device)
    elif "withdraw" in request.form:
        parts().pairing.withdraw(session_id)
    else:
        raise InvalidMessage
    return redirect(f"/present/{session_id}", 303)


# --- the door


@pages.get("/pair")
@pages.get("/pair/<typed>")
def door(typed: str = "") -> str:
    """Where a code is typed, or brought by its QR. Looking does not use it up and says nothing of it; while no code
    waits there is no door."""
    _only_while_one_waits()
    return render_template("pair.html", code=typed, message="")


@pages.post("/pair")
def come_in() -> AnyResponse:
    _only_while_one_waits()
    try:
        parts().limits.pairing(request.remote_addr or "")
        offer = parts().pairing.take(request.form.get("code", "")[:40])
    except RateLimited as refusal:
        raise RateLimited(SLOWLY, **refusal.extra) from None
    except WrongPairing as refusal:
        parts().limits.wrong_pairing(request.remote_addr or "")
        return make_response(render_template("pair.html", code="", message=refusal.says), refusal.status)
    session = parts().stage.find(offer.session)
    token = parts().identity.new_device(offer.role, offer.session)
    device = parts().identity.device(token)
    parts().devices.knows(device)
    response = give_pairing(redirect(page_of(device), 303), token)
    return drop_phone_cookies(response, session.state.code)


def _only_while_one_waits() -> None:
    if not parts().pairing.is_open:
        abort(404)


# --- behind it


@pages.get("/present/<session_id>/remote")
@at_session(PRESENTER)
def remote(session_id: str) -> str:
    """The console in a hand: the one next action, and what goes with it."""
    session = parts().stage.find(session_id)
    return _page("remote.html", session, PRESENTER)


@pages.get("/present/<session_id>/texts")
@at_session(PRESENTER, MODERATOR)
def texts(session_id: str) -> str:
    """For whoever reads what people write before the room does."""
    session = parts().stage.find(session_id)
    return _page("moderator.html", session, somebody().role)


def _page(template: str, session: LiveSession, role: str) -> str:
    speak(session.deck.lang)
    view, session_id = parts().scenes.view(session, role), session.state.id
    words = phrases(session.deck.lang, console=True)
    messages = get_flashed_messages()
    return render_template(
        template,
        view=view,
        session={"id": session_id, "title": session.state.title},
        page={"token": token_of(somebody()), "session": session_id, "view": view, "words": words},
        message=messages[-1] if messages else None,
        rule_url=f"/present/{session_id}/moderate",
        paired=True,
    )
