"""`serve --tls`: a real server that speaks https with a certificate of one's own, and what the Wi-Fi may try."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio

from tests.app.certificates import certificate
from tests.app.process import PATIENCE_S, Process, running
from tests.app.test_serve import run

ROOM = "room.example.org"
UPGRADE = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n\x81"
)


class Server:
    def __init__(self, process: Process, url: str, files: tuple[str, str], data: Path) -> None:
        self.process, self.url, self.data, self.cert = process, url, data, files[0]
        self.port = int(url.rpartition(":")[2])
        self.bearer = {"Authorization": f"Bearer {run('token', '--data', str(data)).stdout.strip()}"}

    def get(self, path: str, **more: Any) -> requests.Response:
        return requests.get(self.url + path, verify=self.cert, timeout=PATIENCE_S, **more)

    def post(self, path: str, **more: Any) -> requests.Response:
        return requests.post(self.url + path, verify=self.cert, timeout=PATIENCE_S, **more)

    def session(self) -> dict[str, Any]:
        opened = self.post("/api/sessions", json={"deck": "starter"}, headers=self.bearer)
        assert opened.status_code == 201, opened.text
        return opened.json()

    def line(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S)

    def plain(self, request: str) -> bytes:
        with self.line() as line:
            line.sendall(request.replace("\n", "\r\n").encode())
            return line.recv(4096)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("tls")
    files, data = certificate(folder, ROOM, "localhost", "127.0.0.1"), folder / "data"
    words = ("--port", "0", "--no-browser", "--data", str(data), "--tls", *files)
    with running("app", *words) as process:
        yield Server(process, process.ready(), files, data)


def test_it_says_https_everywhere(server: Server) -> None:
    said = "".join(server.process.lines)
    session = server.session()

    assert server.url == f"https://127.0.0.1:{server.port}"
    assert f"Phones join here:\n  https://{ROOM}:{server.port}\n" in said
    assert re.search(rf"{server.url}/enter/[\w-]{{22,}}\n", said)
    assert session["join_url"] == f"https://{ROOM}:{server.port}/{session['code']}"
    assert session["console_url"].startswith(f"{server.url}/present/")


def test_pages_come_encrypted_with_the_promises_of_https(server: Server) -> None:
    page = server.get("/")

    assert page.status_code == 200
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert f"wss://127.0.0.1:{server.port}" in page.headers["Content-Security-Policy"]


def test_every_cookie_is_kept_off_plain_lines(server: Server) -> None:
    session = server.session()
    page = server.get(f"/{session['code']}")
    joined = server.post("/api/join", json={"code": session["code"]})
    link = re.findall(r"/enter/[\w-]+", "".join(server.process.lines))[-1]
    with requests.Session() as browser:
        browser.verify, browser.trust_env = server.cert, False
        door = browser.get(server.url + link, timeout=PATIENCE_S)
        field = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', door.text)
        assert field
        entered = browser.post(
            server.url + link, data={"csrf_token": field[1]}, timeout=PATIENCE_S, allow_redirects=False
        )

    assert entered.status_code == 303
    cookies = [one.headers["Set-Cookie"] for one in (page, joined, door, entered) if "Set-Cookie" in one.headers]
    assert len(cookies) >= 3
    assert any(cookie.startswith("__Host-console=") for cookie in cookies)
    assert [cookie for cookie in cookies if "; Secure" not in cookie] == []


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_a_phone_is_heard_and_hears(server: Server, transport: str) -> None:
    token = server.post("/api/join", json={"code": server.session()["code"]}).json()["token"]
    with requests.Session() as http:
        http.verify, http.trust_env = server.cert, False
        phone = socketio.Client(reconnection=False, http_session=http)
        views: list[Any] = []
        phone.on("view", views.append)
        phone.connect(server.url, auth={"token": token}, transports=[transport])
        until = time.monotonic() + PATIENCE_S
        while not views and time.monotonic() < until:
            time.sleep(0.02)
        phone.disconnect()

    assert views


def test_who_types_the_address_without_https_is_shown_the_way(server: Server) -> None:
    answer = server.plain(f"GET /ABC2DE HTTP/1.1\nHost: {ROOM}:{server.port}\n\n")
    foreign = server.plain("GET / HTTP/1.1\nHost: evil.example\n\n")

    assert answer.startswith(b"HTTP/1.1 308 ")
    assert f"Location: https://{ROOM}:{server.port}/ABC2DE\r\n".encode() in answer
    assert foreign.startswith(b"HTTP/1.1 400 ")
    assert b"Location" not in foreign


def test_nothing_is_said_or_changed_in_plain_text(server: Server) -> None:
    session = server.session()
    body = json.dumps({"code": session["code"]})
    head = f"Host: {ROOM}:{server.port}\n"
    more = f"Content-Type: application/json\nContent-Length: {len(body)}\n\n{body}"
    answers = [
        server.plain(f"POST /api/join HTTP/1.1\n{head}{more}"),
        server.plain(f"GET /{session['code']} HTTP/1.1\n{head}\n"),
        server.plain(f"GET /socket.io/?EIO=4&transport=polling HTTP/1.1\n{head}\n"),
    ]

    assert server.post("/api/join", json={"code": session["code"]}).status_code == 200
    assert [answer.split()[1] for answer in answers] == [b"403", b"308", b"308"]
    assert not any(b"token" in answer.lower().replace(b"/", b"") for answer in answers)


def test_old_tls_is_refused(server: Server) -> None:
    old = ssl.create_default_context(cafile=server.cert)
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    old.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1

    with server.line() as line, pytest.raises(OSError):
        old.wrap_socket(line, server_hostname="localhost")


def test_tls_1_2_is_good_enough(server: Server) -> None:
    older = ssl.create_default_context(cafile=server.cert)
    older.maximum_version = ssl.TLSVersion.TLSv1_2

    with server.line() as line, older.wrap_socket(line, server_hostname="localhost") as secure:
        assert secure.version() == "TLSv1.2"


def test_lines_that_never_greet_keep_nobody_waiting(server: Server) -> None:
    with contextlib.ExitStack() as stack:
        for greeting in (b"", b"\x16", b"\x16\x03\x01"):
            for _ in range(20):
                stack.enter_context(server.line()).sendall(greeting)
        began = time.monotonic()

        assert server.get("/healthz").status_code == 200
        assert time.monotonic() - began < 5


def test_lines_that_break_end_quietly(tmp_path: Path) -> None:
    """Nothing is logged of them: neither an address nor what they said."""
    files = certificate(tmp_path, ROOM, "localhost", "127.0.0.1")
    words = ("--port", "0", "--no-browser", "--data", str(tmp_path / "data"), "--tls", *files)
    with running("app", *words) as process:
        server = Server(process, process.ready(), files, tmp_path / "data")
        for greeting in (b"\x16\x03\x01\x00\x05hello", b"\x16" + b"\xff" * 64, b"\x00", b"GARBAGE\r\n\r\n"):
            with server.line() as line:
                line.sendall(greeting)
                line.settimeout(2)
                with contextlib.suppress(OSError):
                    line.recv(64)
        with server.line() as line, pytest.raises(ssl.SSLError):
            ssl.create_default_context().wrap_socket(line, server_hostname="localhost")
        for said in (b"", b"GET / HTTP/1.1\r\n", b"POST /api/join HTTP/1.1\r\nContent-Length: 9\r\n\r\n{", UPGRADE):
            cut(server, said)
        assert server.get("/healthz").status_code == 200
        process.signal(signal.SIGTERM)

        assert process.end() == (0, "")


def cut(server: Server, said: bytes) -> None:
    """Say this encrypted, and vanish without the goodbye that TLS wants."""
    with server.line() as line:
        secure = ssl.create_default_context(cafile=server.cert).wrap_socket(line, server_hostname="localhost")
        secure.sendall(said.replace(b"HTTP/1.1\r\n", f"HTTP/1.1\r\nHost: localhost:{server.port}\r\n".encode()))
        time.sleep(0.1)
        socket.socket.shutdown(secure, socket.SHUT_RDWR)
        secure.close()


def test_a_certificate_that_is_over_refuses_to_start_and_says_so(tmp_path: Path) -> None:
    refused = run("--tls", *certificate(tmp_path, ROOM, days=-0.5), "--data", str(tmp_path / "data"))

    assert (refused.returncode, refused.stdout) == (2, "")
    assert "ended on" in refused.stderr
    assert len(refused.stderr.splitlines()) == 2


def test_a_rehearsal_finds_its_way_through_https(server: Server) -> None:
    """Simulated phones join the server's own https door, whatever name the certificate has."""
    from app.rehearsal.troupe import dismiss, send_phones

    session = server.session()
    phones = send_phones(server.url, session["code"], 3, seed=1)
    try:
        until = time.monotonic() + PATIENCE_S
        joined = 0
        while joined < 3 and time.monotonic() < until:
            time.sleep(0.1)
            joined = server.get(f"/api/sessions/{session['id']}", headers=server.bearer).json()["joined"]
    finally:
        dismiss(phones)
        phones.wait(PATIENCE_S)

    assert joined == 3
