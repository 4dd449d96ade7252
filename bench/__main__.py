"""`make bench`: what everything costs, within six minutes; `make bench ARGS="--full"` takes as long as it must.

The talk beside the yardstick, arrivals, growth and the first load; tables and pictures go to `docs/performance.md`.
"""

from __future__ import annotations

import argparse
import time

from bench import arrival, compare, first_load, growth, report
from bench.machine import machine
from bench.talk import all_descriptors

QUICK = {"sizes": [100, 300, 1_000, 3_000, 5_000], "runs": 1, "seconds": 190.0}
FULL = {"sizes": [100, 300, 1_000, 3_000, 5_000, 10_000], "runs": 3, "seconds": 3_600.0}
PARTS = ("talk", "arrival", "growth", "load")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help="10,000 phones too, and three quiet runs of each size")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="of all parts only these")
    parser.add_argument("--sizes", type=int, nargs="+", help="numbers of phones for the talk")
    parser.add_argument("--runs", type=int, help="how often each")
    parser.add_argument("--dry", action="store_true", help="print, and leave docs/performance.md as it is")
    asked = parser.parse_args()
    plan = {**(FULL if asked.full else QUICK), **{k: v for k, v in vars(asked).items() if v and k in {"sizes", "runs"}}}
    all_descriptors()
    print(machine())
    for part in asked.only:
        PLAY[part](plan, asked.full, not asked.dry)


def _talk(plan: dict, full: bool, write: bool) -> None:
    found = compare.compare(plan["sizes"], plan["runs"], time.monotonic() + plan["seconds"])
    if write:
        report.write(found)


def _arrival(plan: dict, full: bool, write: bool) -> None:
    found = arrival.run({1_000: 10.0, 5_000: 30.0} if full else {1_000: 10.0})
    if write:
        report.arrival(found)


def _growth(plan: dict, full: bool, write: bool) -> None:
    asks = growth.run() if full else growth.run((1_000, 10_000), (100, 1_000))
    rooms = growth.rooms() if full else growth.rooms((5, 20))
    if write:
        report.growth(asks, rooms)


def _load(plan: dict, full: bool, write: bool) -> None:
    first_load.run()


PLAY = {"talk": _talk, "arrival": _arrival, "growth": _growth, "load": _load}

if __name__ == "__main__":
    main()
