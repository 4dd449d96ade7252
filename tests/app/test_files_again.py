"""Files that never change are answered again without the way through the product, and nobody can tell."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
import requests

from tests.app.process import PATIENCE_S, running

AT_ONCE_S = 5.0
BROWSER = {"Accept-Encoding": "gzip, deflate", "User-Agent": "a phone", "Sec-Fetch-Mode": "no-cors", "Accept": "*/*"}


class House:
    """The whole product, and one of its files."""

    def __init__(self, url: str) -> None:
        self.url = url
        page = requests.get(url, timeout=PATIENCE_S).text
        self.file = re.findall(r"href=\"(/static/[^\"]+\.css)\"", page)[0]

    def gets(self, path: str = "", method: str = "GET", **headers: str) -> requests.Response:
        return requests.request(method, self.url + (path or self.file), headers=headers, timeout=PATIENCE_S)

    def raw(self, *lines: str) -> bytes:
        """The beginning of the answer to a head of these lines."""
        with self.line("".join(f"{one}\r\n" for one in (*lines, "")).encode()) as line:
            return line.recv(4096)

    def line(self, said: bytes) -> socket.socket:
        """One on which this was said. Whoever listens to it waits for a moment only."""
        host, _, port = self.url.removeprefix("http://").partition(":")
        line = socket.create_connection((host, int(port)), timeout=AT_ONCE_S)
        line.sendall(said)
        return line

    def sends(self, said: bytes) -> bytes:
        """All that comes back until the server hangs up."""
        with self.line(said) as line:
            return b"".join(iter(lambda: line.recv(65_536), b""))


@pytest.fixture(scope="module", params=["on", "off"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    words = ("serve", "--no-browser", "--host", "127.0.0.1", "--port", "0", "--data")
    folder = tmp_path_factory.mktemp("files") / "data"
    with running("app", *words, str(folder), READTHEROOM_FAST=request.param) as process:
        yield House(process.ready())


def facts(answer: requests.Response) -> tuple[int, dict[str, str], bytes]:
    said = {name.lower(): value for name, value in answer.headers.items()}
    assert said.pop("date")
    return answer.status_code, said, answer.content


def test_the_second_answer_is_the_first_to_the_byte(house: House) -> None:
    first, second, third = (facts(house.gets(**BROWSER)) for _ in range(3))
    assert first == second == third
    assert first[0] == 200
    assert first[1]["content-encoding"] == "gzip"
    assert first[1]["x-content-type-options"] == "nosniff"
    assert "immutable" in first[1]["cache-control"]


def test_who_takes_no_compression_gets_none(house: House) -> None:
    house.gets(**BROWSER)
    plain = house.gets(**{**BROWSER, "Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == house.gets(**BROWSER).content


def test_whatever_asks_for_more_goes_the_whole_way(house: House) -> None:
    for _ in range(2):
        house.gets(**BROWSER)
    known = house.gets(**BROWSER).headers
    assert house.gets(**BROWSER, **{"If-Modified-Since": known["Last-Modified"]}).status_code == 304
    assert house.gets(**BROWSER, Range="bytes=0-9").status_code == 206
    assert house.gets(**BROWSER, Host="evil.example").status_code == 400
    assert house.gets(**BROWSER, method="HEAD").content == b""
    assert house.gets(**BROWSER, method="POST").status_code == 405
    assert house.gets(f"{house.file}x", **BROWSER).status_code == 404
    assert house.gets(**BROWSER, **{"Transfer-Encoding": "chunked"}).status_code == 411


def test_two_hosts_are_no_host_that_is_known(house: House) -> None:
    host = house.url.removeprefix("http://")
    lines = (f"GET {house.file} HTTP/1.1", f"Host: {host}")
    for _ in range(2):
        assert house.raw(*lines, "Connection: keep-alive").startswith(b"HTTP/1.1 200 ")
    assert house.raw(*lines, "Host: evil.example").startswith(b"HTTP/1.1 400 ")


def test_a_line_stays_open_for_the_next_request(house: House) -> None:
    with requests.Session() as session:
        session.headers.update(BROWSER)
        answers = [
            session.get(house.url + path, timeout=PATIENCE_S) for path in (house.file, house.file, "/", "/privacy")
        ]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert {answer.headers.get("Connection", "keep-alive").lower() for answer in answers} == {"keep-alive"}


def test_only_what_never_changes_is_kept(tmp_path: Path) -> None:
    from app.engine.fast.files import Known

    known, count = Known(lambda: 0.0), 0

    def answers(environ: dict[str, str], start_response: object) -> list[bytes]:
        nonlocal count
        count += 1
        start_response("200 OK", [("Cache-Control", environ["how"])])  # type: ignore[operator]
        return [b"x"]

    def asked(how: str) -> object:
        environ = {"REQUEST_METHOD": "GET", "RAW_PATH_INFO": "/static/a", "HTTP_HOST": "h"}
        list(known.around(answers)({**environ, "how": how}, lambda *said: None))
        return known.of(b"GET /static/a HTTP/1.1\r\n", [b"Host: h\r\n", b"\r\n"])

    assert asked("no-store") is None
    assert asked("max-age=1, immutable") == (b"HTTP/1.1 200 OK\r\nCache-Control: max-age=1, immutable\r\n", b"x")
    assert known.of(b"GET /static/a HTTP/1.1\r\n", [b"Host: other\r\n", b"\r\n"]) is None
    assert known.of(b"GET /static/a HTTP/1.1\r\n", [b"Host: h\r\n", b"X-Forwarded-For: 1\r\n", b"\r\n"]) is None


def test_only_what_browsers_ask_for_is_kept_and_the_oldest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.engine.fast import files

    def answers(environ: dict[str, str], start_response: object) -> list[bytes]:
        start_response("200 OK", [("Cache-Control", "immutable")])  # type: ignore[operator]
        return [b"x" * 100]

    known = files.Known(lambda: 0.0)

    def keeps(path: str, **asked: str) -> bool:
        environ = {"REQUEST_METHOD": "GET", "RAW_PATH_INFO": path, "HTTP_HOST": "h", **asked}
        list(known.around(answers)(environ, lambda *said: None))
        return is_kept(path)

    def is_kept(path: str) -> bool:
        return known.of(f"GET {path} HTTP/1.1\r\n".encode(), [b"Host: h\r\n", b"\r\n"]) is not None

    monkeypatch.setattr(files, "MOST", 1000)
    assert keeps("/static/a")
    assert not keeps("/other/a")
    assert not keeps("/static/b", QUERY_STRING="1")
    assert not keeps("/static/b", HTTP_HOST="h" * 101)
    assert not keeps("/static/b", HTTP_ACCEPT_ENCODING="x" * 101)
    assert not keeps("/static/b", REQUEST_METHOD="HEAD")
    assert all(keeps(f"/static/{number}") for number in range(9))
    assert not is_kept("/static/a")
    assert known._size <= 1000


def test_whoever_says_that_they_go_is_let_go_and_the_date_is_todays(house: House) -> None:
    host = house.url.removeprefix("http://")
    house.gets(**BROWSER)
    for path in ("/", "/privacy"):
        answer = house.sends(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        assert answer.startswith(b"HTTP/1.1 200 ")
    for _ in range(2):
        said = parsedate_to_datetime(house.gets(**BROWSER).headers["Date"])
        assert abs(said.timestamp() - time.time()) < 5


@pytest.mark.parametrize(
    "said",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\nhello",
        b"hello there\r\n",
        b"GET / HTTP/9.9\r\n",
        b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 101,
    ],
    ids=["https", "nothing known", "another version", "lines without end"],
)
def test_what_is_no_request_is_refused_at_once(house: House, said: bytes) -> None:
    """Whoever tries https first falls back by this, and nobody holds memory by lines that do not end."""
    assert b"HTTP/1.1 200 " not in house.sends(said)


@pytest.mark.parametrize("house", ["on"], indirect=True)
@pytest.mark.parametrize(
    "line",
    [
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: identity, chunked",
        "Content-Length: 0\r\nContent-Length: 44",
        "Content-Length : 44",
    ],
)
def test_nothing_is_hidden_behind_a_request_whose_end_is_in_doubt(house: House, line: str) -> None:
    """A proxy that sees its end elsewhere would let a second one through that it never looked at."""
    host = house.url.removeprefix("http://")
    hidden = f"GET /privacy HTTP/1.1\r\nHost: {host}\r\n\r\n"
    answer = house.sends(f"POST /join HTTP/1.1\r\nHost: {host}\r\n{line}\r\n\r\n{hidden}".encode())
    assert answer.count(b"HTTP/1.") <= 1
