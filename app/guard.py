"""The gate around everything, the socket's path included: for whom, from where, how much, and with what care."""

from __future__ import annotations

import io
import json
import math
import re
import sys
from collections.abc import Callable, Iterable
from http import HTTPStatus
from ssl import SSLError
from typing import Any
from urllib.parse import quote, urlsplit

from app.address import FORWARDED, Address, is_private, plain_ip
from app.engine import WSGIApp
from app.mistakes import note

LARGEST_BODY, LARGEST_FRAME = 64 * 1024, 16 * 1024
LARGEST_DECK = 640 * 1024
"""A deck's text of 512 kB as a form sends it: each line's end may have grown by a byte, and some fields come along."""
DECK_PAGES = re.compile(r"/present/decks/[^/]+(?:/check)?")
UPLOADS, LARGEST_UPLOAD = "/present/bring", 2 * 20 * 1024 * 1024 + LARGEST_BODY
"""Where slides arrive: a PDF and a PPTX, and the fields around them. Nobody but a console is read there."""
LARGEST_REFUSAL = 4 * 1024 * 1024
READING = {"GET", "HEAD", "OPTIONS"}
OWN_SITES = {"": {"none", "same-origin"}, "null": {"same-origin"}}  # what the browser says where it hides the origin
WEBSOCKET_EXTENSIONS = "HTTP_SEC_WEBSOCKET_EXTENSIONS"
"""Dropped: a compressor for each phone would cost more memory than the phone itself, and no frame could be shared."""
SOCKET_PATH = "/socket.io"
FORWARDED_HEADERS = tuple(
    f"HTTP_{name}"
    for name in (
        "FORWARDED X_FORWARDED_FOR X_FORWARDED_HOST X_FORWARDED_PROTO X_FORWARDED_PORT X_FORWARDED_PREFIX "
        "X_FORWARDED_SERVER X_FORWARDED_SCHEME X_FORWARDED_SSL X_REAL_IP X_ORIGINAL_URL X_REWRITE_URL"
    ).split()
)
SAFE_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ("X-Robots-Tag", "noindex, nofollow"),
)
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'{socket}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types app"
)
SAFE_IN_QUERY = "=&%+/?:@!$'()*,;"
ONE_YEAR = 365 * 24 * 3600

StartResponse = Callable[..., Any]


class Refused(Exception):
    """The gate stays shut: a status, a stable code and one kind sentence."""

    def __init__(self, status: int, code: str, says: str) -> None:
        self.status, self.code, self.says = status, code, says
        super().__init__(says)


class Elsewhere(Refused):
    """The same thing is to be had at another address: ours, encrypted."""

    def __init__(self, location: str) -> None:
        self.location = location
        super().__init__(308, "transport.plain", "This server speaks https.")


NO_PLAIN_TEXT = Refused(403, "transport.plain", "This server speaks https, so nothing was changed. Open it with https.")
FAILED = Refused(500, "server.failed", "Something went wrong on this server. Please try again.")
LINE_IS_OVER = (ConnectionError, SSLError, StopIteration)
"""The phone went away; or how the socket library tells some servers that it took over."""


class _Nowhere(io.TextIOBase):
    """Where the server libraries complain: with the phone's address in every line, so nobody keeps it."""

    def write(self, text: str) -> int:
        return len(text)


NOWHERE = _Nowhere()


