"""What a browser shows so that its forms are its own: a signed secret in a cookie, and a token of it on each form.

They are what Flask and Flask-WTF would give and take. Those of a browser that has just come are remembered for a
moment, since it shows them twice within a second, and reading a signature costs more than the page that it comes with.
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

FORM = "csrf_token"
SALT = "wtf-csrf-token"
SECRET_BYTES = 20
JUST_S, MOST = 60.0, 2_000
"""How long they are remembered, and of how many."""


class Papers(NamedTuple):
    """A browser's secret, and a token of it that was made for a form; both empty where it has none yet."""

    secret: str = ""
    token: str = ""


class Signatures:
    """Gives and reads papers."""

    def __init__(self, app: Flask, world: World) -> None:
        self._now: Callable[[], float] = world.now
        self._draw: Callable[[int], bytes] = world.token
        self._forms = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt=SALT)
        self._browsers: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        self._lives = int(app.permanent_session_lifetime.total_seconds())
        self._config = app.config
        self._just: OrderedDict[str, tuple[Papers, float]] = OrderedDict()

    def new(self) -> tuple[Papers, tuple[str, str]]:
        """For a browser that has none: with the header that gives it its cookie."""
        papers = self._with_token(self._draw(SECRET_BYTES).hex())
        cookie = self._browsers.dumps({FORM: papers.secret})
        self._remember(cookie, papers)
        return papers, ("Set-Cookie", self._set(cookie))

    def of(self, cookie: str | None) -> Papers | None:
        """What a browser with this cookie has; None where it is to be told something. Raises BadSignature."""
        if not cookie:
            return Papers()
        papers, until = self._just.get(cookie, (None, 0.0))
        if papers and self._now() < until:
            return papers
        kept = self._browsers.loads(cookie, max_age=self._lives)
        return Papers(kept[FORM]) if set(kept) == {FORM} else None

    def complete(self, papers: Papers) -> Papers:
        """The same with a token for the next form."""
        return papers if papers.token else self._with_token(papers.secret)

    def fit(self, papers: Papers, said: str) -> bool:
        """Whether a form with that token is this browser's own. Raises BadSignature."""
        if papers.token and compare_digest(papers.token.encode(), said.encode()):
            return True
        return compare_digest(papers.secret, self._forms.loads(said))

    def _with_token(self, secret: str) -> Papers:
        return Papers(secret, self._forms.dumps(secret))

    def _remember(self, cookie: str, papers: Papers) -> None:
        self._just[cookie] = papers, self._now() + JUST_S
        while len(self._just) > MOST:
            self._just.popitem(last=False)

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
