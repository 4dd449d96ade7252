"""Those who are in the room go first, and whoever comes still gets in: the queue at the door, on a made-up clock."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from threading import Thread
from typing import Any

import eventlet
import pytest
import socketio
from eventlet.hubs import get_hub

from app.engine.doorway import SHARE, SLICE_S, Doorway
from app.engine.listener import SLICE_S as KNOCKS_S
from app.engine.listener import PatientListener
from tests.app.process import PATIENCE_S, running

EACH_S = 0.001
"""What one newcomer costs."""


class Hall:
    """A doorway, a clock that only work moves, and what happened in which order."""

    def __init__(self) -> None:
        self.clock, self.done, self.looks = 0.0, list[Any](), 0
        self.door = Doorway(self._now)

    def _now(self) -> float:
        self.looks += 1
        return self.clock

    def comes(self, name: Any, then: Callable[[], Any] = lambda: None) -> Any:
        return eventlet.spawn(self._comes, name, then)

    def _comes(self, name: Any, then: Callable[[], Any]) -> None:
        self.door.wait()
        self.works(name)
        then()

    def works(self, name: Any, seconds: float = EACH_S) -> None:
        self.clock += seconds
        self.done.append(name)

    def stays(self, turns: int, seconds: float) -> Any:
        """Somebody in the room, who has something to say whenever it is their turn."""

        def answers() -> None:
            for _ in range(turns):
                self.works("room", seconds)
                eventlet.sleep(0)

        return eventlet.spawn(answers)

    @property
    def portions(self) -> list[int]:
        """How many came in between two turns of the room."""
        found = [0]
        for name in self.done:
            if name == "room":
                found.append(0)
            else:
                found[-1] += 1
        return found


@pytest.fixture
def hall() -> Iterator[Hall]:
    with eventlet.Timeout(10):
        yield Hall()


def test_those_in_the_room_have_a_turn_after_every_few_who_come(hall: Hall) -> None:
    coming = [hall.comes(number) for number in range(100)]
    hall.stays(60, 0.0001)
    for one in coming:
        one.wait()
    assert 0 < max(hall.portions) * EACH_S <= SLICE_S + EACH_S


def test_who_comes_first_goes_first(hall: Hall) -> None:
    coming = [hall.comes(number) for number in range(30)]
    for one in coming:
        one.wait()
    assert hall.done == list(range(30))


def test_however_busy_the_room_is_newcomers_have_their_part(hall: Hall) -> None:
    busy = 20 * SLICE_S
    coming = [hall.comes(number) for number in range(60)]
    room = hall.stays(8, busy)
    room.wait()
    portions = [portion for portion in hall.portions if portion]
    assert portions[1:-1]
    assert all(SHARE * busy <= portion * EACH_S <= SHARE * busy + 2 * EACH_S for portion in portions[1:-1])
    for one in coming:
        one.wait()


def test_a_turn_lasts_until_one_waits_for_something(hall: Hall) -> None:
    def looks() -> None:
        hall.done.append(hall.door.serves_me())
        eventlet.sleep(0)
        hall.done.append(hall.door.serves_me())

    coming = [hall.comes("one", looks), hall.comes("two", looks)]
    for one in coming:
        one.wait()
    assert hall.done == ["one", True, "two", True, False, False]


def test_who_is_silent_holds_nobody_up(hall: Hall) -> None:
    silent = [hall.comes("silent", then=lambda: eventlet.sleep(60)) for _ in range(50)]
    hall.comes("someone").wait()
    assert hall.done[-1] == "someone"
    for one in silent:
        one.kill()


def test_who_asks_again_and_again_goes_behind_the_others(hall: Hall) -> None:
    greedy = hall.comes("greedy", then=lambda: [hall._comes("greedy", lambda: None) for _ in range(9)])
    hall.comes("other").wait()
    greedy.wait()
    assert hall.done == ["greedy", "other", *["greedy"] * 9]


def test_who_stops_waiting_is_out_of_the_queue(hall: Hall) -> None:
    def impatient() -> None:
        with eventlet.Timeout(0, exception=False):
            hall.door.wait()
        eventlet.sleep(0.01)
        hall.done.append("slept as long as it wanted")

    gone = eventlet.spawn(impatient)
    hall.comes("other").wait()
    gone.wait()
    assert hall.done == ["other", "slept as long as it wanted"]


def test_what_fails_at_the_door_holds_nobody_up(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(get_hub(), "debug_exceptions", False)
    hall.door.later(lambda: 1 / 0)
    hall.door.later(hall.works, "done")
    hall.comes("other").wait()
    assert hall.done == ["done", "other"]


def test_an_empty_door_costs_nothing_and_opens_again(hall: Hall) -> None:
    for number in range(3):
        hall.comes(number).wait()
        eventlet.sleep(0)
        looks = hall.looks
        eventlet.sleep(0)
        eventlet.sleep(0)
        assert hall.looks == looks
    assert hall.done == [0, 1, 2]


def test_a_crowd_that_knocks_is_let_in_by_small_portions(hall: Hall) -> None:
    class Street:
        def accept(self) -> str:
            hall.works("knock", 0.0001)
            return "line"

    street: Any = Street()
    listener = PatientListener(street, lambda seconds: hall.works("room", seconds), lambda: hall.clock)
    for _ in range(100):
        assert listener.accept() == "line"
    assert 0 < max(hall.portions) * 0.0001 <= KNOCKS_S + 0.0001


CROWD = 100


def is_answered(line: socket.socket) -> bool:
    return line.recv(4096).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("switch", ["on", "off"])
def test_a_phone_in_the_room_is_answered_while_a_crowd_comes_in(tmp_path: Path, switch: str) -> None:
    """Without the door the phone would wait until the whole crowd has been served."""
    with running("tests.app.tiny", str(tmp_path), READTHEROOM_FAST=switch) as process, ExitStack() as stack:
        host, _, port = (url := process.ready()).removeprefix("http://").partition(":")
        phone = socketio.Client(reconnection=False)
        phone.connect(url, transports=["websocket"])
        street = [socket.create_connection((host, int(port)), timeout=PATIENCE_S) for _ in range(CROWD)]
        for line in street:
            stack.enter_context(closing(line))
        answered: list[bool] = []
        reader = Thread(target=lambda: answered.extend(map(is_answered, street)))
        waits, began = [0.0], time.monotonic()
        for line in street:
            line.sendall(f"GET /work HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
        reader.start()
        while reader.is_alive():
            asked = time.monotonic()
            assert phone.call("echo", "here", timeout=PATIENCE_S)["ok"]
            waits.append(time.monotonic() - asked)
        took = time.monotonic() - began
        phone.disconnect()

    assert answered == [True] * CROWD
    assert max(waits) < took / 2
