"""The phones that a server sends into its rehearsals: entering, leaving, and ending with the server."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.address import Address
from app.engine import MODES, select
from app.rehearsal.troupe import Troupe
from app.world import World
from tests.cast import Evening, House, until
from tests.faults.busy import allowed
from tests.rehearsal.console import Console


@pytest.fixture
def troupe(house: House) -> Iterator[Troupe]:
    host = house.url.removeprefix("http://")
    address = Address(house.url, house.url, frozenset({host}), (house.url,), frozenset({"127.0.0.1"}))
    troupe = Troupe(select("threading"), World(), address)
    yield troupe
    troupe.stop()


def phones_at(url: str) -> list[str]:
    """The states of the processes that were told to be phones at that address."""
    wanted = f"app.rehearsal.phones\0--url\0{url}\0".encode()
    return [state for pid in filter(str.isdigit, os.listdir("/proc")) if (state := _state(int(pid), wanted))]


def _state(pid: int, wanted: bytes) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""
    return state if wanted in words else ""


def zombies() -> list[int]:
    """Children of ours that have ended and that nobody has asked about."""
    stats = [Path(f"/proc/{pid}/stat") for pid in filter(str.isdigit, os.listdir("/proc"))]
    texts = [stat.read_text() for stat in stats if stat.exists()]
    fields = [(int(text.split()[0]), text.rpartition(")")[2].split()) for text in texts]
    return [pid for pid, (state, parent, *_) in fields if state == "Z" and int(parent) == os.getpid()]


def test_phones_enter_a_session_and_leave_it(troupe: Troupe, evening: Callable[..., Evening]) -> None:
    show = evening("vote", rehearsal=True)
    troupe.enter(show.id, show.code, phones=3, seed=1)
    until(lambda: show.ana.sees()["joined"], patience=30)

    troupe.leave(show.id)
    until(lambda: show.ana.sees()["joined"] == 0)


def test_phones_of_an_ended_session_are_let_go(troupe: Troupe, evening: Callable[..., Evening]) -> None:
    show = evening("vote", rehearsal=True)
    troupe.enter(show.id, show.code, phones=2, seed=1)
    until(lambda: show.ana.sees()["joined"], patience=30)

    show.ana.says("end")
    until(lambda: not phones_at(show.house.url))
    until(lambda: zombies() == [])


def test_entering_again_replaces_the_phones(troupe: Troupe, evening: Callable[..., Evening]) -> None:
    show = evening("vote", rehearsal=True)
    troupe.enter(show.id, show.code, phones=2, seed=1)
    troupe.enter(show.id, show.code, phones=3, seed=1)
    until(lambda: show.ana.sees()["joined"], patience=30)
    assert len(phones_at(show.house.url)) == 1


def test_stopping_ends_all_phones_at_once(troupe: Troupe, evening: Callable[..., Evening]) -> None:
    shows = [evening("vote", rehearsal=True) for _ in range(2)]
    for show in shows:
        troupe.enter(show.id, show.code, phones=1)
    until(lambda: len(phones_at(shows[0].house.url)) == 2)

    troupe.stop()
    assert phones_at(shows[0].house.url) == []


@pytest.mark.parametrize(("mode", "ending"), [*((mode, "stops") for mode in MODES), (MODES[0], "kill9")])
def test_the_button_sends_phones_and_they_end_with_the_server(tmp_path: Path, mode: str, ending: str) -> None:
    house = House(tmp_path, READTHEROOM_ASYNC_MODE=mode).opens()
    try:
        with Console(house.said) as ana:
            console = ana.submits("/present/rehearsals", "/present", deck="vote", phones="4")
            url, session = house.url, console.rpartition("/")[2]
            until(lambda: house.asks("GET", f"/api/sessions/{session}").json()["joined"] > 0, patience=30)
            assert "Rehearsal" in ana.reads(console)
        assert len(phones_at(url)) == 1
        getattr(house, ending)()
        until(lambda: not phones_at(url), patience=allowed(2))
    finally:
        house.closes()
