"""The process of a rehearsal's phones: `python -m app.rehearsal.phones --url U --code C --phones N --seed S`."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from threading import Event, Thread

from app.rehearsal.line import Line
from app.rehearsal.opinions import Opinions
from app.rehearsal.phone import Phone
from app.rehearsal.remote import Remote
from app.rehearsal.temperament import temperament
from app.world import World, seeded

LONGEST_S = 4 * 3600
LOOK_S = 0.5
KINDNESS = 5
"""How much the phones step back when the server wants the processor."""


def main() -> None:
    """Play until everybody has gone home, whoever sent the phones has let go of our input, or four hours are over."""
    told = _told()
    if hasattr(os, "nice"):
        os.nice(KINDNESS)
    let_go = Event()
    Thread(target=_watch_input, args=(let_go,), daemon=True).start()
    threads = [Thread(target=phone.live, daemon=True) for phone in _phones(told)]
    for thread in threads:
        thread.start()
    _wait(threads, let_go)
    os._exit(0)  # open sockets would keep an ordinary exit waiting


def _told() -> Namespace:
    parser = ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--code", required=True)
    parser.add_argument("--phones", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--pace", type=float, default=1.0)
    return parser.parse_args()


def _phones(told: Namespace) -> list[Phone]:
    return [_phone(place, told) for place in range(told.phones)]


def _phone(place: int, told: Namespace) -> Phone:
    """Each person has chances of its own, so that none of them disturbs another's."""
    world = seeded(f"{told.seed}/{place}")
    person = temperament(world, place, told.phones)
    return Phone(Line(Remote(told.url)), told.code, person, Opinions(told.seed, person, world), world, told.pace)


def _watch_input(let_go: Event) -> None:
    sys.stdin.buffer.read()
    let_go.set()


def _wait(threads: list[Thread], let_go: Event) -> None:
    clock = World()
    end = clock.now() + LONGEST_S
    while any(thread.is_alive() for thread in threads) and clock.now() < end:
        if let_go.wait(LOOK_S):
            return


if __name__ == "__main__":
    main()
