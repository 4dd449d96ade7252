"""The gate, request by request: foreign hosts, foreign origins, detours and oversized messages stay outside."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.address import Address, find
from app.config import Config
from app.guard import LARGEST_BODY, Guard

OWN = "127.0.0.1:8000"
SOCKET = "/socket.io/"
PROXY = "https://room.example.org"


class Inside:
    """What the gate protects. It remembers what reached it."""

    def __init__(self) -> None:
        self.reached: list[dict[str, Any]] = []
        self.headers: list[tuple[str, str]] = [("Content-Type", "text/plain")]

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        self.reached.append(environ)
        start_response("200 OK", self.headers)
        return [b"inside"]


class Answer:
    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = int(status.split()[0]), dict(headers), body

    @property
    def code(self) -> str:
        assert self.headers["Content-Type"] == "application/problem+json"
        assert set(json.loads(self.body)) == {"title", "status", "code", "detail"}
        return str(json.loads(self.body)["code"])


def own(public_url: str | None = None) -> Address:
    return find(Config(data=Path(), secret=b"", host="127.0.0.1", public_url=public_url), 8000)


def ask(inside: Any, method: str = "GET", path: str = "/", address: Address | None = None, **environ: Any) -> Answer:
    asked = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "HTTP_HOST": OWN,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(environ.pop("body", b"")),
        **environ,
    }
    started: list[Any] = []
    body = b"".join(Guard(inside, address or own())(asked, lambda *said: started.append(said)))
    return Answer(started[-1][0], started[-1][1], body)


@pytest.fixture
def inside() -> Inside:
    return Inside()


@pytest.mark.parametrize("path", ["/", SOCKET, "/healthz"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:8001", "127.0.0.1:8000.evil.example", ""])
def test_another_host_is_not_answered_wherever_it_asks(inside: Inside, path: str, host: str) -> None:
    refused = ask(inside, path=path, HTTP_HOST=host)

    assert (refused.status, refused.code, inside.reached) == (400, "host.unknown", [])
    assert b"evil" not in refused.body
    assert "evil" not in str(refused.headers)


@pytest.mark.parametrize("host", [OWN, "localhost:8000", "LOCALHOST:8000", "[::1]:8000"])
def test_every_own_name_is_answered(inside: Inside, host: str) -> None:
    assert ask(inside, HTTP_HOST=host).body == b"inside"


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:8001", "https://127.0.0.1:8000", "null"])
def test_another_site_gets_nothing_on_the_sockets_path(inside: Inside, method: str, origin: str) -> None:
    refused = ask(inside, method, SOCKET, HTTP_ORIGIN=origin)

    assert (refused.status, refused.code, inside.reached) == (403, "origin.foreign", [])


def test_a_page_elsewhere_cannot_make_an_origin_ours_by_forwarding_it(inside: Inside) -> None:
    forged = {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_X_FORWARDED_PROTO": "https"}

    assert ask(inside, path=SOCKET, HTTP_ORIGIN="https://evil.example", **forged).status == 403
    assert ask(inside, path=SOCKET, **forged).status == 200
    assert not [name for name in inside.reached[0] if name.startswith("HTTP_X_FORWARDED")]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_changes_nothing(inside: Inside, method: str, site: str) -> None:
    by_name = ask(inside, method, "/K7M2PQ", HTTP_ORIGIN="https://evil.example")
    nameless = ask(inside, method, "/K7M2PQ", HTTP_ORIGIN="null")
    hidden = ask(inside, method, "/K7M2PQ", HTTP_SEC_FETCH_SITE=site)

    assert [by_name.code, nameless.code, hidden.code] == ["origin.foreign"] * 3
    assert inside.reached == []


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"HTTP_ORIGIN": f"http://{OWN}"},
        {"HTTP_ORIGIN": f"http://{OWN}", "HTTP_SEC_FETCH_SITE": "same-origin"},
        {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "same-origin"},
        {"HTTP_SEC_FETCH_SITE": "none"},
    ],
)
def test_our_own_pages_and_programs_may_change_things(inside: Inside, sent: dict[str, str]) -> None:
    assert ask(inside, "POST", "/K7M2PQ", **sent).status == 200
    assert ask(inside, "POST", SOCKET, **sent).status == 200


def test_links_from_elsewhere_may_be_followed(inside: Inside) -> None:
    assert ask(inside, path="/K7M2PQ", HTTP_SEC_FETCH_SITE="cross-site").status == 200


@pytest.mark.parametrize("path", ["/", SOCKET, "/api/join"])
def test_a_message_beyond_the_limit_is_refused_after_it_was_let_pass(inside: Inside, path: str) -> None:
    body = b"x" * (LARGEST_BODY + 1)
    refused = ask(inside, "POST", path, CONTENT_LENGTH=str(len(body)), body=body)

    assert (refused.status, refused.code, inside.reached) == (413, "body.too-large", [])


def test_a_message_within_the_limit_passes(inside: Inside) -> None:
    assert ask(inside, "POST", CONTENT_LENGTH=str(LARGEST_BODY)).status == 200


@pytest.mark.parametrize("length", ["-1", "many", "²"])
def test_a_length_that_is_none_is_refused(inside: Inside, length: str) -> None:
    assert ask(inside, "POST", CONTENT_LENGTH=length).status == 413


def test_a_message_without_a_length_is_refused(inside: Inside) -> None:
    refused = ask(inside, "POST", HTTP_TRANSFER_ENCODING="chunked")

    assert (refused.status, refused.code, inside.reached) == (411, "length.required", [])


def test_websockets_are_never_compressed(inside: Inside) -> None:
    ask(inside, path=SOCKET, HTTP_SEC_WEBSOCKET_EXTENSIONS="permessage-deflate")

    assert "HTTP_SEC_WEBSOCKET_EXTENSIONS" not in inside.reached[0]


@pytest.mark.parametrize("path", ["/", SOCKET])
def test_every_answer_carries_the_careful_headers(inside: Inside, path: str) -> None:
    headers = ask(inside, path=path).headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert f"connect-src 'self' ws://{OWN};" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Robots-Tag"].startswith("noindex")
    assert headers["Cache-Control"] == "no-store"
    assert "Permissions-Policy" in headers
    assert "Strict-Transport-Security" not in headers


def test_refusals_carry_them_too(inside: Inside) -> None:
    assert ask(inside, HTTP_HOST="evil.example").headers["X-Content-Type-Options"] == "nosniff"


def test_what_a_page_says_itself_stands(inside: Inside) -> None:
    inside.headers = [("cache-control", "max-age=60, immutable")]

    headers = ask(inside).headers

    assert headers["cache-control"] == "max-age=60, immutable"
    assert "Cache-Control" not in headers


def test_behind_a_proxy_the_configured_address_says_that_it_is_encrypted(inside: Inside) -> None:
    headers = ask(inside, address=own(PROXY), HTTP_HOST="room.example.org").headers

    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "connect-src 'self' wss://room.example.org;" in headers["Content-Security-Policy"]
    assert inside.reached[0]["wsgi.url_scheme"] == "https"


@pytest.mark.parametrize(
    ("peer", "forwarded", "seen"),
    [
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("172.18.0.3", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("93.184.216.34", "10.0.0.1", "93.184.216.34"),
    ],
)
def test_a_proxy_of_ours_may_say_who_asks(inside: Inside, peer: str, forwarded: str, seen: str) -> None:
    sent = {"HTTP_HOST": "room.example.org", "REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}

    ask(inside, address=own("https://room.example.org"), **sent)

    assert inside.reached[0]["REMOTE_ADDR"] == seen


def test_without_a_proxy_nobody_is_believed_about_who_asks(inside: Inside) -> None:
    ask(inside, HTTP_X_FORWARDED_FOR="203.0.113.9", HTTP_FORWARDED="for=203.0.113.9", HTTP_X_REAL_IP="203.0.113.9")

    assert inside.reached[0]["REMOTE_ADDR"] == "127.0.0.1"
    assert not own().is_loopback(inside.reached[0])
    assert "203.0.113.9" not in str(inside.reached[0])


def test_a_failure_is_said_kindly_and_tells_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def broken(environ: Any, start_response: Any) -> Any:
        raise RuntimeError("a secret detail")

    answer = ask(broken)

    assert (answer.status, answer.code) == (500, "server.failed")
    assert b"secret detail" not in answer.body
    assert "a secret detail" in caplog.text


def test_what_a_server_library_complains_of_is_not_written_down(capsys: pytest.CaptureFixture[str]) -> None:
    def complains(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        environ["wsgi.errors"].write("client=192.168.1.7 socket shutdown error")
        start_response("200 OK", [])
        return [b"done"]

    errors = io.StringIO()
    assert ask(complains, **{"wsgi.errors": errors}).body == b"done"
    assert errors.getvalue() == ""
    assert capsys.readouterr() == ("", "")
