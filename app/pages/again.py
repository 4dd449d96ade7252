"""The page behind a follow-up's link: two questions at one's own pace, without scripts; after the end its result."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, make_response, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from app.pages import speak, spoken
from app.pages.participant import NO_CONSOLE
from app.pages.plain import TOO_FAST
from app.pages.who import parts, presents
from sessions.days import days_between
from sessions.errors import (
    FollowupNotOpen,
    InvalidAnswer,
    RateLimited,
    RoleDenied,
    SessionEnded,
    SessionError,
    UnknownFollowup,
    UnknownToken,
)
from sessions.followup.as_html import body_html
from sessions.followup.notes import facts
from sessions.followup.state import FollowupState, Stand
from sessions.followup.views import as_chosen, as_said, for_participants

pages = Blueprint("again", __name__)

COOKIE = "again"
A_DAY = 24 * 3600
LONGEST_CHOICE = 20


@pages.get("/AGAIN/<link>")
def typed(link: str) -> AnyResponse:
    """As the QR code says it: capital letters make it coarse enough for any camera."""
    return _as_typed(link)


@pages.get("/again/<link>")
def page(link: str) -> AnyResponse:
    """It makes no token, however often it is loaded."""
    if link != _plain(link):
        return _as_typed(link)
    state = _find(link)
    voter = _voter(state)
    mine = parts().followups.mine(state, voter) if voter else {}
    shows_form = state.stand is Stand.OPEN and (not mine or "change" in request.args)
    return make_response(_page(state, link, "form" if shows_form else "", as_chosen(mine), bool(mine)))


def _as_typed(link: str) -> AnyResponse:
    """To the same link in small letters. What has other signs in it is none, and no address to lead to."""
    plain = _plain(link)
    if not (plain.isascii() and plain.isalnum()):
        _find(plain)
    return redirect(f"/again/{plain}", 308)


@pages.post("/again/<link>")
def answer(link: str) -> AnyResponse:
    """Both answers at once, by a plain form. Who comes for the first time gets a token with it."""
    state = _find(link)
    if presents():
        raise RoleDenied(NO_CONSOLE)
    try:
        token, voter = _token(state)
    except FollowupNotOpen:
        return redirect(f"/again/{link}", 303)
    except RateLimited as refusal:
        return _refused(state, link, refusal)
    return _let_in(_taken(state, link, voter), state, link, token)


def _token(state: FollowupState) -> tuple[str, bytes]:
    """What this browser has, or a fresh one. Raises FollowupNotOpen or RateLimited."""
    if voter := _voter(state):
        return request.cookies[COOKIE], voter
    parts().limits.joins.spend(state.id)
    identity, key = parts().identity, parts().followups.join_key(state.id)
    if key is None:
        raise FollowupNotOpen
    token = identity.new_phone(state.id, key)
    return token, identity.phone(token, lambda _: key).voter


def _taken(state: FollowupState, link: str, voter: bytes) -> AnyResponse:
    """Counted, or why not. Also then the browser keeps its token: one of the two answers may lie there already."""
    try:
        parts().limits.answers.spend(voter)
        parts().followups.answer(state.id, voter, as_said(state, request.form))
    except FollowupNotOpen:
        return redirect(f"/again/{link}", 303)
    except SessionError as refusal:
        return _refused(state, link, refusal)
    return redirect(f"/again/{link}", 303)


def _refused(state: FollowupState, link: str, refusal: SessionError) -> AnyResponse:
    """The form once more, with the reason and with what was chosen."""
    tried = {one.name: request.form.get(one.name, "")[:LONGEST_CHOICE] for one in state.questions}
    return make_response(_page(state, link, "form", tried, False, _why(refusal)), refusal.status)


def _let_in(response: AnyResponse, state: FollowupState, link: str, token: str) -> AnyResponse:
    """A cookie for this follow-up's own page only, as long as answers can be changed."""
    left = days_between(parts().world.today(), state.last)
    secure = parts().address.encrypted
    lives, path = (left + 1) * A_DAY, f"/again/{link}"
    response.set_cookie(COOKIE, token, max_age=lives, path=path, httponly=True, samesite="Lax", secure=secure)
    return response


def _voter(state: FollowupState) -> bytes | None:
    """Who this browser is here; None for one that has not answered yet."""
    try:
        person = parts().identity.phone(request.cookies.get(COOKIE, ""), parts().followups.join_key)
    except (UnknownToken, SessionEnded):
        return None
    return person.voter if person.session == state.id else None


def _find(link: str) -> FollowupState:
    """Raises UnknownFollowup. Right links are never held up."""
    try:
        followup_id = parts().identity.again(link, parts().followups.ids())
    except UnknownFollowup:
        parts().limits.wrong_code(request.remote_addr or "")
        raise
    state = parts().followups.find(followup_id)
    speak(state.lang)
    return state


def _page(
    state: FollowupState, link: str, scene: str, chosen: Mapping[str, str], answered: bool, message: str = ""
) -> str:
    ended = state.stand is Stand.ENDED
    return render_template(
        "again/page.html",
        view=for_participants(state, f"{parts().address.base}/again/{link}", chosen),
        scene=scene or ("counted" if answered else str(state.stand)),
        answered=answered,
        message=message,
        plain_http=not parts().address.encrypted,
        facts=facts(state) if ended else (),
        result_html=Markup(body_html(state)) if ended else "",
    )


def _why(refusal: SessionError) -> str:
    if isinstance(refusal, RateLimited):
        return spoken().say(TOO_FAST)
    if isinstance(refusal, InvalidAnswer):
        return spoken().say("Answer both questions, or pass.")
    return spoken().say(refusal.says)


def _plain(link: str) -> str:
    return link.lower().replace("-", "")
