"""The accelerations: they know what they lean on, keep every promise of the way without them, and can be put off."""

from __future__ import annotations

import gc
import os
import re
import socket
import struct
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import websocket
from hypothesis import given
from hypothesis import strategies as st

from app.engine import fast, select
from app.engine.fast import frames, leans_on
from app.engine.fast.frames import CLOSE, FINAL, PING, TEXT, Broken, Over, Reader
from app.engine.fast.line import Line
from app.engine.fast.pace import FEW, REST_S, Pace
from app.engine.fast.rooms import Rooms
from app.engine.fast.wheel import Wheel
from app.refusal import BadSetting
from tests.app.process import PATIENCE_S, ROOT, running
from tests.cast import House

LARGEST = 16_384
MASK = b"\x37\xfa\x21\x3d"


# --- what they lean on


def test_what_the_accelerations_lean_on_is_as_they_know_it() -> None:
    """Red after an upgrade: read what changed in these functions, run the stories with READTHEROOM_FAST=on, and then
    write down the new marks (`python -m app.engine.fast.leans_on`)."""
    assert leans_on.changed() == []


def test_a_library_that_nobody_has_looked_at_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(leans_on.KNOWN, leans_on.mark, "another")
    server = SimpleNamespace(manager="its own")
    assert fast.hasten(server, {}, None) is False
    assert server.manager == "its own"
    assert "app.engine.fast.leans_on.mark" in caplog.text


@pytest.mark.parametrize(("said", "on"), [("on", True), ("off", False)])
def test_they_can_be_switched_off(monkeypatch: pytest.MonkeyPatch, said: str, on: bool) -> None:
    monkeypatch.setenv("READTHEROOM_FAST", said)
    assert fast.wanted() is on


def test_a_switch_that_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READTHEROOM_FAST", "maybe")
    with pytest.raises(BadSetting, match="maybe"):
        fast.wanted()


def test_the_other_engines_go_the_libraries_own_way() -> None:
    assert select("threading").hasten(SimpleNamespace()) is False


# --- frames


def masked(payload: bytes, first: int = FINAL | TEXT) -> bytes:
    """A frame as a browser sends it, made byte by byte."""
    length = len(payload)
    size = bytes([128 | length]) if length < 126 else bytes([254]) + struct.pack("!H", length)
    return bytes([first]) + size + MASK + bytes(byte ^ MASK[at % 4] for at, byte in enumerate(payload))


@given(st.lists(st.text(max_size=300), max_size=5), st.lists(st.integers(1, 40), min_size=1, max_size=9))
def test_however_it_is_cut_the_same_is_heard(texts: list[str], cuts: list[int]) -> None:
    stream = b"".join(masked(text.encode()) for text in texts)
    reader, heard, at = Reader(LARGEST), [], 0
    while at < len(stream):
        size = cuts[at % len(cuts)]
        heard += reader.read(stream[at : at + size])
        at += size
    assert heard == texts


def test_a_message_in_several_frames_is_one_message() -> None:
    parts = masked(b"one, ", TEXT) + masked(b"x", FINAL | PING) + masked(b"two", FINAL)
    reader = Reader(LARGEST)
    assert list(reader.read(parts)) == ["one, two"]
    assert reader.pings == [b"x"]


NOT_MASKED = frames.made(TEXT, b"hello")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (NOT_MASKED, 1002),
        (masked(b"x", FINAL | 0x40 | TEXT), 1002),
        (masked(b"x", FINAL | 0x3), 1002),
        (masked(b"x", FINAL), 1002),
        (masked(b"x", TEXT) + masked(b"x", FINAL | TEXT), 1002),
        (masked(b"x", PING), 1002),
        (masked(b"x" * 126, FINAL | PING), 1002),
        (masked(b"\xff\xfe"), 1007),
        (bytes([FINAL | TEXT, 255]) + (1 << 40).to_bytes(8, "big"), 1009),
        (masked(b"x" * 9_000, TEXT) + masked(b"x" * 9_000, FINAL), 1009),
    ],
    ids=[
        "not masked", "a reserved bit", "no such kind", "a second part without a first", "a first part twice",
        "a control frame in parts", "a control frame that is too long", "no text", "far too big", "too big in parts",
    ],
)  # fmt: skip
def test_what_is_no_websocket_ends_with_its_reason(sent: bytes, status: int) -> None:
    with pytest.raises(Broken) as broken:
        list(Reader(LARGEST).read(sent))
    assert broken.value.status == status


