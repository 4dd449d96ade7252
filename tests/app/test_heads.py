"""The head of a usual request is read as the library reads it; whatever is not usual is left to the library."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler
from io import BytesIO

import pytest

from app.engine.fast.heads import MOST_LINES, usual

FIRST = b"GET /ABC234?x=1 HTTP/1.1\r\n"
BROWSER = [
    b"Host: 192.168.1.5:8000\r\n",
    b"Connection: keep-alive\r\n",
    b"Cookie: phone=abc; session=d=e:f\r\n",
    b"Accept-Encoding:gzip, deflate\r\n",
    b"X-Empty:\r\n",
    b"Referer: \t http://192.168.1.5:8000/ABC234 \t\r\n",
    b"Accept-Language: \xe9\r\n",
    b"Accept: a\r\n",
    b"Accept: b\r\n",
    b"\r\n",
]


class Library(BaseHTTPRequestHandler):
    """The library, reading the same."""

    protocol_version = "HTTP/1.1"

    def __init__(self, first: bytes, lines: list[bytes]) -> None:
        self.raw_requestline, self.rfile = first, BytesIO(b"".join(lines))
        assert self.parse_request()


@pytest.mark.parametrize("first", [FIRST, b"POST /join HTTP/1.1\r\n", b"DELETE /a;b%20c HTTP/1.1\r\n"])
@pytest.mark.parametrize(
    "more",
    [
        [],
        [b"connection: close\r\n"],
        [b"Connection: Close\r\n"],
        [b"Connection: close \r\n"],
        [b"Connection: Upgrade\r\n", b"Upgrade: websocket\r\n"],
        [b"Content-Length: 12\r\n", b"Content-Type: text/plain; charset=utf-8\r\n"],
    ],
)
def test_what_a_browser_sends_is_read_as_the_library_reads_it(first: bytes, more: list[bytes]) -> None:
    lines = [*more, *BROWSER]
    head, library = usual(first, lines), Library(first, lines)

    assert head
    assert (head.method, head.path, head.stays) == (library.command, library.path, not library.close_connection)
    assert head.headers.items() == library.headers.items()
    assert type(head.headers) is type(library.headers)


@pytest.mark.parametrize(
    "first",
    [
        b"GET / HTTP/1.0\r\n",
        b"GET / HTTP/2.0\r\n",
        b"GET /\r\n",
        b"GET  / HTTP/1.1\r\n",
        b"GET //evil.example HTTP/1.1\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\n",
        b"GET /\xe9 HTTP/1.1\r\n",
        b"GET / HTTP/1.1\n",
        b"get / HTTP/1.1\r\n",
        b"\r\n",
    ],
)
def test_what_no_browser_begins_with_is_left_to_the_library(first: bytes) -> None:
    assert usual(first, BROWSER) is None


@pytest.mark.parametrize(
    "lines",
    [
        [b"Host : h\r\n", b"\r\n"],
        [b"Host: h\r\n", b" folded\r\n", b"\r\n"],
        [b"Host: h\n", b"\r\n"],
        [b"Host: h\r\n", b"\n"],
        [b"Host: h\r\n", b""],
        [b"Ho\0st: h\r\n", b"\r\n"],
        [b"Host: h\0\r\n", b"\r\n"],
        [b"Host: h\rX: y\r\n", b"\r\n"],
        [b"Host_Name: h\r\n", b"\r\n"],
        [b"no colon\r\n", b"\r\n"],
        [b": h\r\n", b"\r\n"],
        [b"Expect: 100-continue\r\n", b"\r\n"],
        [b"Transfer-Encoding: identity, chunked\r\n", b"\r\n"],
        [b"Content-Length: 0\r\n", b"content-length: 9\r\n", b"\r\n"],
        [b"Host: a\r\n", b"Host: a\r\n", b"\r\n"],
        [b"\r\n"],
        [],
        [*[b"X: y\r\n"] * MOST_LINES, b"\r\n"],
    ],
)
def test_lines_that_are_not_plain_are_left_to_the_library(lines: list[bytes]) -> None:
    assert usual(FIRST, lines) is None
