"""A hall that arrives at once, whole, beside a vote: `python -m bench.arrival --phones 1000 --seconds 10`."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from random import Random

from bench.crowd import Crowd, now
from bench.disk import Disk
from bench.machine import machine, table
from bench.served import ROOT
from bench.sides import Ours, ours
from bench.talk import Answers, Figures, all_descriptors, percentile

SEATED, RATE = 500, 50
"""Phones that are in the room already, and how many of their answers a second are given meanwhile."""


def arrival(phones: int, seconds: float, votes: bool) -> Figures:
    """So many whole arrivals within so many seconds, alone or beside answers."""
    with ours() as side:
        crowd = Crowd(side.host)
        crowd.enter(side.joined(SEATED if votes else 1))
        side.say("open")
        side.said()
        crowd.rest(0.5)
        before = side.cpu_s()
        with Disk() as disk:
            figures, waits = _beside(side, crowd, phones, seconds, votes)
        if not votes:
            figures["arrival µs"] = (side.cpu_s() - before) / phones * 1e6
        figures["disk ms"] = disk.longest_s * 1e3
        if waits:
            figures |= {"answers beside": len(waits), "answer p50 ms": percentile(waits, 0.5) * 1e3}
            figures["answer p99 ms"] = percentile(waits, 0.99) * 1e3
        crowd.close()
        return figures


def _beside(side: Ours, crowd: Crowd, phones: int, seconds: float, votes: bool) -> tuple[Figures, list[float]]:
    """Let them come, and have the others answer until all are in."""
    command = [sys.executable, "-m", "bench.arrivals", side.host, side.code, str(phones), str(seconds)]
    coming = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    answers = Answers(crowd, Random(1), 1)
    if votes:
        answers.give(RATE)
        crowd.until(lambda: answers.left == 0)
    while coming.poll() is None:
        crowd.turn(0.05)
    assert coming.stdout is not None
    assert coming.returncode == 0, "Some did not get in."
    with coming.stdout as said:
        return json.loads(said.read()), answers.waits


def run(sizes: dict[int, float]) -> dict[int, Figures]:
    """For each number of phones and its seconds: alone, and beside a vote."""
    found = {}
    for phones, seconds in sizes.items():
        alone, beside = (arrival(phones, seconds, votes) for votes in (False, True))
        found[phones] = {**beside, "arrival µs": alone["arrival µs"], "seconds": seconds}
        table(f"{phones} phones arrive in {seconds:g} s", [(n, f"{f:,.1f}") for n, f in found[phones].items()])
        time.sleep(1)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=10.0)
    asked = parser.parse_args()
    all_descriptors()
    print(machine())
    begin = now()
    run({asked.phones: asked.seconds})
    print(f"\nin {now() - begin:.0f} s")


if __name__ == "__main__":
    main()