def test_a_goodbye_ends_it_after_what_came_before() -> None:
    heard = []
    with pytest.raises(Over):
        heard += (message for message in Reader(LARGEST).read(masked(b"last") + masked(b"", FINAL | CLOSE)))
    heard.clear()
    reading = Reader(LARGEST).read(masked(b"last") + masked(b"", FINAL | CLOSE))
    assert next(reading) == "last"
    with pytest.raises(Over):
        next(reading)


# --- lines


def packet(text: str, event: str = "") -> Any:
    return SimpleNamespace(encode=lambda: text, event=event)


class Green:
    """A socket as the engine wraps it."""

    def __init__(self, fd: socket.socket) -> None:
        self.fd, self.close = fd, fd.close


class Wire:
    """Two ends of a line of which little fits into what lies between."""

    def __init__(self) -> None:
        ours, self.phone = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        ours.setblocking(False)
        self.phone.settimeout(0.1)
        self._ours, self._lines = ours, []

    def line(self, most: int | None = None) -> Line:
        self._lines.append(Line(Green(self._ours), lambda message: None, lambda: None, LARGEST, most))
        return self._lines[-1]

    def stuffed(self, most: int | None = None) -> Line:
        """A line to a phone that has not read for a while: its first message is cut in the middle."""
        line = self.line(most)
        line.put(packet("x" * 500_000))
        return line

    def read(self, line: Line) -> list[str]:
        """What the phone finds once it reads."""
        data = b""
        while True:
            try:
                data += self.phone.recv(1 << 20)
            except TimeoutError:
                return texts(data)
            if line.ended:
                return texts(data)
            line._writable(0)

    def close(self) -> None:
        for line in self._lines:
            line.end()
        self._ours.close()
        self.phone.close()


@pytest.fixture
def wire() -> Iterator[Wire]:
    with closing(Wire()) as wire:
        yield wire


def texts(data: bytes) -> list[str]:
    found, at = [], 0
    while at < len(data):
        size = data[at + 1]
        start = at + {126: 4, 127: 10}.get(size, 2)
        length = int.from_bytes(data[at + 2 : start], "big") if size > 125 else size
        found.append(data[start : start + length].decode("latin-1"))
        at = start + length
    return found


def test_what_a_phone_reads_late_comes_whole_and_in_order(wire: Wire) -> None:
    line = wire.stuffed()
    for number in range(5):
        line.put(packet(f"number {number}"))
    assert line.qsize() == 6
    assert wire.read(line)[1:] == [f"number {number}" for number in range(5)]
    assert line.qsize() == 0


def test_a_newer_view_takes_the_place_of_one_that_has_not_left(wire: Wire) -> None:
    line = wire.stuffed()
    for text, event in [("old", "view"), ("counts", "pulse"), ("mine", "mine"), ("new", "view"), ("mine too", "mine")]:
        line.put(packet(text, event))
    assert wire.read(line)[1:] == ["counts", "mine", "new", "mine too"]


def test_a_view_that_has_begun_to_leave_is_never_cut_off(wire: Wire) -> None:
    line = wire.line()
    line.put(packet("x" * 500_000, "view"))
    line.put(packet("new", "view"))
    assert [len(text) for text in wire.read(line)] == [500_000, 3]


def test_who_does_not_read_is_let_go_before_it_costs_memory(wire: Wire) -> None:
    line = wire.stuffed(most=600_000)
    for _ in range(9):
        line.put(packet("y" * 1000))
    assert not line.ended
    for _ in range(150):
        line.put(packet("y" * 1000))
    assert line.ended
    assert line.qsize() == 0


def test_the_end_comes_after_what_was_said_before_it(wire: Wire) -> None:
    line = wire.stuffed()
    line.put(packet("last words"))
    line.put(None)
    line.put(packet("too late"))
    assert wire.read(line)[1] == "last words"
    assert line.ended


