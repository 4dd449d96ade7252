"""Who is asking over HTTP: a console's cookie, a phone's cookie, a bearer. Default: nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from flask import abort, current_app, request
from werkzeug.wrappers import Response as AnyResponse

from app.identity import Person
from sessions.errors import RoleDenied, SessionEnded, UnknownToken

if TYPE_CHECKING:
    from app.product import Parts

Reply = TypeVar("Reply", bound=AnyResponse)

PHONE_COOKIE = "phone"
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


def sign_in(response: Reply) -> Reply:
    """Give this browser a console cookie."""
    token = parts().identity.new_console()
    secure = parts().address.encrypted
    response.set_cookie(console_cookie(), token, httponly=True, samesite="Strict", secure=secure, path="/")
    return response


def console_only(page: Callable[..., Any]) -> Callable[..., Any]:
    """Whoever has no console sees nothing here, not even that there is something."""

    @wraps(page)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        known = console()
        if known is None:
            abort(404)
        response = current_app.make_response(page(*args, **kwargs))
        return sign_in(response) if known[1] else response

    return guarded


def bearer_only(*roles: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The API: a bearer token of one of these roles, from this machine unless it was opened to others."""

    def guard(page: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(page)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if bearer().role not in roles:
                raise RoleDenied
            return page(*args, **kwargs)

        return guarded

    return guard


def operator_only(page: Callable[..., Any]) -> Callable[..., Any]:
    """Figures about the process: for this machine itself, or with a bearer token."""

    @wraps(page)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not parts().address.is_loopback(request.environ):
            bearer()
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


def phone_token() -> str:
    return request.cookies.get(PHONE_COOKIE, "")


def give_phone_cookie(response: Reply, code: str, token: str) -> Reply:
    """A cookie for this session's own page only, so that no two sessions can be joined up by it."""
    response.set_cookie(
        PHONE_COOKIE,
        token,
        max_age=PHONE_COOKIE_LIVES,
        path=f"/{code}",
        httponly=True,
        samesite="Lax",
        secure=parts().address.encrypted,
    )
    return response
