"""Files that never change are answered again as they were answered before, without the whole way through the product.

A hall that arrives at once asks for ten of them a phone. What is answered again has gone that way once: the same
address, the same host, the same encodings; whatever asks for more than a file goes it every time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from email.utils import formatdate
from functools import lru_cache
from time import time
from typing import Any

from app.engine import WSGIApp
from app.engine.fast.heads import Head, usual
from app.engine.fast.seats import Keeping

BEGINS = b"GET /static/"
UNCHANGING = "immutable"
LARGEST, MOST = 64 * 1024, 8 * 1024 * 1024
"""Bytes of one answer, and of all that are kept."""
HARMLESS = frozenset(
    b"accept accept-language cache-control cookie dnt origin pragma priority purpose referer "
    b"save-data sec-gpc upgrade-insecure-requests user-agent".split()
)
"""What a browser says about itself that changes nothing about a file."""
HARMLESS_BEGINNINGS = (b"sec-fetch-", b"sec-ch-ua")
CHOOSES = frozenset({b"host", b"accept-encoding"})
BLANK = (b"\r\n", b"\n", b"")

Key = tuple[bytes, bytes, bytes]
"""The request's first line, its host, and the encodings that it takes."""


class Known:
    """The answers so far: head without its date, and body."""

    def __init__(self) -> None:
        self._answers: dict[Key, tuple[bytes, bytes]] = {}
        self._size = 0

    def of(self, first: bytes, lines: Iterable[bytes]) -> tuple[bytes, bytes] | None:
        """The answer to this request, if there has been one and nothing in it asks for another."""
        key = _asked(first, lines)
        return self._answers.get(key) if key else None

    def around(self, wsgi: WSGIApp) -> WSGIApp:
        """The product, listened to."""

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            if environ["REQUEST_METHOD"] != "GET" or not environ["PATH_INFO"].startswith("/static/"):
                return wsgi(environ, start_response)
            told: list[Any] = []

            def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
                told[:] = [status, headers]
                return start_response(status, headers, *error)

            body = wsgi(environ, start)
            if not told or not told[0].startswith("200 ") or not _never_changes(told[1]):
                return body
            whole = b"".join(body)
            if hasattr(body, "close"):
                body.close()
            self._keep(_key(environ), _head(*told), whole)
            return [whole]

        return answer

    def _keep(self, key: Key, head: bytes, body: bytes) -> None:
        size = len(head) + len(body)
        if size <= LARGEST and self._size + size <= MOST and key not in self._answers:
            self._answers[key] = head, body
            self._size += size


def _asked(first: bytes, lines: Iterable[bytes]) -> Key | None:
    said: dict[bytes, bytes] = {}
    for line in lines:
        if line in BLANK:
            break
        name, _, value = line.partition(b":")
        name, value = name.lower(), value.strip()
        if name in said or not _changes_nothing(name, value):
            return None
        if name in CHOOSES:
            said[name] = value
    return first, said.get(b"host", b""), said.get(b"accept-encoding", b"")


def _changes_nothing(name: bytes, value: bytes) -> bool:
    if name == b"connection":
        return value.lower() == b"keep-alive"
    return name in CHOOSES or name in HARMLESS or name.startswith(HARMLESS_BEGINNINGS)


def _key(environ: dict[str, Any]) -> Key:
    query = environ.get("QUERY_STRING")
    path = environ["RAW_PATH_INFO"] + (f"?{query}" if query else "")
    said = (environ.get("HTTP_HOST", ""), environ.get("HTTP_ACCEPT_ENCODING", ""))
    host, encodings = (value.encode("latin-1") for value in said)
    return f"GET {path} HTTP/1.1\r\n".encode("latin-1"), host, encodings


def _never_changes(headers: list[tuple[str, str]]) -> bool:
    return any(name.lower() == "cache-control" and UNCHANGING in value for name, value in headers)


def _head(status: str, headers: list[tuple[str, str]]) -> bytes:
    lines = (f"{name}: {value}\r\n" for name, value in headers if name.lower() != "date")
    return f"HTTP/1.1 {status}\r\n{''.join(lines)}".encode("latin-1")


@lru_cache(maxsize=1)
def _date(second: int) -> str:
    """As a head says it. A hall asks for hundreds of files within one."""
    return formatdate(second, usegmt=True)


class _Lines:
    """A request's lines that were read already, to be read once more."""

    def __init__(self, lines: list[bytes]) -> None:
        self._lines = iter(lines)

    def readline(self, size: int = -1) -> bytes:
        return next(self._lines, b"")


class Again(Keeping):
    """Answers what is `known` before anybody reads more of a request than its lines, and reads a usual head itself."""

    known: Known | None = None
    rfile: Any

    def parse_request(self) -> bool:
        if self.known is None:
            return bool(super().parse_request())
        lines: list[bytes] = []
        while not lines or lines[-1] not in BLANK:
            lines.append(self.rfile.readline())
        if self._is_known(lines):
            return False
        if head := usual(self.raw_requestline, lines):
            self._take(head)
            return True
        self.rfile = _Lines(lines)
        return bool(super().parse_request())

    def _is_known(self, lines: list[bytes]) -> bool:
        """Whether it was answered already, and so is now."""
        if not self.raw_requestline.startswith(BEGINS) or not lines[-1]:
            return False
        assert self.known is not None
        if answer := self.known.of(self.raw_requestline, lines):
            self._answer(*answer)
        return answer is not None

    def _take(self, head: Head) -> None:
        """As the library would have read it."""
        self.requestline = self.raw_requestline.decode("latin-1").rstrip("\r\n")
        self.command, self.path, self.headers, stays = head
        self.request_version, self.close_connection = "HTTP/1.1", not stays

    def _answer(self, head: bytes, body: bytes) -> None:
        """Nothing is closed after it."""
        self.close_connection = False
        stays = f"Connection: keep-alive\r\nKeep-Alive: timeout={self.server.keepalive}\r\n"
        rest = f"Date: {_date(int(time()))}\r\n{stays}\r\n".encode()
        self.wfile.write(b"".join((head, rest, body)))
        self.wfile.flush()
