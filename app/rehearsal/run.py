"""`readtheroom rehearse`: a whole session with simulated phones, of which nothing is left afterwards."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

from app.rehearsal.remote import Refused
from app.rehearsal.room import NoServer, Room, open_room
from app.rehearsal.show import Show, Unfinished
from app.rehearsal.troupe import dismiss, send_phones
from app.rehearsal.which import Which, which
from app.world import World, seeded

HURRY = 0.05
"""How much shorter everybody waits when nobody is watching."""
LOOK_S = 1.0
LINGER_S = 120
"""After the end, the time in which the summary can still be read."""
PATIENCE_S = 3.0
ENDINGS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def rehearse(deck: str, own: Path | None, phones: int, seed: int | None, auto: bool, browser: bool) -> int:
    """Rehearse until the session has ended or somebody stops it. Returns the exit status; raises Refusal."""
    world = World()
    found = which(deck, own)
    chosen = int.from_bytes(world.token(4), "big") if seed is None else seed
    try:
        with _stoppable() as deafen, open_room(world, found.folder) as room:
            try:
                return _play(room, found, phones, chosen, auto, browser)
            finally:
                deafen()
    except KeyboardInterrupt:
        return _say("Stopped before the end.", 1) if auto else 0
    except (Refused, Unfinished) as error:
        return _say(str(error), 1)
    except OSError:
        return _say("The server of the rehearsal went away.", 1)


def _play(room: Room, found: Which, phones: int, seed: int, auto: bool, browser: bool) -> int:
    session = room.server.post("/api/sessions", {"deck": found.id, "rehearsal": True})
    with _phones(room, session["code"], phones, seed, HURRY if auto else 1.0):
        _tell(f"\nRehearsal: {found.title}, with {phones} simulated phones (--seed {seed}). Nothing of it is kept.\n")
        if auto:
            _ready(room)
            Show(room.server, session["id"], _tell, seeded(seed)).run(phones)
            return 0
        _welcome(room, session["screen_url"])
        if browser:
            webbrowser.open(room.link)
        return _wait(room, session["id"])


@contextlib.contextmanager
def _phones(room: Room, code: str, phones: int, seed: int, pace: float) -> Iterator[None]:
    process = send_phones(room.server.url, code, phones, seed, pace)
    try:
        yield
    finally:
        dismiss(process)
        try:
            process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def _stoppable() -> Iterator[Callable[[], None]]:
    """Whatever asks us to stop does it as Ctrl-C would. What is yielded makes us deaf to that, for clearing up."""
    heard = [name for name in ENDINGS if signal.getsignal(name) is not signal.SIG_IGN]
    before = {name: signal.getsignal(name) for name in heard}

    def deafen() -> None:
        for name in heard:
            signal.signal(name, signal.SIG_IGN)

    def stop(*_: Any) -> None:
        deafen()
        raise KeyboardInterrupt

    for name in heard:
        signal.signal(name, stop)
    try:
        yield deafen
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _welcome(room: Room, screen_url: str) -> None:
    _tell(f"  Present here, on this machine (works once):\n  {room.link}\n")
    _tell(f"  The page for the projector:\n  {screen_url}\n")
    _tell("  Stop with Ctrl-C.\n")
    _ready(room)


def _ready(room: Room) -> None:
    _tell(f"ready {room.server.url}")


def _wait(room: Room, session_id: str) -> int:
    """Until the session has ended, and then a while longer for its summary."""
    while room.is_up:
        Event().wait(LOOK_S)
        if room.server.get(f"/api/sessions/{session_id}")["session"]["status"] == "ended":
            _tell(f"The rehearsal has ended. Its summary can be read for {LINGER_S // 60} minutes, or until Ctrl-C.")
            Event().wait(LINGER_S)
            return 0
    raise NoServer("The server of the rehearsal went away.")


def _tell(text: str) -> None:
    print(text, flush=True)


def _say(text: str, status: int) -> int:
    _tell(text)
    return status
