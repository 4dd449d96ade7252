"""How much a file may ask of the process that reads it, and the fence around that process."""

from __future__ import annotations

import contextlib
import os
import signal
import sys

LARGEST_FILE = 20 * 1024 * 1024
MOST_PAGES = 200
MOST_PIXELS = 25_000_000
"""Of a page in its own size (72 to the inch), and of each picture on it."""
MEMORY = 256 * 1024 * 1024
SECONDS = 20
SECONDS_A_PAGE = 4
"""Of the processor; a page with a photograph of 24 megapixels takes less than one."""
LARGEST_OUTPUT = 5 * 1024 * 1024
"""Of each file that is written."""
MOST_UNPACKED = 100 * 1024 * 1024
MOST_FILES = 500
FILES_A_PAGE = 4
"""A slide with notes is four files: itself, its notes, and what each of them refers to."""
HIGHEST_RATIO = 100
FEW_FILES = 64
POLITE = 5
"""Whoever serves a room goes first."""


def fence() -> None:
    """From here on this process has so much memory, time and room on the disk, and no more.

    Windows has no such limits, and macOS does not keep the one for memory: there the time that the parent waits, the
    number of pages and the size of pages and pictures are what holds."""
    try:
        import resource
    except ImportError:
        return
    for limit, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_OUTPUT),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, FEW_FILES),
        *([(resource.RLIMIT_AS, MEMORY)] if sys.platform != "darwin" else []),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    os.nice(POLITE)


def next_page() -> None:
    """From here on there is so much time for one page, where the platform can tell."""
    if hasattr(signal, "ITIMER_PROF"):
        signal.setitimer(signal.ITIMER_PROF, SECONDS_A_PAGE)
