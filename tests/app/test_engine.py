"""The same promises on all three engines, tried in real processes over real sockets."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio
import websocket

from app.engine import MODES, select
from app.engine.listener import BACKLOG, PatientListener, listen
from app.refusal import BadSetting, NoSuchAddress, PortDenied, PortInUse
from tests.app.process import PATIENCE_S, ROOT, Process, running

TOO_BIG = 1009
ROOM_KEY = "dGhlIHNhbXBsZSBub25jZQ=="


class Server:
    def __init__(self, process: Process, url: str, data: Path) -> None:
        self.process, self.url, self.data = process, url, data
        self.host = url.removeprefix("http://")
        self.websocket = f"ws://{self.host}/socket.io/?EIO=4&transport=websocket"

    def phone(self, transport: str) -> socketio.Client:
        phone = socketio.Client(reconnection=False)
        phone.connect(self.url, transports=[transport])
        assert phone.transport() == transport
        return phone

    def raw(self, request: str) -> bytes:
        """What the server answers to exactly these bytes."""
        host, _, port = self.host.partition(":")
        with socket.create_connection((host, int(port)), timeout=PATIENCE_S) as line:
            line.sendall(request.replace("\n", "\r\n").encode())
            return line.recv(4096)


@pytest.fixture(scope="module", params=MODES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp(request.param)
    with running("tests.app.tiny", str(data), READTHEROOM_ASYNC_MODE=request.param) as process:
        yield Server(process, process.ready(), data)


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_a_phone_is_heard_and_hears_over_either_transport(server: Server, transport: str) -> None:
    phone = server.phone(transport)
    heard: list[Any] = []
    phone.on("tick", heard.append)

    assert phone.call("echo", {"a": ["ü", 1]}, timeout=PATIENCE_S) == {"ok": True, "said": {"a": ["ü", 1]}}
    until = time.monotonic() + PATIENCE_S
    while len(heard) < 3 and time.monotonic() < until:
        time.sleep(0.02)

    assert len(heard) >= 3


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("beside", "[0, 1, 2, 3, 4]"),
        ("empty", "empty, then 1 kept"),
        ("result", "known known KeyError TimeoutError"),
        ("lock", "['first', 'second']"),
        ("native", "True"),
        ("failure", "ValueError"),
    ],
)
def test_the_engine_keeps_its_promises(server: Server, what: str, says: str) -> None:
    assert server.phone("websocket").call("try", what, timeout=PATIENCE_S) == says


def test_pages_are_answered_with_care(server: Server) -> None:
    answer = requests.get(server.url, timeout=PATIENCE_S)

    assert (answer.status_code, answer.text) == (200, "hello")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_megabyte_is_refused_by_name(server: Server) -> None:
    sent = b"x" * 1_000_000
    refused = [
        requests.post(f"{server.url}{path}", data=sent, timeout=PATIENCE_S) for path in ("/length", "/socket.io/")
    ]

    assert [(one.status_code, one.json()["code"]) for one in refused] == [(413, "body.too-large")] * 2
    assert requests.post(f"{server.url}/length", data=sent[:64_000], timeout=PATIENCE_S).text == "64000"


def handshake(
    host: str, origin: str | None, path: str = "/socket.io/?EIO=4&transport=websocket", more: str = ""
) -> str:
    """The opening of a websocket."""
    said = f"Origin: {origin}\n" if origin else ""
    return (
        f"GET {path} HTTP/1.1\nHost: {host}\n{said}Upgrade: websocket\nConnection: Upgrade\n"
        f"Sec-WebSocket-Key: {ROOM_KEY}\nSec-WebSocket-Version: 13\n{more}\n"
    )


def status(answer: bytes) -> int:
    found = re.match(rb"HTTP/1\.[01] (\d+)", answer)
    assert found, answer
    return int(found[1])


def test_websockets_open_for_our_own_pages_only(server: Server) -> None:
    def opening(host: str, origin: str | None, more: str = "") -> int:
        return status(server.raw(handshake(host, origin, more=more)))

    assert opening(server.host, server.url) == 101
    assert opening(server.host, None) == 101
    assert opening(server.host, "https://evil.example") == 403
    assert opening(server.host, "null") == 403
    assert opening("evil.example", "http://evil.example") == 400
    assert opening(server.host, "https://evil.example", "X-Forwarded-Host: evil.example\n") == 403


def test_polling_opens_for_our_own_pages_only(server: Server) -> None:
    def opening(**headers: str) -> int:
        address = f"{server.url}/socket.io/?EIO=4&transport=polling"
        return requests.get(address, headers=headers, timeout=PATIENCE_S).status_code

    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    assert opening() == opening(Origin=server.url) == 200
    assert opening(Host="evil.example") == 400
    assert opening(Origin="https://evil.example") == 403
    assert opening(Host="evil.example", Origin="http://evil.example") == 400
    assert opening(Origin="https://evil.example", **forged) == 403


def test_the_careful_headers_are_on_the_sockets_path_too(server: Server) -> None:
    headers = requests.get(f"{server.url}/socket.io/?EIO=4&transport=polling", timeout=PATIENCE_S).headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in headers


def test_compression_that_a_browser_offers_is_not_taken(server: Server) -> None:
    offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\n"

    answer = server.raw(handshake(server.host, server.url, more=offer))

    assert status(answer) == 101
    assert b"permessage-deflate" not in answer


def test_a_huge_message_closes_the_line_and_costs_no_memory(server: Server) -> None:
    line = websocket.create_connection(server.websocket, timeout=PATIENCE_S)
    with contextlib.closing(line.sock):
        line.recv()
        before = server.process.memory()

        with contextlib.suppress(OSError, websocket.WebSocketConnectionClosedException):
            line.send("x" * 32_000_000)
        closed = line.recv_frame()

    assert (closed.opcode, struct.unpack("!H", closed.data[:2])[0]) == (websocket.ABNF.OPCODE_CLOSE, TOO_BIG)
    assert server.process.memory() - before < 5_000_000
    assert server.phone("websocket").call("echo", "still here", timeout=PATIENCE_S)["ok"]


def test_a_phone_that_reads_slowly_gets_every_frame_whole(server: Server) -> None:
    host, _, port = server.host.partition(":")
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.connect((host, int(port)))
    line = websocket.create_connection(server.websocket, timeout=PATIENCE_S, socket=slow)
    for said in ("40", '42["flood",800]'):
        line.send(said)
    time.sleep(0.5)

    floods: list[Any] = []
    with contextlib.closing(line.sock):
        while len(floods) < 800:
            said = line.recv()
            floods += [json.loads(said[2:])] if said.startswith('42["flood"') else []

    assert [number for _, (number, _) in floods] == list(range(800))


def test_a_request_that_names_no_host_is_refused(server: Server) -> None:
    assert status(server.raw("GET / HTTP/1.0\n\n")) == 400


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_drains_and_ends_well_with_phones_attached(tmp_path: Path, mode: str, number: int) -> None:
    with running("tests.app.tiny", str(tmp_path), READTHEROOM_ASYNC_MODE=mode) as process:
        server = Server(process, process.ready(), tmp_path)
        server.phone("websocket")
        server.phone("polling")

        before = time.monotonic()
        process.signal(number)
        exit_status, said = process.end()

        assert (exit_status, said) == (0, "")
        assert time.monotonic() - before < 5
        assert (tmp_path / "drained").exists()


def test_who_cannot_wait_for_the_end_asks_twice(tmp_path: Path) -> None:
    with running("tests.app.tiny", str(tmp_path), TINY_HANGS="1") as process:
        process.ready()
        process.signal(signal.SIGINT)
        time.sleep(0.6)
        before = time.monotonic()
        process.signal(signal.SIGINT)

        assert process.end()[0] == 130
        assert time.monotonic() - before < 1


def test_being_told_twice_to_end_is_not_impatience(tmp_path: Path) -> None:
    with running("tests.app.tiny", str(tmp_path)) as process:
        process.ready()
        process.signal(signal.SIGTERM)
        process.signal(signal.SIGTERM)

        assert process.end()[0] == 0
    assert (tmp_path / "drained").exists()


def test_a_drain_that_hangs_does_not_keep_it_alive(tmp_path: Path) -> None:
    with running("tests.app.tiny", str(tmp_path), TINY_HANGS="1") as process:
        process.ready()
        process.signal(signal.SIGTERM)

        assert process.end(timeout=5)[0] == 0


@pytest.mark.parametrize("mode", MODES)
def test_a_crowd_beyond_its_limits_ends_nobody(tmp_path: Path, mode: str) -> None:
    few = "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (60, 60)); sys.argv[1:] = {!r}; {}"
    run = "runpy.run_module('tests.app.tiny', run_name='__main__', alter_sys=True)"
    started = Process("-c", few.format([str(tmp_path)], run), READTHEROOM_ASYNC_MODE=mode)
    try:
        server = Server(started, started.ready(), tmp_path)
        host, _, port = server.host.partition(":")
        crowd = [socket.create_connection((host, int(port)), timeout=PATIENCE_S) for _ in range(80)]
        time.sleep(0.5)
        for line in crowd:
            line.close()

        assert requests.get(server.url, timeout=PATIENCE_S).text == "hello"
    finally:
        started.kill()


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM, errno.ECONNABORTED])
def test_a_machine_out_of_descriptors_or_memory_waits_and_goes_on(number: int) -> None:
    outcomes: list[Any] = [OSError(number, "full"), OSError(number, "full"), ("line", "peer")]

    class Crowded:
        def accept(self) -> Any:
            outcome = outcomes.pop(0)
            if isinstance(outcome, OSError):
                raise outcome
            return outcome

    waits: list[float] = []
    listener: Any = Crowded()

    assert PatientListener(listener, waits.append, lambda: 0.0).accept() == ("line", "peer")
    assert len(waits) == 2


def test_a_closed_listener_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        closed.close()

    with pytest.raises(OSError, match="descriptor"):
        PatientListener(closed, lambda seconds: None, lambda: 0.0).accept()


def test_a_port_has_one_owner_and_a_long_backlog() -> None:
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]

        assert listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        with pytest.raises(PortInUse):
            listen("127.0.0.1", port)
    assert BACKLOG >= 2048


def test_an_address_of_another_machine_is_named() -> None:
    with pytest.raises(NoSuchAddress, match=re.escape("203.0.113.1")):
        listen("203.0.113.1", 0)
    with pytest.raises(NoSuchAddress):
        listen("no such name", 0)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may listen anywhere")
def test_a_reserved_port_is_named() -> None:
    with pytest.raises(PortDenied, match="may not listen on port 1"):
        listen("127.0.0.1", 1)


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with running("tests.app.tiny", str(tmp_path), port) as process:
            exit_status, said = process.end()

    assert exit_status == 2
    assert said.startswith(f"Port {port} is already in use")
    assert "readtheroom --port" in said
    assert "Traceback" not in said


def test_a_second_server_on_the_same_data_is_refused(tmp_path: Path) -> None:
    with running("tests.app.tiny", str(tmp_path)) as first:
        first.ready()
        with running("tests.app.tiny", str(tmp_path)) as second:
            exit_status, said = second.end()

    assert exit_status == 2
    assert "already runs on the data folder" in said


def test_a_server_that_was_killed_leaves_the_data_free(tmp_path: Path) -> None:
    with running("tests.app.tiny", str(tmp_path)) as first:
        first.ready()
        first.signal(signal.SIGKILL)
        first.end()

    with running("tests.app.tiny", str(tmp_path)) as second:
        assert second.ready().startswith("http://127.0.0.1:")


@pytest.mark.parametrize("mode", MODES)
def test_what_is_no_request_leaves_nothing_in_the_log(tmp_path: Path, mode: str) -> None:
    """Neither what was sent nor the address of who sent it."""
    bad = ["\0", "GARBAGE\n\n", "GET / HTTP/9.9\n\n", "GET / HTTP/1.1\nnobody\n\n", f"GET /{'a' * 9000} HTTP/1.1\n\n"]
    with running("tests.app.tiny", str(tmp_path), READTHEROOM_ASYNC_MODE=mode) as process:
        server = Server(process, process.ready(), tmp_path)
        answers = [server.raw(request) for request in bad[1:]]
        with socket.create_connection(("127.0.0.1", int(server.host.rpartition(":")[2])), timeout=PATIENCE_S) as line:
            line.sendall(bad[0].encode())
        assert requests.get(server.url, timeout=PATIENCE_S).text == "hello"
        process.signal(signal.SIGTERM)

        assert process.end() == (0, "")
    assert any(b" 400 " in answer for answer in answers)


def test_an_engine_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadSetting, match="'asyncio'"):
        select("asyncio")


@pytest.mark.parametrize("mode", ["eventlet", "gevent"])
def test_patching_too_late_is_refused(mode: str) -> None:
    late = f"import flask; from app.engine import select; select({mode!r}).patch()"

    run = subprocess.run([sys.executable, "-c", late], cwd=ROOT, capture_output=True, text=True, check=False)

    assert "PatchedTooLate" in run.stderr
    assert "flask" in run.stderr
