"""Mallory has a phone, or only the address, and sends as much as she can. The room goes on."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any

import pytest
import websocket

from app.frames import MOST_UNREAD, watch
from tests.cast import Evening, Phone, until
from tests.conftest import Begin

FLOOD_S = 3.0
SOON_S = 1.5
"""Longer than a busy machine needs for one answer, shorter than the flood."""
SLOW = 300
BROKEN = (websocket.WebSocketException, OSError)


@contextmanager
def line(phone: Phone) -> Iterator[websocket.WebSocket]:
    """A phone's socket, without the manners of the library."""
    address = f"{phone.evening.house.url.replace('http', 'ws', 1)}/socket.io/?EIO=4&transport=websocket"
    opened = websocket.create_connection(address, timeout=5)
    try:
        opened.recv()
        opened.send("40" + json.dumps(phone.auth))
        yield opened
    finally:
        opened.shutdown()


def as_fast_as_it_goes(send: Callable[[], Any], over: Event) -> None:
    with suppress(*BROKEN):
        while not over.is_set():
            send()


@contextmanager
def flood(send: Callable[[], Any]) -> Iterator[None]:
    over = Event()
    sender = Thread(target=as_fast_as_it_goes, args=(send, over))
    sender.start()
    try:
        yield
    finally:
        over.set()
        sender.join(10)


def longest_wait(ask: Callable[[], Any]) -> float:
    """The longest that an honest person waits for an answer while the flood goes on, in seconds."""
    waits, until_then = [0.0], time.monotonic() + FLOOD_S
    while time.monotonic() < until_then:
        began = time.monotonic()
        ask()
        waits.append(time.monotonic() - began)
        time.sleep(0.1)
    return max(waits)


def is_cut_off(opened: websocket.WebSocket) -> bool:
    """Whether the server ends this connection."""
    try:
        while opened.recv():
            continue
    except websocket.WebSocketTimeoutException:
        return False
    except BROKEN:
        pass
    return True


@pytest.fixture
def room(own_evening: Begin) -> Evening:
    room = own_evening("vote")
    room.fills(2)
    room.ana.says("start")
    return room


def test_frames_without_end_leave_everybody_else_their_turn(room: Evening) -> None:
    with line(room.ben) as opened, flood(lambda: opened.send('421["resync",{}]')):
        assert longest_wait(room.chi.resyncs) < SOON_S


def test_requests_without_end_leave_everybody_else_their_turn(room: Evening) -> None:
    host = room.house.url.partition("://")[2]
    name, port = host.split(":")
    many = f"GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n".encode() * 100
    with closing(socket.create_connection((name, int(port)), timeout=10)) as stranger:
        reader = Thread(target=as_fast_as_it_goes, args=(lambda: stranger.recv(1 << 20) or stranger.close(), Event()))
        reader.start()
        with flood(lambda: stranger.sendall(many)):
            assert longest_wait(room.chi.resyncs) < SOON_S
        stranger.shutdown(socket.SHUT_RDWR)
        reader.join(10)


def test_requests_that_never_end_hold_no_place_at_the_door(room: Evening) -> None:
    """Neither those that stop in the middle of a word, nor those of which nothing has come."""
    host = room.house.url.partition("://")[2]
    name, port = host.split(":")
    with ExitStack() as stack:
        for number in range(SLOW):
            stranger = stack.enter_context(closing(socket.create_connection((name, int(port)), timeout=10)))
            stranger.sendall(f"GET /healthz HTTP/1.1\r\nHost: {host}\r\nX-".encode() * (number % 2))
        began = time.monotonic()
        room.fills(1)
        room.chi.resyncs()
        assert time.monotonic() - began < SOON_S


@pytest.mark.parametrize("kind", ["5", "6"])
def test_bytes_that_never_end_are_not_collected(room: Evening, kind: str) -> None:
    """The protocol lets a message announce billions of pieces, and the library would keep them until all are there."""
    with line(room.ben) as opened:
        opened.send(f'4{kind}9999999-["answer",{{"_placeholder":true,"num":0}}]')
        assert is_cut_off(opened)


def test_bytes_are_no_message(room: Evening) -> None:
    with line(room.ben) as opened:
        opened.send_binary(b"x" * 1000)
        assert is_cut_off(opened)


SOCKETS = 24
MOST = 3


def test_one_phone_has_three_sockets_however_many_it_opens_at_once(room: Evening) -> None:
    with ExitStack() as stack, ThreadPoolExecutor(SOCKETS) as pool:
        lines = list(pool.map(lambda _: stack.enter_context(line(room.ben)), range(SOCKETS)))
        until(lambda: not room.ben.is_connected)
        assert list(pool.map(is_let_go, lines)).count(False) == MOST


def is_let_go(opened: websocket.WebSocket) -> bool:
    """Whether this connection was told to leave the room, or will be in a moment."""
    opened.settimeout(3)
    with suppress(*BROKEN):
        while frame := opened.recv():
            if str(frame).startswith("41"):
                return True
    return False


class Transport:
    """What the library has of one phone: how many packets wait for it, and whether it was let go."""

    def __init__(self, unread: int = 0, driver: Any = None) -> None:
        self.read: list[str] = []
        self.closed = False
        self.eio, self.queue = self, SimpleNamespace(qsize=lambda: unread)
        self.sockets = {"ben": self}
        self._async = self.drivers = {"websocket": driver}
        self.handlers: dict[str, Callable[[str, Any], None]] = {"message": lambda sid, frame: self.read.append(frame)}
        self._handle_event = lambda *_: None
        watch(self)

    def close(self, wait: bool) -> None:
        self.closed = True


@pytest.mark.parametrize("unread", [0, MOST_UNREAD, MOST_UNREAD + 1])
def test_whoever_keeps_asking_and_never_reads_is_let_go(unread: int) -> None:
    transport = Transport(unread)

    transport.handlers["message"]("ben", '21["resync",{}]')

    assert transport.closed == (unread > MOST_UNREAD)
    assert len(transport.read) == (unread <= MOST_UNREAD)


def test_what_an_engine_mends_when_it_begins_to_serve_is_what_phones_get() -> None:
    """The limits of two engines are such mends."""
    transport = Transport(driver=lambda handler, server: "as it came")
    transport.drivers["websocket"] = lambda handler, server: "mended"

    assert transport._async["websocket"](None, None) == "mended"
