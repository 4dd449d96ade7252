"""The product beside the yardstick, run in turns: `python -m bench.compare --phones 1000 5000 --runs 3`.

The same run varies by a quarter on the same machine, so only ratios of runs that took turns are worth anything.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.machine import machine
from bench.sides import Ours, Theirs, ours, theirs, yardstick
from bench.talk import Figures, Talk, all_descriptors

SIZES = (100, 300, 1_000, 3_000, 5_000, 10_000)
QUIET_OTHERS, QUIET_LAG_MS, QUIET_DISK_MS = 0.05, 10.0, 25.0
"""A run counts as quiet when others used no more of a core, the phones themselves were no later, and the disk made
nobody wait for longer while they answered."""
SETTLE_S = 1.0
TRIES = 3
LONGER = 2
"""So many times as long as a talk of this size took, or the one before it, the next may take."""

Runs = dict[int, dict[str, list[Figures]]]
"""Figures by number of phones, then by side."""


def compare(sizes: list[int], runs: int, until: float, env: dict[str, str] | None = None) -> Runs:
    """Play the talk on both sides and with all sizes in turns, until each has so many quiet runs, or has been played
    `TRIES` times as often. Begins no further talk that would not end before `until`."""
    missing = yardstick()
    if missing:
        print(missing)
    found: Runs = {}
    view: Any = {"version": 1}
    took: dict[int, float] = {}
    last = 0.0
    for _ in range(runs * TRIES if runs > 1 else 1):
        for phones in sizes:
            begin = time.monotonic()
            if enough(found.get(phones, {}), runs) or begin + LONGER * took.get(phones, last) > until:
                continue
            with ours(**(env or {})) as side:
                view = _played(found, phones, side) or view
            if not missing:
                with theirs(view) as yard:
                    _played(found, phones, yard)
            took[phones] = last = time.monotonic() - begin
    return found


def enough(sides: dict[str, list[Figures]], runs: int) -> bool:
    """Whether each of them has been played, and had so many quiet runs."""
    return bool(sides) and all(sum(map(is_quiet, played)) >= runs for played in sides.values())


def _played(found: Runs, phones: int, side: Ours | Theirs) -> Any:
    talk = Talk(side, phones)
    figures = talk.play()
    found.setdefault(phones, {}).setdefault(side.name, []).append(figures)
    time.sleep(SETTLE_S)
    quiet = "quiet" if is_quiet(figures) else "not quiet"
    print(f"{side.name:>15}, {phones:>6} phones: {brief(figures)}  ({quiet})", flush=True)
    return json.loads(talk.view[2:])[1] if talk.view else None


def brief(figures: Figures) -> str:
    """One line of the figures that matter most."""
    slow, fast = (figures[f"answer µs at {rate}/s"] for rate in (2_500, 10_000))
    return (
        f"answer {slow:.0f} · {fast:.0f} µs, p99 {figures['p99 ms at 2500/s']:.1f} · "
        f"{figures['p99 ms at 10000/s']:.1f} ms, message {figures['message µs']:.1f} µs, "
        f"connect {figures['join µs'] + figures['connect µs']:.0f} µs, leave {figures['leave µs']:.0f} µs, "
        f"{figures['kB/phone']:.0f} kB, last phone {figures['last phone ms']:.0f} ms"
    )


def is_quiet(figures: Figures) -> bool:
    late = figures["lag ms"] > QUIET_LAG_MS or figures["disk ms"] > QUIET_DISK_MS
    return figures["others"] <= QUIET_OTHERS and not late


def middle(runs: list[Figures]) -> Figures:
    """The median of each figure over the quiet runs, or over all where none was."""
    counted = [run for run in runs if is_quiet(run)] or runs
    return {name: median(run[name] for run in counted) for name in counted[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, nargs="+", default=[1_000, 5_000])
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=200, help="begin nothing that would end later than this")
    parser.add_argument("--stock", action="store_true", help="the product without its accelerations")
    parser.add_argument("--into", type=Path, help="keep the figures of all runs in this JSON file")
    asked = parser.parse_args()
    all_descriptors()
    print(machine())
    env = {"READTHEROOM_FAST": "off"} if asked.stock else {}
    found = compare(asked.phones, asked.runs, time.monotonic() + asked.seconds, env)
    if asked.into:
        asked.into.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
