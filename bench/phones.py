"""Everything about phones: `python -m bench.phones`. The first load, a slow phone, idle ones, and every shipped deck
as one phone hears it from start to end: about ten minutes.
"""

from __future__ import annotations

from bench import first_load, idle_phones, slow_phone, whole_session
from bench.machine import machine

if __name__ == "__main__":
    print(machine())
    for part in (first_load, slow_phone, idle_phones, whole_session):
        part.run()
