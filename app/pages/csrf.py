"""The secret of a browser against forged forms (CSRF), in a signed cookie, and the tokens of it that its forms carry.

They are what Flask and Flask-WTF would give and take. Those of a browser that has just come are remembered for a
minute, since it shows them twice within a second, and reading a signature costs more than the page that it comes with.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from hmac import compare_digest
from typing import Any, NamedTuple

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.http import dump_cookie

from app.world import World

FIELD = "csrf_token"
SALT = "wtf-csrf-token"
SECRET_BYTES = 20
JUST_S, MOST = 60.0, 2_000
"""How long they are remembered, and of how many."""


class Csrf(NamedTuple):
    """A browser's secret, and a token of it where one is at hand."""

    secret: str = ""
    token: str = ""

    @property
    def is_new(self) -> bool:
        """This browser has no secret yet."""
        return not self.secret


class CsrfTokens:
    """Gives and reads them."""

    def __init__(self, app: Flask, world: World) -> None:
        self._now: Callable[[], float] = world.now
        self._draw: Callable[[int], bytes] = world.token
        self._forms = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt=SALT)
        self._browsers: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        self._lives = int(app.permanent_session_lifetime.total_seconds())
        self._config = app.config
        self._just: OrderedDict[str, tuple[Csrf, float]] = OrderedDict()

    def new(self) -> tuple[Csrf, str]:
        """For a browser that has none: with the cookie that gives it to it, as a header says it."""
        csrf = self._with_token(self._draw(SECRET_BYTES).hex())
        cookie = self._browsers.dumps({FIELD: csrf.secret})
        self._just[cookie] = csrf, self._now() + JUST_S
        self.forget()
        return csrf, self._set(cookie)

    def of(self, cookie: str | None) -> Csrf | None:
        """That of a browser with this cookie; None where it is to be told something. Raises BadSignature."""
        if not cookie:
            return Csrf()
        self.forget()
        if cookie in self._just:
            return self._just[cookie][0]
        kept = self._browsers.loads(cookie, max_age=self._lives)
        return Csrf(kept[FIELD]) if set(kept) == {FIELD} else None

    def with_token(self, csrf: Csrf) -> Csrf:
        """The same with a token for the next form."""
        return csrf if csrf.token else self._with_token(csrf.secret)

    def fits(self, csrf: Csrf, said: str) -> bool:
        """Whether a form with that token is this browser's own. Raises BadSignature."""
        if csrf.token and compare_digest(csrf.token.encode(), said.encode()):
            return True
        return compare_digest(csrf.secret, self._forms.loads(said))

    def forget(self) -> None:
        """Whatever has been remembered for long enough, and the oldest of too many."""
        while self._just and (len(self._just) > MOST or self._now() >= next(iter(self._just.values()))[1]):
            self._just.popitem(last=False)

    def _with_token(self, secret: str) -> Csrf:
        return Csrf(secret, self._forms.dumps(secret))

    def _set(self, cookie: str) -> str:
        """As Flask would set it."""
        config = self._config
        return dump_cookie(
            config["SESSION_COOKIE_NAME"],
            cookie,
            httponly=config["SESSION_COOKIE_HTTPONLY"],
            samesite=config["SESSION_COOKIE_SAMESITE"],
            secure=config["SESSION_COOKIE_SECURE"],
        )
