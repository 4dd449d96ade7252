"""A phone that arrives is answered before the web framework, where what it asks for has been printed already.

It gets what the ordinary way would give it, header by header. Whatever is more than an arrival goes that way: another
path or method, words after the address, something to be told, a code that opens nothing, a page that nobody had yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from flask import Flask
from itsdangerous import BadSignature
from werkzeug.http import parse_cookie
from werkzeug.utils import redirect

from app.engine import WSGIApp
from app.pages.arrivals import let_in, loaded, seen
from app.pages.csrf import FIELD, Csrf, CsrfTokens
from app.pages.printed import Printed
from app.pages.prints import CSRF, TOKEN
from app.pages.who import PHONE_COOKIE, give_phone_cookie
from sessions.errors import SessionError, UnknownCode
from sessions.session import LiveSession

if TYPE_CHECKING:
    from app.product import Parts

PLACE = re.compile(r"/([2-9A-HJ-NP-Z]{6})")
FORM_TYPE, LONGEST_FORM = "application/x-www-form-urlencoded", 1000
HTML = [("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip")]
MORE_THAN_AN_ARRIVAL = (BadSignature, SessionError, UnicodeDecodeError)
"""The last: a cookie that is no text, which anybody on the same host may have set."""

Headers = list[tuple[str, str]]


class Quick:
    """Stands between the gate and everything else."""

    def __init__(self, inside: WSGIApp, app: Flask, parts: Parts) -> None:
        self._inside, self._parts = inside, parts
        self._csrf = CsrfTokens(app, parts.world)
        self._cookie = app.config["SESSION_COOKIE_NAME"]

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        quick = {"GET": self._page, "POST": self._join}.get(environ["REQUEST_METHOD"])
        answer = quick(environ) if quick else None
        return (answer or self._inside)(environ, start_response)

    def _page(self, environ: dict[str, Any]) -> WSGIApp | None:
        place = PLACE.fullmatch(environ["PATH_INFO"])
        if place is None or environ.get("QUERY_STRING") or not _takes_gzip(environ):
            return None
        code = place[1]
        try:
            cookies = parse_cookie(environ.get("HTTP_COOKIE"))
            csrf = self._csrf.of(cookies.get(self._cookie))
            if csrf is None:
                return None
            token = cookies.get(PHONE_COOKIE, "")
            return self._room(environ, code, token, csrf) if token else self._door(environ, code, csrf)
        except MORE_THAN_AN_ARRIVAL:
            return None

    # --- the pages

    def _door(self, environ: dict[str, Any], code: str, csrf: Csrf) -> WSGIApp | None:
        session = self._parts.stage.by_code(code)
        printed = self._parts.prints.known_door(session)
        if printed is None:
            return None
        csrf, cookie = self._csrf.new() if csrf.is_new else (self._csrf.with_token(csrf), "")
        own = {CSRF: csrf.token}
        if not printed.fits(own):
            return None
        seen(self._parts, environ, session)
        return _printed(printed, own, [("Set-Cookie", cookie)] if cookie else [])

    def _room(self, environ: dict[str, Any], code: str, token: str, csrf: Csrf) -> WSGIApp | None:
        session, voter = self._phone(code, token)
        shown = self._parts.scenes.known(session)
        if shown is None or shown.page is None or csrf.is_new:
            return None
        mine, printed = shown.page
        own = {CSRF: self._csrf.with_token(csrf).token, TOKEN: token}
        if self._parts.stage.mine(session.state.id, voter) != mine or not printed.fits(own):
            return None
        loaded(self._parts, environ, session, voter)
        return _printed(printed, own, [])

    def _join(self, environ: dict[str, Any]) -> WSGIApp | None:
        """A press on the door's button by a browser that is nothing else here yet."""
        place = PLACE.fullmatch(environ["PATH_INFO"])
        if place is None or environ.get("CONTENT_TYPE") != FORM_TYPE:
            return None
        said = _said(environ)
        try:
            cookies = parse_cookie(environ.get("HTTP_COOKIE"))
            csrf = self._csrf.of(cookies.pop(self._cookie, None))
            if csrf is None or csrf.is_new or cookies or not self._csrf.fits(csrf, said or ""):
                return None
            token = let_in(self._parts, self._parts.stage.by_code(place[1]))
        except MORE_THAN_AN_ARRIVAL:
            return None
        there = give_phone_cookie(redirect(f"/{place[1]}", 303), place[1], token, self._parts.address.encrypted)
        there.vary.add("Cookie")
        return there

    def _phone(self, code: str, token: str) -> tuple[LiveSession, bytes]:
        """Raises what `Identity.phone` raises, or UnknownCode where that phone is in another room."""
        person = self._parts.identity.phone(token, self._parts.stage.house.shelf.join_key)
        assert person.session is not None
        session = self._parts.stage.find(person.session)
        if session.state.code != code:
            raise UnknownCode
        return session, person.voter


def _takes_gzip(environ: dict[str, Any]) -> bool:
    """Said without any preference, as browsers do."""
    return "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "").replace(" ", "").split(",")


def _said(environ: dict[str, Any]) -> str | None:
    """The form's token, where a form says nothing else. It can be read once more."""
    length = environ.get("CONTENT_LENGTH") or ""
    if not length.isdigit() or int(length) > LONGEST_FORM:
        return None
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    name, _, said = body.partition(b"=")
    return said.decode("ascii", "replace") if name == FIELD.encode() else None


def _printed(printed: Printed, own: dict[str, str], more: Headers) -> WSGIApp:
    body = printed.packed(own)
    headers = [*HTML, ("Content-Length", str(len(body))), ("Vary", "Accept-Encoding, Cookie"), *more]

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        start_response("200 OK", headers)
        return [body]

    return answer
