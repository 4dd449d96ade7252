"""T8, T12, T19: a hall behind one address feels no limit; whoever attacks from the same address feels all of them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from http.client import HTTPConnection
from statistics import median

import httpx
import pytest
import websocket

from app.doorstep import Doorstep
from app.limits import SILENT_S, WRONG_CODES, WRONG_CODES_ALL, Limits
from app.world import CODE_LENGTH, EASY_TO_READ_ALOUD
from sessions.errors import RateLimited
from tests.cast import Evening, House
from tests.conftest import Begin
from tests.sessions.memory import kept_in_mind
from tests.trust.test_floods import BROKEN, is_cut_off
from tests.trust.threats.inside import Inside

HALL, WITHIN_S, AT_ONCE = 500, 30, 16


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def arrives(house: House, code: str) -> tuple[int, bool]:
    """A phone loads the page, joins, and opens its socket, as fast as it goes."""
    host = house.url.partition("://")[2]
    with closing(HTTPConnection(host, timeout=20)) as phone:
        phone.request("GET", f"/{code}")
        page = phone.getresponse()
        page.read()
        phone.request("POST", "/api/join", json.dumps({"code": code}), {"Content-Type": "application/json"})
        joined = phone.getresponse()
        token = json.load(joined).get("token", "")
    line = silent(house)
    line.recv()
    line.send("40" + json.dumps({"token": token}))
    let_in = line.recv().startswith('40{"sid"')
    line.shutdown()
    return max(page.status, joined.status), let_in


def test_five_hundred_phones_behind_one_address_come_in_within_half_a_minute(own_evening: Begin) -> None:
    """None is refused, slowed down, or asked to come back."""
    room = own_evening("vote")
    began = time.monotonic()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        arrived = list(pool.map(lambda _: arrives(room.house, room.code), range(HALL)))

    assert set(arrived) == {(200, True)}
    assert time.monotonic() - began < WITHIN_S


def test_the_numbers_leave_room_for_every_hall() -> None:
    """Each derives from the capacity: a hall of that size behind one address, all coming back at the same moment."""
    for capacity in (1, 30, 500, 10_000):
        clock = Clock()
        limits = Limits(capacity, clock, b"salt")
        doorstep = Doorstep(limits, clock)
        for number in range(capacity):
            limits.joins.spend("room")
            assert doorstep.comes(f"phone-{number}", "192.168.1.1")
        assert doorstep.overdue() == [], "nobody is turned away for the crowd"
        for number in range(capacity // 3):
            assert doorstep.comes(f"back-{number}", "192.168.1.1"), "while the old line still seems to stand"


# --- sockets that say nothing


def test_whoever_says_nothing_is_let_go_and_whoever_came_in_stays(clock: Clock) -> None:
    doorstep = Doorstep(Limits(100, clock, b"salt"), clock)
    for name in ("silent", "phone"):
        doorstep.comes(name, "1.1.1.1")
    doorstep.enters("phone")
    assert doorstep.overdue() == []
    clock.now += SILENT_S
    assert doorstep.overdue() == ["silent"]


def test_who_waits_longest_makes_room_where_too_many_wait(clock: Clock) -> None:
    """Not the newcomer: that is the hall."""
    doorstep = Doorstep(Limits(10, clock, b"salt"), clock)
    for number in range(25):
        assert doorstep.comes(f"silent-{number}", f"1.1.1.{number}")
    assert doorstep.overdue() == [f"silent-{number}" for number in range(15)]


def test_one_address_has_so_many_sockets_and_others_come_in_all_the_same(clock: Clock) -> None:
    limits = Limits(10, clock, b"salt")
    doorstep = Doorstep(limits, clock)
    most = limits.sockets_of_one_address
    for number in range(most):
        assert doorstep.comes(f"greedy-{number}", "6.6.6.6")
    assert not doorstep.comes("greedy", "6.6.6.6")
    assert doorstep.comes("phone", "1.1.1.1")
    doorstep.leaves("greedy-0")
    doorstep.leaves("greedy-0")
    assert doorstep.comes("greedy", "6.6.6.6")
    assert not doorstep.comes("greedy-too", "6.6.6.6")
    assert "6.6.6.6" not in repr(vars(doorstep)), "no address stands there as it is"


@pytest.fixture
def small_house(another_house: Callable[..., House]) -> House:
    return another_house(READTHEROOM_CAPACITY="4")


@pytest.fixture
def small_room(small_house: House) -> Iterator[Evening]:
    room = Evening(small_house, "vote")
    yield room
    room.goes_home()


def silent(house: House) -> websocket.WebSocket:
    return websocket.create_connection(
        f"{house.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket", timeout=5
    )


def test_a_real_server_lets_silent_sockets_go_and_the_room_goes_on(small_room: Evening) -> None:
    room, house = small_room, small_room.house
    room.ben.joins()
    with ExitStack() as stack:
        lines = []
        for _ in range(20):
            lines.append(silent(house))
            stack.callback(lines[-1].shutdown)
        room.chi.joins()
        assert is_cut_off(lines[0]), "twenty wait where four may"
        lines[-1].settimeout(1.5)
        assert not is_cut_off(lines[-1])
        assert room.ben.resyncs()["ok"]
        assert room.chi.is_connected


def test_a_real_server_refuses_the_socket_too_many_of_one_address(small_room: Evening) -> None:
    def comes(_: int) -> bool:
        try:
            stack.callback(silent(small_room.house).shutdown)
        except BROKEN:
            return False
        return True

    with ExitStack() as stack, ThreadPoolExecutor(20) as crowd:
        assert not all(crowd.map(comes, range(160)))
    with suppress(AssertionError):
        small_room.ben.joins()
    assert small_room.house.http.get("/healthz").status_code == 200


# --- the attacker in the hall


def test_whoever_guesses_and_floods_from_the_hall_s_own_address_does_not_slow_it(own_evening: Begin) -> None:
    room = own_evening("vote")
    phones = room.fills(4)

    def waits() -> float:
        began = time.monotonic()
        for phone in phones:
            phone.resyncs()
        return time.monotonic() - began

    def attack(number: int) -> int:
        with httpx.Client(base_url=room.house.url, trust_env=False, timeout=20) as mallory:
            return mallory.post("/api/join", json={"code": f"ZZ2Z{number % 8 + 2}Z"}).status_code

    with ThreadPoolExecutor(4) as pool:
        tries = [pool.submit(attack, number) for number in range(240)]
        meanwhile = [waits() for _ in range(8)]
        guessed = {attempt.result() for attempt in tries}

    assert guessed == {404, 429}, "after a burst of wrong codes she has to wait"
    assert room.dee.asks_to_join().status_code == 200, "and the right one is never blocked"
    assert median(meanwhile) < 1.0


def test_a_room_s_code_is_not_guessed_within_its_evening(clock: Clock) -> None:
    """What the budget leaves to somebody with all the addresses in the world, where a hundred rooms are open."""
    letters, digits = len(EASY_TO_READ_ALOUD), sum(letter.isdigit() for letter in EASY_TO_READ_ALOUD)
    codes = letters ** (CODE_LENGTH - 2) * (letters**2 - (letters - digits) ** 2)
    limits, tries = Limits(10_000, clock, b"salt"), 0
    for second in range(600):
        clock.now = float(second)
        with suppress(RateLimited):
            for number in range(100):
                limits.wrong_code(f"address-{second}-{number}")
                tries += 1
    a_second = (tries - WRONG_CODES_ALL[1]) / 600

    assert a_second <= WRONG_CODES_ALL[0]
    assert codes / 100 / a_second / 3600 > 100, "hours for each hit"


def test_one_address_guesses_slower_still(clock: Clock) -> None:
    limits = Limits(10_000, clock, b"salt")
    for _ in range(WRONG_CODES[1]):
        limits.wrong_code("6.6.6.6")
    with pytest.raises(RateLimited) as refusal:
        limits.wrong_code("6.6.6.6")
    assert refusal.value.extra["retry_after"] <= 1 / WRONG_CODES[0]
    limits.wrong_code("1.1.1.1")


def test_a_locked_room_takes_nobody_new_and_keeps_everybody(evening: Begin) -> None:
    room = evening("vote")
    room.fills(2)
    room.ana.says("start")
    room.ana.says("heads", n=2)
    room.ana.says("lock")

    refused = room.chi.asks_to_join()
    unknown = room.house.asks("POST", "/api/join", role=None, json={"code": "ZZ2ZZZ"})
    assert (refused.status_code, refused.text) == (unknown.status_code, unknown.text)
    room.ana.says("goto", slide="hard")
    room.ana.says("open")
    assert room.ben.answers(3)["ok"]
    view = room.ana.sees()
    assert (view["heads"], view["joined"]) == (2, 2)


def test_made_up_tokens_of_rooms_that_never_were_leave_nothing_in_memory(inside: Inside) -> None:
    """Whoever sends them pays nothing, so nothing may be kept of them."""
    rooms = [f"mallory{number:013}" for number in range(20)]
    for room in rooms:
        token = inside.identity.new_phone(room, b"a key of her own")
        assert inside.asks("GET", "/", headers={"Cookie": f"phone={token}"}).status_code == 200
        assert inside.socket(token).code
    left = set(rooms) & {thing for thing in kept_in_mind(inside.stage.house.shelf) if isinstance(thing, str)}
    assert len(left) <= 1, "SQLAlchemy keeps the first of all values that it was ever asked with"
