"""Who is asking over HTTP: a console's cookie, a phone's cookie, a bearer. Default: nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from flask import abort, current_app, g, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from app.identity import Person
from app.pages.doorkeeper import keeps
from sessions.errors import DeviceEnded, RoleDenied, SessionEnded, UnknownToken
from sessions.protocol import OPERATOR, PRESENTER
from sessions.session import LiveSession

if TYPE_CHECKING:
    from app.product import Parts

Reply = TypeVar("Reply", bound=AnyResponse)

PHONE_COOKIE, PAIRED_COOKIE = "phone", "paired"
PHONE_COOKIE_LIVES = 12 * 3600
"""Seconds."""


def parts() -> Parts:
    found: Parts = current_app.extensions["parts"]
    return found


def console_cookie() -> str:
    return "__Host-console" if parts().address.encrypted else "console"


def console() -> tuple[Person, bool] | None:
    """The presenter whose console this browser is, and whether its cookie should be renewed."""
    try:
        return parts().identity.console(request.cookies.get(console_cookie(), ""))
    except UnknownToken:
        return None


def paired() -> Person | None:
    """The paired device that this browser is. Raises DeviceEnded where it was one."""
    try:
        return parts().identity.device(request.cookies.get(_paired_cookie(), ""))
    except UnknownToken:
        return None


def _paired_cookie() -> str:
    return f"__Host-{PAIRED_COOKIE}" if parts().address.encrypted else PAIRED_COOKIE


def give_pairing(response: Reply, token: str) -> Reply:
    """Make this browser a paired device."""
    secure = parts().address.encrypted
    response.set_cookie(_paired_cookie(), token, httponly=True, samesite="Strict", secure=secure, path="/")
    return response


def presents() -> bool:
    """Whether this browser is a console or a paired device; such a one gets no vote."""
    try:
        return console() is not None or paired() is not None
    except DeviceEnded:
        return False


def sign_in(response: Reply) -> Reply:
    """Give this browser a console cookie."""
    token = parts().identity.new_console()
    secure = parts().address.encrypted
    response.set_cookie(console_cookie(), token, httponly=True, samesite="Strict", secure=secure, path="/")
    return response


def console_only(page: Callable[..., Any]) -> Callable[..., Any]:
    """Whoever has no console sees nothing here, not even that there is something."""

    @keeps
    @wraps(page)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        known = console()
        if known is None:
            abort(404)
        response = current_app.make_response(page(*args, **kwargs))
        return sign_in(response) if known[1] else response

    return guarded


def at_session(*roles: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A console, or a device that was paired with this session in one of these roles. Nobody else sees anything."""

    def guard(page: Callable[..., Any]) -> Callable[..., Any]:
        @keeps
        @wraps(page)
        def guarded(session_id: str) -> Any:
            device = None if console() else paired()
            if device is None:
                g.somebody = Person(PRESENTER, session_id)
                return console_only(page)(session_id)
            if device.session != session_id or device.role not in roles:
                abort(404)
            g.somebody = device
            return page(session_id)

        return guarded

    return guard


def somebody() -> Person:
    """Whom `at_session` has let in."""
    person: Person = g.somebody
    return person


def page_of(person: Person) -> str:
    """Where somebody whom `at_session` has let in is at home in their session."""
    home = f"/present/{person.session}"
    if not person.device:
        return home
    return f"{home}/remote" if person.role == PRESENTER else f"{home}/texts"


def token_of(person: Person) -> str:
    """What that browser's page shows to its own socket."""
    return request.cookies[_paired_cookie()] if person.device else parts().identity.new_console()


def bearer_only(*roles: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The API: a bearer token of one of these roles, from this machine unless it was opened to others."""

    def guard(page: Callable[..., Any]) -> Callable[..., Any]:
        @keeps
        @wraps(page)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if bearer().role not in roles:
                raise RoleDenied
            return page(*args, **kwargs)

        return guarded

    return guard


def operator_only(page: Callable[..., Any]) -> Callable[..., Any]:
    """Figures about the process: for this machine itself, or with a bearer token of an operator or a presenter. An
    organiser's is for summaries and opens none."""

    @keeps
    @wraps(page)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not parts().address.is_loopback(request.environ) and bearer().role not in {OPERATOR, PRESENTER}:
            raise RoleDenied("This token opens no figures. Make one with: readtheroom token --role operator")
        return page(*args, **kwargs)

    return guarded


def bearer() -> Person:
    """Raises UnknownToken; answers 404 to those who show none, and to other machines on plain http."""
    config, address = parts().config, parts().address
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    near = address.is_loopback(request.environ) or address.encrypted or config.api_lan
    if not near or scheme.lower() != "bearer" or not token:
        abort(404)
    return parts().identity.bearer(token.strip())


def phone(code: str) -> Person | None:
    """The phone that this browser is in the session of this code. None when it has not joined (or no longer)."""
    token = phone_token()
    if not token:
        return None
    try:
        person = parts().identity.phone(token, parts().stage.house.shelf.join_key)
    except (UnknownToken, SessionEnded):
        return None
    assert person.session is not None
    same = parts().stage.find(person.session).state.code == code
    return person if same else None


def joined_only(page: Callable[[str, LiveSession, bytes], AnyResponse]) -> Callable[[str], AnyResponse]:
    """A phone that is in the room of this code: the page gets the code, the session and the voter token. Whoever has
    not joined is led to the room's door."""

    @wraps(page)
    def guarded(code: str) -> AnyResponse:
        code = code.upper()
        person = phone(code)
        if person is None or person.session is None:
            return redirect(f"/{code}", 303)
        return page(code, parts().stage.find(person.session), person.voter)

    return guarded


def phone_token() -> str:
    return request.cookies.get(PHONE_COOKIE, "")


def drop_phone_cookies(response: Reply, code: str) -> Reply:
    """Whoever presents or reads the texts is no phone of that room any more."""
    response.delete_cookie(PHONE_COOKIE, path=f"/{code}")
    return response


def give_phone_cookie(response: Reply, code: str, token: str, secure: bool) -> Reply:
    """A cookie for this session's own page only, so that no two sessions can be joined up by it."""
    response.set_cookie(
        PHONE_COOKIE,
        token,
        max_age=PHONE_COOKIE_LIVES,
        path=f"/{code}",
        httponly=True,
        samesite="Lax",
        secure=secure,
    )
    return response
