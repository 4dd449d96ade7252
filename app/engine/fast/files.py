"""Files that never change are answered again as they were answered before, without the whole way through the product.

A hall that arrives at once asks for five of them a phone. What is answered again has gone that way once: the same
address, the same host, the same encodings; whatever asks for more than a file goes it every time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from app.engine import WSGIApp
from app.engine.fast.heads import FIRST, MOST_LINES, Head, usual
from app.engine.fast.seats import Keeping

BEGINS = b"GET /static/"
UNCHANGING = "immutable"
LARGEST, MOST = 64 * 1024, 8 * 1024 * 1024
"""Bytes of one answer, and of all that are kept."""
LONGEST = 100
"""Bytes of a host's name, and of the encodings that a browser takes."""
SECOND = 1.0
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

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._answers: OrderedDict[Key, tuple[bytes, bytes]] = OrderedDict()
        self._size = 0
        self._date, self._date_ends = "", now()

    def of(self, first: bytes, lines: Iterable[bytes]) -> tuple[bytes, bytes] | None:
        """The answer to this request, if there has been one and nothing in it asks for another."""
        key = _asked(first, lines)
        return self._answers.get(key) if key else None

    def around(self, wsgi: WSGIApp) -> WSGIApp:
        """The product, listened to."""

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            key = _key(environ)
            if key is None:
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
            self._keep(key, (_head(*told), whole))
            return [whole]

        return answer

    def date(self, fresh: Callable[[], str]) -> str:
        """As a head says it. A hall asks for hundreds of files within one second."""
        if self._now() >= self._date_ends:
            self._date, self._date_ends = fresh(), self._now() + SECOND
        return self._date

    def _keep(self, key: Key, answer: tuple[bytes, bytes]) -> None:
        if _size(key, answer) <= LARGEST and key not in self._answers:
            self._answers[key] = answer
            self._size += _size(key, answer)
        while self._size > MOST:
            self._size -= _size(*self._answers.popitem(last=False))


def _size(key: Key, answer: tuple[bytes, bytes]) -> int:
    return sum(map(len, (*key, *answer)))


def _asked(first: bytes, lines: Iterable[bytes]) -> Key | None:
    said: dict[bytes, bytes] = {}
    for line in lines:
        if line in BLANK:
            break
        name, colon, value = line.partition(b":")
        name, value = name.lower(), value.strip(b" \t\r\n")
        if not colon or name in said or not _changes_nothing(name, value):
            return None
        if name in CHOOSES:
            said[name] = value
    return first, said.get(b"host", b""), said.get(b"accept-encoding", b"")


def _changes_nothing(name: bytes, value: bytes) -> bool:
    if name == b"connection":
        return value.lower() == b"keep-alive"
    return name in CHOOSES or name in HARMLESS or name.startswith(HARMLESS_BEGINNINGS)


def _key(environ: dict[str, Any]) -> Key | None:
    """How a browser asks for this file; None where it asks for something else, or as browsers do not."""
    path, host, encodings = (environ.get(name, "") for name in ("RAW_PATH_INFO", "HTTP_HOST", "HTTP_ACCEPT_ENCODING"))
    plain = (
        path.startswith("/static/") and not environ.get("QUERY_STRING") and max(len(host), len(encodings)) <= LONGEST
    )
    if environ["REQUEST_METHOD"] != "GET" or not plain:
        return None
    return f"GET {path} HTTP/1.1\r\n".encode("latin-1"), host.encode("latin-1"), encodings.encode("latin-1")


def _never_changes(headers: list[tuple[str, str]]) -> bool:
    return any(name.lower() == "cache-control" and UNCHANGING in value for name, value in headers)


def _head(status: str, headers: list[tuple[str, str]]) -> bytes:
    lines = (f"{name}: {value}\r\n" for name, value in headers if name.lower() != "date")
    return f"HTTP/1.1 {status}\r\n{''.join(lines)}".encode("latin-1")


class _Lines:
    """A request's lines of which some were read already, to be read from the first."""

    def __init__(self, lines: list[bytes], rest: Any) -> None:
        self._lines, self._rest = iter(lines), rest

    def readline(self, size: int = -1) -> bytes:
        line = next(self._lines, None)
        return self._rest.readline(size) if line is None else line


class Again(Keeping):
    """Answers what is `known` before anybody reads more of a request than its lines, and reads a usual head itself."""

    known: Known | None = None
    rfile: Any

    def parse_request(self) -> bool:
        if self.known is None:
            return bool(super().parse_request())
        lines: list[bytes] = []
        if FIRST.fullmatch(self.raw_requestline):
            lines = self._read()
        if self._answered_again(self.known, lines):
            return False
        if head := usual(self.raw_requestline, lines):
            self._take(head)
            return True
        self.rfile = _Lines(lines, self.rfile)
        read = bool(super().parse_request())
        self.close_connection = True  # where such a request ends, a proxy may see otherwise
        return read

    def _read(self) -> list[bytes]:
        """The lines of a head, as far as one that is usual may go."""
        lines: list[bytes] = []
        while len(lines) <= MOST_LINES and (not lines or lines[-1] not in BLANK):
            lines.append(self.rfile.readline())
        return lines

    def _answered_again(self, known: Known, lines: list[bytes]) -> bool:
        """Whether the same was answered before, and so has been now."""
        if not lines or not self.raw_requestline.startswith(BEGINS):
            return False
        if answer := known.of(self.raw_requestline, lines):
            self._answer(*answer, known.date(self.date_time_string))
        return answer is not None

    def _take(self, head: Head) -> None:
        """As the library would have read it."""
        self.requestline = self.raw_requestline.decode("latin-1").rstrip("\r\n")
        self.command, self.path, self.headers, stays = head
        self.request_version, self.close_connection = "HTTP/1.1", not stays

    def _answer(self, head: bytes, body: bytes, date: str) -> None:
        """Nothing is closed after it."""
        self.close_connection = False
        stays = f"Connection: keep-alive\r\nKeep-Alive: timeout={self.server.keepalive}\r\n"
        self.wfile.write(b"".join((head, f"Date: {date}\r\n{stays}\r\n".encode(), body)))
        self.wfile.flush()