def test_a_line_that_has_ended_holds_nobody_who_holds_it(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or all of a phone would stay until garbage is looked for, which is seldom."""
    monkeypatch.setattr("app.engine.fast.line.DOORWAY", SimpleNamespace(later=lambda work: None))

    class Phone:
        def __init__(self) -> None:
            self.line = Line(Green(wire._ours), self.heard, self.gone, LARGEST, None)

        def heard(self, message: Any) -> None: ...

        def gone(self) -> None: ...

    phone = Phone()
    left = weakref.ref(phone)
    gc.disable()
    try:
        phone.line.end()
        del phone
        assert left() is None
    finally:
        gc.enable()


def test_a_mistake_of_ours_ends_the_line_and_is_told_like_any_end(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The hub would let go of the descriptor, and the phone would be counted for ever."""
    gone: list[Any] = []
    monkeypatch.setattr("app.engine.fast.line.DOORWAY", SimpleNamespace(later=gone.append))

    def fails(message: Any) -> None:
        raise LookupError(message)

    def is_gone() -> None: ...

    line = Line(Green(wire._ours), fails, is_gone, LARGEST, None)
    line.listen()
    wire.phone.send(masked(b"Cedar"))
    line._readable(0)
    assert line.ended
    assert gone == [is_gone]
    assert "LookupError" in caplog.text
    assert "Cedar" not in caplog.text


def test_a_line_that_the_hub_has_let_go_of_ends_all_the_same(wire: Wire) -> None:
    line = wire.line()
    line.listen()
    line._hub.remove(line._reading)
    line.end()
    assert line.ended


def test_who_reads_nothing_is_let_go_of_for_many_small_messages_too(wire: Wire) -> None:
    line, count = wire.stuffed(most=600_000), 0
    while not line.ended:
        line.put(packet(""))
        count += 1
    assert count < 1_000


# --- rooms


class Phones:
    """A Socket.IO server with phones that note what they hear."""

    def __init__(self, count: int) -> None:
        self.heard: list[list[str]] = [[] for _ in range(count)]
        self.eio, self.packet_class = self, select_packet()
        self.sockets = {f"eio{number}": self._socket(number) for number in range(count)}
        self.rooms = Rooms()
        self.rooms.set_server(self)
        for number in range(count):
            for room in (None, f"sid{number}", "room"):
                self.rooms.basic_enter_room(f"sid{number}", "/", room, eio_sid=f"eio{number}")

    def _socket(self, number: int) -> Any:
        def hear(said: Any) -> None:
            self.heard[number].append(said.encode())

        return SimpleNamespace(closed=False, stamp=0, queue=SimpleNamespace(put=hear), send=hear)


def select_packet() -> Any:
    from socketio import packet

    return packet.Packet


def test_a_room_is_told_once_and_in_order_however_much_comes_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """While a hall is told the first, three more come; a newer view makes the one that still waits needless."""
    phones = Phones(250)
    once: list[Callable[[], None]] = [lambda: [phones.rooms.emit("view", n, "/", room="room") for n in (2, 3)][:0]]  # type: ignore[list-item]

    def others_have_a_turn(seconds: float) -> None:
        while once:
            once.pop()()

    monkeypatch.setattr("app.engine.fast.rooms.sleep", others_have_a_turn)
    phones.rooms.emit("view", 1, "/", room="room")
    assert {tuple(heard) for heard in phones.heard} == {('42["view",1]', '42["view",3]')}


def test_who_was_shown_newer_things_meanwhile_is_not_shown_older_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    phones = Phones(150)
    once = [lambda: phones.rooms.emit("view", "newer", "/", to="sid149")]
    monkeypatch.setattr("app.engine.fast.rooms.sleep", lambda seconds: [turn() for turn in once[:1]] and once.clear())
    phones.rooms.emit("view", "older", "/", room="room")
    assert phones.heard[149] == ['42["view","newer"]']
    assert phones.heard[0] == ['42["view","older"]']


def test_whoever_leaves_leaves_every_room_and_nothing_behind() -> None:
    phones = Phones(3)
    phones.rooms.basic_disconnect("sid1", "/")
    phones.rooms.emit("view", 1, "/", room="room")
    phones.rooms.emit("view", 2, "/", to="sid1")
    assert [len(heard) for heard in phones.heard] == [1, 0, 1]
    assert all("sid1" not in members for members in phones.rooms.rooms["/"].values())
    assert "sid1" not in phones.rooms._rooms_of


def test_phones_are_pinged_once_each_after_the_interval() -> None:
    wheel, pinged = Wheel(2.0), []
    wheel.add(SimpleNamespace(ping=lambda: pinged.append(1)))
    for _ in range(3):
        wheel.step()
    assert pinged == []
    for _ in range(5):
        wheel.step()
    assert pinged == [1]


@pytest.mark.parametrize(
    ("answers", "due", "rest"),
    [(0, 9.0, []), (1, 9.0, [REST_S]), (1, REST_S / 2, [REST_S / 2]), (1, 0.0, []), (FEW, 9.0, [])],
)
def test_the_hub_rests_only_after_a_few_answers_and_never_beyond_what_is_due(
    monkeypatch: pytest.MonkeyPatch, answers: int, due: float, rest: list[float]
) -> None:
    rested: list[float] = []
    monkeypatch.setattr("app.engine.fast.pace._sleep", rested.append)
    looks: list[float] = []
    hub, pace = SimpleNamespace(do_poll=looks.append), Pace()
    pace.keep(hub)
    for _ in range(answers):
        pace.heard()
    hub.do_poll(due)
    hub.do_poll(due)
    assert rested == rest
    assert looks == [due - sum(rest), due]


# --- on a real server


@pytest.mark.parametrize("switch", ["on", "off"])
def test_what_is_answered_at_once_keeps_its_place_among_what_is_not(tmp_path: Path, switch: str) -> None:
    with running("tests.app.tiny", str(tmp_path), READTHEROOM_FAST=switch) as process:
        url = process.ready().replace("http", "ws", 1)
        line = websocket.create_connection(f"{url}/socket.io/?EIO=4&transport=websocket", timeout=PATIENCE_S)
        with closing(line.sock):
            line.send("40")
            while not line.recv().startswith("40"):
                continue
            for said in ('421["soon","please"]', '422["native",3]', '423["soon","please"]', '424["soon","now"]'):
                line.send(said)
            replies = []
            while len(replies) < 4:
                heard = line.recv()
                replies += [heard] if heard.startswith("43") else []
    soon = "true" if switch == "on" else "false"
    assert replies == [
        f'431[{{"ok":true,"soon":{soon}}}]',
        "432[8]",
        replies[2],
        '434[{"ok":true,"soon":false}]',
    ]
    assert replies[2].startswith('433[{"ok":true')


@pytest.mark.parametrize("switch", ["on", "off"])
def test_a_crowd_of_phones_hears_and_goes_and_leaves_the_server_well(tmp_path: Path, switch: str) -> None:
    with running("tests.app.tiny", str(tmp_path), READTHEROOM_FAST=switch) as process:
        url = process.ready().replace("http", "ws", 1)
        for _ in range(3):
            lines = [
                websocket.create_connection(f"{url}/socket.io/?EIO=4&transport=websocket", timeout=PATIENCE_S)
                for _ in range(20)
            ]
            for line in lines:
                line.send("40")
                line.ping("are you there")
            for line in lines:
                assert any(line.recv().startswith('42["tick"') for _ in range(9))
                line.shutdown()


def test_a_house_of_the_stories_serves_as_its_surroundings_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the stories below would pass with the accelerations, whatever they are told."""
    monkeypatch.setenv("READTHEROOM_FAST", "maybe")
    refused = House(tmp_path).types("serve", "--no-browser", "--port", "0", "--data", str(tmp_path / "data"))
    assert refused.returncode != 0
    assert "READTHEROOM_FAST is 'maybe'" in refused.stdout + refused.stderr


STORIES_S = 300
OF_THE_SOCKET = ("test_answering", "test_bad_frames", "test_bad_messages")


def test_the_stories_of_the_socket_pass_without_them() -> None:
    """And so do all others: `READTHEROOM_FAST=off python -m pytest tests/stories`."""
    stories = [f"tests/stories/{name}.py" for name in OF_THE_SOCKET]
    words = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *stories)
    mine = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    how: dict[str, Any] = {"cwd": ROOT, "env": {**mine, "READTHEROOM_FAST": "off"}, "timeout": STORIES_S}
    told = subprocess.run(words, capture_output=True, text=True, check=False, **how)
    assert told.returncode == 0, told.stdout
    assert re.search(r"^[1-9]\d+ passed", told.stdout, re.MULTILINE), told.stdout
