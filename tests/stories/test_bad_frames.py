"""Frames and bodies that are no messages at all: their sender is let go, quietly, and nobody else notices."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress

import pytest
import websocket

from tests.cast import Evening, House, Phone, until
from tests.conftest import Begin
from tests.stories.test_bad_messages import GOOD, opened

POLL = "/socket.io/?EIO=4&transport=polling"


def raw(room: Evening, phone: Phone) -> websocket.WebSocket:
    """A socket without a library that minds its manners."""
    line = websocket.create_connection(f"{room.house.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket")
    line.recv()
    line.send("40" + json.dumps({"token": phone.token}))
    assert line.recv().startswith("40")
    assert '"view"' in line.recv()
    line.settimeout(5)
    return line


NONSENSE = ["42[", '42["answer"', "42{}", "42[1", "42" + "[" * 5000, "42nonsense", "4", "49", "99", "x", "", "bAAA="]
HARMLESS = ['42["answer"]', "42[1]", "42[]", '43["x"]', "431[]", "3", "6"]
"""An acknowledgement that nobody waits for, an answer without anything in it, the library's own small talk."""


@pytest.mark.parametrize("frame", [*NONSENSE, *HARMLESS], ids=lambda frame: frame[:12] or "empty")
def test_nonsense_on_the_socket_harms_only_its_sender(evening: Begin, frame: str) -> None:
    room, ben = opened(evening)
    line = raw(room, room.chi.joins())
    room.chi.leaves()
    until(lambda: room.ana.sees()["joined"] == 2)

    line.send(frame)

    if frame not in HARMLESS:
        assert is_closed(line)
        until(lambda: room.ana.sees()["joined"] == 1)
    line.shutdown()
    assert ben.answers("A") == {"ok": True, "seq": 1}


def is_closed(line: websocket.WebSocket) -> bool:
    try:
        while line.recv():
            continue
    except (websocket.WebSocketConnectionClosedException, ConnectionError):
        return True
    return not line.connected or line.status is not None


@pytest.mark.parametrize("size", [17_000, 1_000_000])
def test_a_frame_that_is_too_large_is_refused_and_the_server_lives(evening: Begin, size: int) -> None:
    room, ben = opened(evening)
    line = raw(room, ben)

    with suppress(ConnectionError, websocket.WebSocketException):
        line.send('42["answer",' + json.dumps({**GOOD, "value": "A" * size}) + "]")
    assert is_closed(line)
    line.shutdown()

    assert ben.answers("A") == {"ok": True, "seq": 1}
    assert room.ana.sees()["answered"] == 1


def test_a_body_that_is_too_large_is_refused_and_the_server_lives(evening: Begin) -> None:
    room, ben = opened(evening)
    huge = {"do": "goto", "slide": "x" * 1_000_000}

    answer = room.house.asks("POST", f"{room.api}/commands", json=huge)
    assert (answer.status_code, answer.json()["code"]) == (413, "body.too-large")
    polled = room.house.http.get(POLL).text
    sid = json.loads(polled[1:])["sid"]
    for size in (20_000, 1_000_000):
        post = room.house.http.post(f"{POLL}&sid={sid}", content="4" * size)
        assert (post.status_code, post.json()["code"]) == (413, "body.too-large")
    assert ben.answers("A") == {"ok": True, "seq": 1}


def test_a_line_that_nobody_holds_is_refused_and_nothing_of_it_is_logged(another_house: Callable[..., House]) -> None:
    house = another_house()
    stale = [f"{POLL}&sid=MADE-UP", "/socket.io/?EIO=3&transport=polling", "/socket.io/?EIO=4&transport=telegraph"]

    for path in stale:
        assert house.http.get(path).status_code == 400
        assert house.http.post(path, content="4").status_code == 400
    house.stops()
    assert house.errors == ""