class Guard:
    """Wraps the whole product."""

    def __init__(self, inside: WSGIApp, address: Address) -> None:
        self._inside, self._address = inside, address

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        start_response = self._careful(environ, start_response)
        environ["wsgi.errors"] = NOWHERE
        try:
            self._check(environ)
            return self._inside(environ, start_response)
        except Refused as refused:
            _let_pass(environ)
            return _problem(refused, start_response)
        except LINE_IS_OVER:
            raise
        except Exception as error:
            note("a request outside every door", error)
            return _problem(FAILED, start_response, sys.exc_info())

    def _check(self, environ: dict[str, Any]) -> None:
        self._check_host(environ)
        self._check_transport(environ)
        self._forget_detours(environ)
        environ.pop(WEBSOCKET_EXTENSIONS, None)
        self._check_origin(environ)
        _check_size(environ)

    def _check_host(self, environ: dict[str, Any]) -> None:
        """Foreign names are how other sites reach a machine behind its own back (DNS rebinding)."""
        if environ.get("HTTP_HOST", "").lower() not in self._address.hosts:
            raise Refused(400, "host.unknown", "This server does not answer to that address.")

    def _check_transport(self, environ: dict[str, Any]) -> None:
        """Who typed the address without https is shown the way; nothing is read or changed in plain text."""
        if not self._address.only_https or environ.get("wsgi.url_scheme") == "https":
            return
        if environ["REQUEST_METHOD"] not in READING:
            raise NO_PLAIN_TEXT
        query = environ.get("QUERY_STRING", "")
        path = quote(environ.get("PATH_INFO", "").encode("latin-1")) + (
            f"?{quote(query, SAFE_IN_QUERY)}" if query else ""
        )
        raise Elsewhere(f"{self._address.base}/{path.lstrip('/')}")

    def _forget_detours(self, environ: dict[str, Any]) -> None:
        """What a proxy says counts only where one is configured, and only the visitor's address at that."""
        detours = {name: environ.pop(name) for name in FORWARDED_HEADERS if name in environ}
        environ[FORWARDED] = bool(detours)
        if not self._address.proxied:
            return
        if environ["HTTP_HOST"].lower() in self._address.public_hosts:
            environ["wsgi.url_scheme"] = urlsplit(self._address.base).scheme
        visitor = detours.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if visitor and is_private(environ.get("REMOTE_ADDR", "")):
            environ["REMOTE_ADDR"] = plain_ip(visitor)

    def _check_origin(self, environ: dict[str, Any]) -> None:
        """A page of another site may look at nothing on the socket's path, and change nothing anywhere."""
        if environ["REQUEST_METHOD"] in READING and not environ.get("PATH_INFO", "").startswith(SOCKET_PATH):
            return
        origin, site = environ.get("HTTP_ORIGIN", "").lower(), environ.get("HTTP_SEC_FETCH_SITE", "none")
        ours = origin in self._address.origins if origin not in {"", "null"} else site in OWN_SITES[origin]
        if not ours:
            raise Refused(403, "origin.foreign", "That request came from another site, so nothing was changed.")

    def _careful(self, environ: dict[str, Any], start_response: StartResponse) -> StartResponse:
        """Adds to every answer the headers it does not bring itself."""

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            present = {name.lower() for name, _ in headers}
            wanted = (*SAFE_HEADERS, *_changing_headers(environ, self._address.hosts))
            missing = (pair for pair in wanted if pair[0].lower() not in present)
            return start_response(status, [*headers, *missing], *error)

        return start


def _changing_headers(environ: dict[str, Any], hosts: frozenset[str]) -> list[tuple[str, str]]:
    encrypted = environ.get("wsgi.url_scheme") == "https"
    host = environ.get("HTTP_HOST", "").lower()
    socket = f" {'wss' if encrypted else 'ws'}://{host}" if host in hosts else ""
    headers = [("Content-Security-Policy", CSP.format(socket=socket)), ("Cache-Control", "no-store")]
    lasting = encrypted and not host.startswith("localhost")  # or it would hold for every program of this machine
    return [*headers, ("Strict-Transport-Security", f"max-age={ONE_YEAR}")] if lasting else headers


def _check_size(environ: dict[str, Any]) -> None:
    if "HTTP_TRANSFER_ENCODING" in environ:
        raise Refused(411, "length.required", "Please send the length of the message with it.")
    if _length(environ) > _most(environ.get("PATH_INFO", "")):
        raise Refused(413, "body.too-large", "That is more than this server takes in one message.")


def _most(path: str) -> int:
    if path.startswith(SOCKET_PATH):
        return LARGEST_FRAME
    if path == UPLOADS:
        return LARGEST_UPLOAD
    return LARGEST_DECK if DECK_PAGES.fullmatch(path) else LARGEST_BODY


def _let_pass(environ: dict[str, Any]) -> None:
    """Read what was sent and forget it: who is cut off while sending never sees the reason."""
    length = _length(environ)
    left = 0 if length == math.inf else min(int(length), LARGEST_REFUSAL)
    while left > 0 and (piece := environ["wsgi.input"].read(min(left, LARGEST_BODY))):
        left -= len(piece)


def _length(environ: dict[str, Any]) -> float:
    """How long the message says it is; what is no number counts as endless."""
    text = environ.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else math.inf


def _problem(refused: Refused, start_response: StartResponse, *error: Any) -> list[bytes]:
    status = HTTPStatus(refused.status)
    problem = {"title": status.phrase, "status": refused.status, "code": refused.code, "detail": refused.says}
    body = json.dumps(problem).encode()
    headers = [("Content-Type", "application/problem+json"), ("Content-Length", str(len(body)))]
    if isinstance(refused, Elsewhere):
        headers.append(("Location", refused.location))
    start_response(f"{status.value} {status.phrase}", headers, *error)
    return [body]
