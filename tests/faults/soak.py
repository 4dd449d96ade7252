"""The long runs: `make soak`, or `python -m tests.faults.soak --only kill --loops 200 --phones 500`.

Each prints a line of figures, which belong into docs/reliability.md with machine and commit. Any answer that is lost,
doubled or changed ends the run with an error.
"""

from __future__ import annotations

import argparse
import contextlib
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from bench.machine import machine
from tests.cast import Evening, House, standing
from tests.faults.deaf import deaf_line
from tests.faults.dying import closes, dies_in_a_close, mortal
from tests.faults.hall import Crowd, hall, percentile
from tests.faults.killing import dies_in_a_burst
from tests.faults.network import BAD_WIFI, Network
from tests.faults.vitals import Vitals, trend

VOTES_OF_A_SESSION = 20
OTHERS, DEAF, STAYING = 30, 20, 200
Told = argparse.Namespace


@contextlib.contextmanager
def house(**how: str) -> Iterator[House]:
    """A house of its own for a run; at the end its servers have had nothing to complain of."""
    with (
        tempfile.TemporaryDirectory(prefix="readtheroom-soak-") as folder,
        standing(House(Path(folder), **how)) as house,
    ):
        yield house


@contextlib.contextmanager
def gathered(room: Evening, phones: int, **how: int) -> Iterator[Crowd]:
    crowd = Crowd(room, phones, **how)  # type: ignore[arg-type]
    try:
        yield crowd
    finally:
        crowd.goes_home()


@contextlib.contextmanager
def networked(home: House) -> Iterator[Network]:
    network = Network(int(home.url.rpartition(":")[2]))
    try:
        yield network
    finally:
        network.closes()


def kill(told: Told) -> str:
    """F1: the server is killed at any moment of a burst, and started again."""
    return _deaths(told, gently=False)


def replace(told: Told) -> str:
    """F3: the server is told to end in a burst, and started again."""
    return _deaths(told, gently=True)


def _deaths(told: Told, gently: bool) -> str:
    chance, downs, backs, acknowledged = Random(told.seed), list[float](), list[float](), 0
    with house() as home:
        for begun in range(0, told.loops, VOTES_OF_A_SESSION):
            votes = min(VOTES_OF_A_SESSION, told.loops - begun)
            room = hall(home, votes)
            with gathered(room, told.phones) as crowd:
                for vote in range(votes):
                    if vote:
                        room.ana.says("goto", slide=f"v{vote}")
                        room.ana.says("open")
                    went = dies_in_a_burst(room, crowd, f"v{vote}", chance, gently)
                    assert not (gently and went.codes), went.codes
                    downs.append(went.down)
                    backs += went.backs
                    acknowledged += went.acknowledged
                    _progress(begun + vote + 1, told.loops)
            room.goes_home()
    return (
        f"{len(downs)} runs, {told.phones} phones, {acknowledged:,} answers acknowledged: 0 lost, 0 counted twice, "
        f"0 changed; down {_spread(downs)}; phones back after it {_spread(backs)}"
    )


def close(told: Told) -> str:
    """F2: the server dies before each single step of a close, in turn."""
    with tempfile.TemporaryDirectory() as folder, mortal(Path(folder)) as (home, steps):
        room = hall(home)
        room.answer(dict.fromkeys(room.fills(5), "A"))
        each = range(1, len(closes(room, steps)) + 1)
        room.goes_home()
        done = 0
        while done < told.loops:
            room = hall(home, len(each))
            for vote, step in enumerate(each):
                dies_in_a_close(room, steps, vote, step)
                done += 1
                _progress(done, told.loops)
            assert [len(ask["rounds"]) for ask in room.ana.summary().json()["asks"]] == [1] * len(each)
            room.goes_home()
    return (
        f"{done} deaths, {done // len(each)} before each of the {len(each)} steps: "
        "each close finished exactly once, no ballot, key or log left"
    )


def storm(told: Told) -> str:
    """F12: so many phones are cut off at once, while thirty others vote."""
    with house() as home, networked(home) as network:
        room = hall(home)
        with gathered(room, told.phones, port=network.port) as crowd, gathered(room, OTHERS, seed=2) as others:
            others.votes("v0", votes=8, over=4.0)
            others.settles()
            calm = others.figures()["waits"]
            others.votes("v0", votes=8, over=6.0)
            crowd.figures()
            network.breaks()
            crowd.come_back()
            others.settles()
            backs, waits = crowd.figures()["backs"], others.figures()["waits"]
            others.closes(crowd)
    return (
        f"{told.phones} phones back after {_spread(backs)}; "
        f"answers of {OTHERS} others acknowledged after {_spread(waits)}, in calm {_spread(calm)}"
    )


