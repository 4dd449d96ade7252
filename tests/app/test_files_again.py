"""Files that never change are answered again without the way through the product, and nobody can tell."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.app.process import PATIENCE_S, running

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
        host, _, port = self.url.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), timeout=PATIENCE_S) as line:
            line.sendall("".join(f"{one}\r\n" for one in (*lines, "")).encode())
            return line.recv(4096)


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

    known, count = Known(), 0

    def answers(environ: dict[str, str], start_response: object) -> list[bytes]:
        nonlocal count
        count += 1
        start_response("200 OK", [("Cache-Control", environ["how"])])  # type: ignore[operator]
        return [b"x"]

    def asked(how: str) -> object:
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/static/a", "RAW_PATH_INFO": "/static/a", "HTTP_HOST": "h"}
        list(known.around(answers)({**environ, "how": how}, lambda *said: None))
        return known.of(b"GET /static/a HTTP/1.1\r\n", [b"Host: h\r\n", b"\r\n"])

    assert asked("no-store") is None
    assert asked("max-age=1, immutable") == (b"HTTP/1.1 200 OK\r\nCache-Control: max-age=1, immutable\r\n", b"x")
    assert known.of(b"GET /static/a HTTP/1.1\r\n", [b"Host: other\r\n", b"\r\n"]) is None
    assert known.of(b"GET /static/a HTTP/1.1\r\n", [b"Host: h\r\n", b"X-Forwarded-For: 1\r\n", b"\r\n"]) is None
