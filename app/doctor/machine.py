"""The machine itself: its Python, its clock, its browser, and how many phones it has room for."""

from __future__ import annotations

import os
import sys
import webbrowser
from collections.abc import Iterator
from pathlib import Path

from app.doctor.finding import Finding, good, look
from app.paths import HERE
from app.world import World

KB, MB = 1024, 1024 * 1024
OF_THE_PROGRAM, OF_A_PHONE = 150 * MB, 60 * KB
SPARE_DESCRIPTORS = 256
ON_WINDOWS = 500
TESTED = ((3, 11), (3, 14))
DAY_S = 24 * 3600
OLD_S = 5 * 365 * DAY_S
MEMINFO = Path("/proc/meminfo")


def findings(world: World) -> Iterator[Finding]:
    yield python(sys.version_info[:3])
    yield clock(world)
    yield browser()


def fits(capacity: int) -> Iterator[Finding]:
    """Whether so many phones have room."""
    free = available()
    if free is not None:
        yield memory(free, capacity)
    yield connections(most_connections(), capacity)


def python(version: tuple[int, ...]) -> Finding:
    says = f"This is Python {'.'.join(map(str, version))}."
    if TESTED[0] <= version[:2] <= TESTED[1]:
        return good(says)
    return look(f"{says} The program is tested with 3.11 to 3.14.", "Take one of those from python.org.")


def clock(world: World, program: Path = HERE / "__init__.py") -> Finding:
    """Sessions are deleted by the calendar, so a clock that is years ahead would delete them."""
    written, now = program.stat().st_mtime, world.now()
    says = f"This machine's clock says that today is {world.today()}."
    if written - DAY_S <= now <= written + OLD_S:
        return good(says)
    return look(f"{says} That can hardly be, by the age of the program.", "Set the clock: sessions are deleted by it.")


def browser() -> Finding:
    try:
        webbrowser.get()
    except webbrowser.Error:
        return look("No browser was found to open your page in.", "Open the link that the terminal will print.")
    return good("Your page will open in the browser.")


def memory(free: int, capacity: int) -> Finding:
    phones = max(0, (free - OF_THE_PROGRAM) // OF_A_PHONE)
    says = f"{free // MB:,} MB of memory are free, enough for"
    if phones >= capacity:
        return good(f"{says} the {capacity:,} phones that may join.")
    return look(
        f"{says} about {phones:,} phones, and {capacity:,} may join.", "Close other programs if the hall is full."
    )


def connections(most: int, capacity: int) -> Finding:
    if most >= capacity:
        return good(f"{capacity:,} phones may be connected at once.")
    do = "Expect no more, or run it on Linux." if sys.platform == "win32" else "Raise the limit: ulimit -Hn 65536"
    return look(f"About {most:,} phones can be connected at once, and {capacity:,} may join.", do)


def most_connections() -> int:
    """As many as the system lets one program have."""
    try:
        import resource
    except ImportError:
        return ON_WINDOWS
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return sys.maxsize if hard == resource.RLIM_INFINITY else max(0, hard - SPARE_DESCRIPTORS)


def available(meminfo: Path = MEMINFO) -> int | None:
    """Free memory in bytes; the whole of it where the system does not say what is free; None where it says nothing."""
    try:
        facts = dict(line.split(":", 1) for line in meminfo.read_text().splitlines() if ":" in line)
        return int(facts["MemAvailable"].split()[0]) * KB
    except (OSError, KeyError, ValueError):
        names = getattr(os, "sysconf_names", {})
    if "SC_PHYS_PAGES" not in names or "SC_PAGE_SIZE" not in names:
        return None
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
