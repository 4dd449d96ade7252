"""A second device comes in by a code and by nothing else, may do what its role may, and is out at once when ended."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_wtf.csrf import CSRFProtect

from app.devices import Devices
from app.identity import DEVICE_LIVES, Identity, Person
from app.limits import PAIRINGS, Limits
from app.pages import hang_pages
from app.pairing import LIVES_S, MOST_AT_ONCE, WRONG_TRIES, Pairing
from app.world import EASY_TO_READ_ALOUD, PAIRING_LENGTH, seeded
from sessions.errors import DeviceEnded, RateLimited, UnknownToken, WrongPairing
from sessions.protocol import MESSAGES, MODERATOR, PRESENTER
from tests.cast import Evening, House, Listener, standing, until
from tests.cast.pairing import Browser, Device
from tests.conftest import Begin
from tests.faults.busy import allowed


class Clock:
    """A clock that stands still until somebody moves it."""

    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pairing(clock: Clock) -> Pairing:
    return Pairing(seeded("pairing").pairing_code, clock)


# --- codes


def test_a_code_has_eight_characters_that_can_be_read_aloud() -> None:
    code = seeded("x").pairing_code()
    assert len(code) == PAIRING_LENGTH == 8
    assert set(code) <= set(EASY_TO_READ_ALOUD)


def test_a_code_is_good_once_however_it_is_typed(pairing: Pairing) -> None:
    code = pairing.offer("s1", MODERATOR).code
    taken = pairing.take(f" {code[:4].lower()}-{code[4:]} ")
    assert (taken.session, taken.role) == ("s1", MODERATOR)
    with pytest.raises(WrongPairing):
        pairing.take(code)


def test_a_code_lives_two_minutes(pairing: Pairing, clock: Clock) -> None:
    early, late = (pairing.offer("s1", PRESENTER).code for _ in range(2))
    clock.at += LIVES_S - 0.1
    assert pairing.take(early).role == PRESENTER
    clock.at += 0.1
    assert not pairing.is_open
    with pytest.raises(WrongPairing):
        pairing.take(late)


def test_at_most_three_codes_of_a_session_wait_and_the_oldest_makes_room(pairing: Pairing) -> None:
    first, *others = (pairing.offer("s1", PRESENTER).code for _ in range(MOST_AT_ONCE + 1))
    elsewhere = pairing.offer("s2", PRESENTER).code
    assert [offer.code for offer in pairing.waiting("s1")] == others
    with pytest.raises(WrongPairing):
        pairing.take(first)
    assert pairing.take(elsewhere).session == "s2"


def test_codes_can_be_taken_back(pairing: Pairing) -> None:
    mine, other = pairing.offer("s1", PRESENTER).code, pairing.offer("s2", PRESENTER).code
    pairing.withdraw("s1")
    with pytest.raises(WrongPairing):
        pairing.take(mine)
    assert pairing.take(other).session == "s2"


def guesses(pairing: Pairing, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongPairing):
            pairing.take("22222222")


def test_a_burst_of_wrong_tries_takes_every_waiting_code_back_and_says_so(pairing: Pairing) -> None:
    code = pairing.offer("s1", PRESENTER).code
    guesses(pairing, WRONG_TRIES - 1)
    assert [offer.code for offer in pairing.waiting("s1")] == [code]
    assert not pairing.was_guessed("s1")
    guesses(pairing, 1)
    assert not pairing.is_open
    assert (pairing.was_guessed("s1"), pairing.was_guessed("s2")) == (True, False)
    pairing.offer("s1", PRESENTER)
    assert not pairing.was_guessed("s1"), "a new code is a new beginning"
    guesses(pairing, WRONG_TRIES - 1)
    assert pairing.waiting("s1")


def test_one_address_may_be_wrong_a_few_times_and_is_then_not_read_at_all(clock: Clock) -> None:
    limits = Limits(100, clock, b"salt")
    for _ in range(PAIRINGS[1]):
        limits.pairing("192.0.2.7")
        limits.wrong_pairing("192.0.2.7")
    with pytest.raises(RateLimited):
        limits.pairing("192.0.2.7")
    limits.pairing("192.0.2.8")
    clock.at += 1 / PAIRINGS[0]
    limits.pairing("192.0.2.7")


# --- tokens, and devices that were ended


def identity(clock: Clock, ended: Any = frozenset()) -> Identity:
    return Identity(b"s" * 32, seeded("tokens").token, clock, ended)


@pytest.mark.parametrize("role", [PRESENTER, MODERATOR])
def test_a_token_is_for_one_role_in_one_session_and_for_one_day(role: str, clock: Clock) -> None:
    doors = identity(clock)
    token = doors.new_device(role, "session-of-20-letters")
    person = doors.device(token)
    assert (person.role, person.session, len(person.device)) == (role, "session-of-20-letters", 16)
    assert doors.anybody(token, "another-session", lambda _: None) == person, "whatever it asks for"
    for other in (doors.console, doors.bearer, doors.screen):
        with pytest.raises(UnknownToken):
            other(token)
    clock.at += DEVICE_LIVES
    with pytest.raises(DeviceEnded):
        doors.device(token)


def test_a_token_of_another_house_is_nobodys(clock: Clock) -> None:
    other = Identity(b"t" * 32, seeded("tokens").token, clock)
    with pytest.raises(UnknownToken):
        identity(clock).device(other.new_device(PRESENTER, "s1"))


def devices(tmp_path: Path, clock: Clock) -> Devices:
    return Devices(tmp_path / "ended-devices", clock, lambda session: None)


@pytest.mark.parametrize("order", ["arrived left", "left arrived"])
def test_a_device_that_has_gone_is_not_here_whichever_was_heard_first(tmp_path: Path, clock: Clock, order: str) -> None:
    known = devices(tmp_path, clock)
    person = Person(PRESENTER, "s1", device="d1")
    for what in order.split():
        getattr(known, what)(person)
    assert [each["here"] for each in known.of("s1")] == [False]
    known.arrived(person)
    assert [each["here"] for each in known.of("s1")] == [True]


def test_an_ended_device_stays_out_when_the_server_comes_again(tmp_path: Path, clock: Clock) -> None:
    before = devices(tmp_path, clock)
    doors = identity(clock, ended=before)
    gone, stays = (doors.new_device(PRESENTER, "s1") for _ in range(2))
    for token in (gone, stays):
        before.knows(doors.device(token))
    assert before.end("s1", doors.device(gone).device)
    assert [each["device"] for each in before.of("s1")] == [doors.device(stays).device]

    after = devices(tmp_path, clock)
    again = identity(clock, ended=after)
    assert again.device(stays).role == PRESENTER
    with pytest.raises(DeviceEnded):
        again.device(gone)


def test_only_a_device_of_that_session_can_be_ended_there(tmp_path: Path, clock: Clock) -> None:
    known = devices(tmp_path, clock)
    known.knows(Person(MODERATOR, "s1", device="d1"))
    assert not known.end("s2", "d1")
    assert "d1" not in known


def test_the_file_of_ended_devices_forgets_what_has_run_out_and_is_private(tmp_path: Path, clock: Clock) -> None:
    known = devices(tmp_path, clock)
    for name in ("d1", "d2"):
        known.knows(Person(PRESENTER, "s1", device=name))
    known.end("s1", "d1")
    clock.at += DEVICE_LIVES
    known.end("s1", "d2")
    file = tmp_path / "ended-devices"
    assert [line.split()[0] for line in file.read_text().splitlines()] == ["d2"]
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["", "d1", "d1 soon", "d1 2 3", "\x00\xff"])
def test_a_file_that_somebody_else_wrote_in_ends_nobody(tmp_path: Path, clock: Clock, text: str) -> None:
    (tmp_path / "ended-devices").write_text(text, encoding="utf-8")
    assert "d1" not in devices(tmp_path, clock)


# --- the same through the real doors


@pytest.fixture(scope="module")
def ana(house_of_pairing: House) -> Browser:
    return Browser(house_of_pairing)


@pytest.fixture(scope="module")
def house_of_pairing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with standing(House(tmp_path_factory.mktemp("paired"))) as house:
        yield house


@pytest.fixture
def room(house_of_pairing: House, ana: Browser) -> Iterator[Evening]:
    evening = Evening(house_of_pairing, "written")
    yield evening
    if ana.http.get(f"/present/{evening.id}/pairing").status_code == 200:
        ana.asks(evening, withdraw="all")
    evening.goes_home()


def paired(ana: Browser, room: Evening, role: str) -> Device:
    return Device(room, role).comes_in(ana.offers(room, role))


def test_without_a_waiting_code_there_is_no_door(ana: Browser, room: Evening) -> None:
    stranger = Device(room)
    for path in ("/pair", "/pair/ABCDEFGH"):
        assert stranger.http.get(path).status_code == 404
    assert stranger.http.get("/pair").text == stranger.http.get("/nothing-here").text
    code = ana.offers(room, PRESENTER)
    assert [stranger.http.get(path).status_code for path in ("/pair", f"/pair/{code}", "/pair/WRONG222")] == [200] * 3
    ana.asks(room, withdraw="all")
    assert stranger.http.get("/pair").status_code == 404


def test_looking_at_a_code_neither_uses_it_up_nor_tells_right_from_wrong(ana: Browser, room: Evening) -> None:
    code = ana.offers(room, PRESENTER)
    stranger = Device(room)
    right, wrong = (stranger.http.get(f"/pair/{each}").text.replace(each, "") for each in (code, "22222222"))
    assert right.split("csrf_token")[0] == wrong.split("csrf_token")[0]
    assert Device(room).comes_in(code).home == f"/present/{room.id}/remote"
    assert code not in Device(room).http.get("/").text


def test_the_code_and_its_picture_are_on_the_console_and_nowhere_else(ana: Browser, room: Evening) -> None:
    room.screen.connects()
    ben = room.ben.joins()
    code = ana.offers(room, MODERATOR)
    assert ana.pictures(room)
    assert code in ana.http.get(f"/present/{room.id}").text
    for who in (room.screen, ben):
        assert code not in who.wire
    assert code not in room.house.browser().get(f"/screen/{room.screen_key}").text
    assert "devices" not in room.screen.resyncs()["view"]


def test_a_wrong_code_says_so_kindly_and_a_code_is_used_once(ana: Browser, room: Evening) -> None:
    code = ana.offers(room, PRESENTER)
    first, second = Device(room), Device(room)
    refused = first.types("22222222")
    assert refused.status_code == 403
    assert "That code does not fit" in refused.text
    first.comes_in(code)
    assert second.types(code).status_code == 404, "the only code is gone, and the door with it"


def test_guessing_ends_soon(own_house: House, own_evening: Begin) -> None:
    room, browser = own_evening("vote"), Browser(own_house)
    code = browser.offers(room, PRESENTER)
    stranger = Device(room)
    answers = [stranger.types("22222222").status_code for _ in range(PAIRINGS[1] + 2)]
    assert answers == [403] * PAIRINGS[1] + [429] * 2
    assert browser.codes(room) == [code]


def test_a_browser_that_presents_or_moderates_gets_no_vote(ana: Browser, room: Evening) -> None:
    for role in (PRESENTER, MODERATOR):
        device = paired(ana, room, role)
        refused = device.http.post("/api/join", json={"code": room.code})
        assert (refused.status_code, refused.json()["code"]) == (403, "role.denied")


EVENTS = {PRESENTER: {"command", "moderate", "resync"}, MODERATOR: {"moderate", "resync"}}


@pytest.mark.parametrize("role", EVENTS)
def test_every_message_of_a_paired_device_is_denied_unless_its_role_may(ana: Browser, room: Evening, role: str) -> None:
    device = paired(ana, room, role).connects()
    assert device.views[-1]["audience"] == role
    for name in MESSAGES:
        reply = Listener.says(device, name, {"nonsense": True})
        assert (reply["code"] != "role.denied") is (name in EVENTS[role]), name
    may = role == PRESENTER
    assert Listener.says(device, "command", {"do": "start"})["ok"] is may
    assert room.ana.sees()["session"]["status"] == ("live" if may else "lobby")


OPEN_TO = {
    PRESENTER: {
        ("GET", "/present/<session_id>/remote"): 200,
        ("GET", "/present/<session_id>/texts"): 200,
        ("POST", "/present/<session_id>/command"): 303,
        ("POST", "/present/<session_id>/moderate"): 303,
    },
    MODERATOR: {
        ("GET", "/present/<session_id>/texts"): 200,
        ("POST", "/present/<session_id>/moderate"): 303,
    },
}
"""Every address of a presenter that a paired device may use. All others are 404 to it, as to a stranger."""


def presenters_routes() -> list[tuple[str, str]]:
    app = Flask("doors", static_folder=None)
    hang_pages(app, CSRFProtect(app))
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(("/present", "/sessions", "/api"))]
    return sorted((method, rule.rule) for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"})


def test_a_paired_device_finds_its_own_pages_of_its_own_session_and_no_others(ana: Browser, room: Evening) -> None:
    another = Evening(room.house, "written")
    for role, opened in OPEN_TO.items():
        device = paired(ana, room, role)
        for (method, rule), (there, own) in product(presenters_routes(), [(room, True), (another, False)]):
            status = asked(device, method, rule, there)
            allowed = opened.get((method, rule)) if own else None
            assert status == (allowed or 404), (role, method, rule, own)
    another.goes_home()


def asked(device: Device, method: str, rule: str, room: Evening) -> int:
    """What the device gets there, with a good token of its own forms; an empty command changes nothing."""
    if rule == "/api/join":
        return 404
    path = rule.replace("<session_id>", room.id).replace("<deck_id>", "vote").replace("<name>", "json")
    for hole in ("<job>", "<job_id>", "<picture>", "<path:name>"):
        path = path.replace(hole, "x")
    if method == "GET" or rule.startswith("/api"):
        return device.http.request(method, path).status_code
    form = device.http.get(device.home).text
    token = form.split('name="csrf_token" value="')[1].split('"')[0]
    return device.http.request(method, path, data={"csrf_token": token}).status_code


# --- coming, going, and being ended


def listed(room: Evening) -> list[tuple[str, bool]]:
    return [(device["role"], device["here"]) for device in room.ana.sees()["devices"]]


def test_the_console_sees_who_was_paired_and_who_is_here(ana: Browser, room: Evening) -> None:
    console = room.ana.connects()
    phone, tablet = paired(ana, room, PRESENTER), paired(ana, room, MODERATOR)
    assert listed(room) == [(PRESENTER, False), (MODERATOR, False)]
    phone.connects()
    tablet.connects()
    until(lambda: listed(room) == [(PRESENTER, True), (MODERATOR, True)])
    tablet.leaves()
    until(lambda: listed(room) == [(PRESENTER, True), (MODERATOR, False)])
    until(lambda: [device["here"] for device in console.views[-1]["devices"]] == [True, False])


@pytest.mark.parametrize("role", [PRESENTER, MODERATOR])
def test_a_device_that_is_ended_is_out_within_a_second_and_stays_out(ana: Browser, room: Evening, role: str) -> None:
    other, device = paired(ana, room, role).connects(), paired(ana, room, role).connects()
    token = device.token
    name = room.ana.sees()["devices"][-1]["device"]

    begun = time.monotonic()
    ana.ends(room, name)
    until(lambda: not device.is_connected, patience=allowed(1.0))
    assert time.monotonic() - begun < 1.0

    assert device.http.get(device.home).status_code == 401
    assert "no longer paired" in device.http.get(device.home).text
    refused = room.ben.cannot_connect(token=token, session=room.id)
    assert refused["code"] == "device.ended"
    assert other.is_connected
    assert other.resyncs()["view"]["audience"] == role
    assert len(room.ana.sees()["devices"]) == 1


def test_after_a_restart_paired_devices_are_good_and_ended_ones_are_not(own_house: House, own_evening: Begin) -> None:
    room, browser = own_evening("vote"), Browser(own_house)
    stays, goes = paired(browser, room, PRESENTER), paired(browser, room, PRESENTER)
    kept = {device: (device.token, dict(device.http.cookies)) for device in (stays, goes)}
    browser.ends(room, room.ana.sees()["devices"][1]["device"])
    waiting = browser.offers(room, PRESENTER)

    own_house.kill9()
    own_house.again()

    for device, (_, cookies) in kept.items():
        device.http = own_house.browser(Origin=own_house.url)
        device.http.cookies.update(cookies)
    assert [device.http.get(device.home).status_code for device in (stays, goes)] == [200, 401]
    stays.connects()
    assert Listener.says(stays, "command", {"do": "start"})["ok"]
    until(lambda: listed(room) == [(PRESENTER, True)])
    assert room.ben.cannot_connect(token=kept[goes][0])["code"] == "device.ended"
    assert Device(room).types(waiting).status_code == 404, "codes live in memory"


def test_a_press_on_an_old_view_changes_nothing_and_brings_the_newer_one(ana: Browser, room: Evening) -> None:
    device = paired(ana, room, PRESENTER).connects()
    old = device.views[-1]["version"]
    version = room.ana.says("start")["version"]
    reply = Listener.says(device, "command", {"do": "next", "version": old})
    assert (reply["ok"], reply["code"], reply["view"]["version"]) == (False, "version.stale", version)
    assert room.ana.sees()["version"] == version


def test_a_deleted_session_lets_its_devices_go(ana: Browser, room: Evening) -> None:
    device = paired(ana, room, PRESENTER).connects()
    room.house.asks("DELETE", room.api)
    until(lambda: not device.is_connected)
    assert device.http.get(device.home).status_code == 404


def test_texts_are_read_on_a_second_device_and_nothing_else_is_done_there(ana: Browser, room: Evening) -> None:
    room.ana.says("start")
    room.ana.says("next")
    reader = paired(ana, room, MODERATOR).connects()
    people = room.fills(6)
    room.ana.says("open")
    for person in people:
        person.answers(f"What {person.name} saw")
    room.ana.says("close")
    until(lambda: reader.views[-1].get("waiting") == 6)
    item = reader.views[-1]["moderation"][0]

    assert Listener.says(reader, "moderate", {"item": item["item"], "do": "approve"})["ok"]
    until(lambda: item["text"] in room.screen.connects().wire)
    assert "notes" not in reader.views[-1]
    assert "signals" not in reader.views[-1]
    without_scripts = reader.sends("moderate", item="all", do="hide")
    assert (without_scripts.status_code, without_scripts.headers["Location"]) == (303, reader.home)
    assert not reader.resyncs()["view"]["ask"]["items"]