def wifi(told: Told) -> str:
    """F17: everybody votes over bad Wi-Fi: 300 ms ± 200, every twentieth piece stuck for half a second, 64 kbit/s."""
    with house() as home, networked(home) as network:
        room = hall(home)
        with gathered(room, 100, port=network.port) as crowd:
            network.becomes(**BAD_WIFI)
            crowd.votes("v0", votes=12, over=30.0)
            crowd.settles()
            waits = crowd.figures()["waits"]
            assert crowd.closes()["n"] == 100
    return f"{len(waits):,} answers of 100 phones acknowledged after {_spread(waits)}; all counted, once"


def deaf(told: Told) -> str:
    """F16: twenty phones come in over the smallest of lines, and never read again."""
    with house() as home:
        room = hall(home)
        with gathered(room, 100) as crowd, contextlib.ExitStack() as stack:
            crowd.votes("v0", votes=4, over=4.0)
            crowd.settles()
            before = crowd.figures()["waits"]
            for _ in range(DEAF):
                stack.enter_context(deaf_line(room))
            began = time.monotonic()
            crowd.votes("v0", votes=8, over=10.0)
            while room.ana.sees()["joined"] > 100:
                room.ana.says("cover")
                room.ana.says("uncover")
                assert time.monotonic() - began < 60
                time.sleep(0.1)
            gone = time.monotonic() - began
            crowd.settles()
            after = crowd.figures()["waits"]
            crowd.closes()
    return (
        f"{DEAF} phones that never read are gone after {gone:.0f} s; "
        f"answers of 100 others: before {_spread(before)}, beside them {_spread(after)}"
    )


def idle(told: Told) -> str:
    """F10: a network that cuts whoever is silent for a minute, and a room in which nothing happens for three."""
    with house() as home, networked(home) as network:
        room = hall(home)
        with gathered(room, 20, port=network.port) as crowd:
            network.becomes(silence=60.0)
            time.sleep(180)
            lost = len(crowd.figures()["backs"])
            crowd.votes("v0", votes=1, over=1.0)
            crowd.settles()
            crowd.closes()
    assert lost == 0
    return "20 phones, three minutes of silence: no line was cut"


def on(told: Told) -> str:
    """F22: two hundred phones come, vote, go and come again, session after session."""
    with house() as home:
        end, sessions = time.monotonic() + told.hours * 3600, 0
        looks = [Vitals.of(home.pid)]
        next_look = time.monotonic()
        while time.monotonic() < end:
            room = hall(home, 3)
            with gathered(room, STAYING, seed=sessions) as crowd:
                for vote in range(3):
                    if vote:
                        room.ana.says("goto", slide=f"v{vote}")
                        room.ana.says("open")
                    crowd.votes(f"v{vote}", votes=2, over=2.0)
                    crowd.settles()
                    crowd.closes()
                    crowd.leave(20)
                    crowd.joins(20)
            room.ana.says("end")
            room.ana.summary()
            room.goes_home()
            sessions += 1
            if time.monotonic() >= next_look:
                looks.append(Vitals.of(home.pid))
                next_look += max(1.0, told.hours * 36)
        looks.append(Vitals.of(home.pid))
    return f"{told.hours} hours, {sessions} sessions of {STAYING} phones: {trend(looks)}; nothing on standard error"


def _spread(seconds: list[float]) -> str:
    found = (percentile(seconds, 0.5), percentile(seconds, 0.95), max(seconds))
    return " · ".join(f"{one:.2f} s" for one in found) + " (p50 · p95 · most)"


def _progress(done: int, of: int) -> None:
    if done % 10 == 0 or done == of:
        print(f"  {done} of {of}", flush=True)


EACH = (kill, replace, close, storm, wifi, deaf, idle, on)
RUNS: dict[str, Callable[[Told], str]] = {run.__name__: run for run in EACH}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=list(RUNS), default=list(RUNS))
    parser.add_argument("--loops", type=int, default=200)
    parser.add_argument("--phones", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hours", type=float, default=8.0, help="of the run that only goes on and on")
    told = parser.parse_args()
    print(machine())
    for name in told.only:
        began = time.monotonic()
        print(f"{name}: {RUNS[name].__doc__}", flush=True)
        print(f"{name}: {RUNS[name](told)} ({time.monotonic() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
