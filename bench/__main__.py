"""`make bench`: the talk and the first load, within two minutes."""

from __future__ import annotations

from bench import first_load, talk
from bench.machine import machine

if __name__ == "__main__":
    print(machine())
    first_load.run()
    talk.run()
