"""What the operating system says: room on the disk, and descriptors that are left."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

PLENTY = 1 << 30
OPEN_FILES = ("/proc/self/fd", "/dev/fd")
PROBE_BYTES = 256 * 1024


def disk_free(folder: Path) -> int:
    """Bytes that may still be written there; none where the disk is gone."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def descriptors_left() -> int:
    """How many more files and sockets this process may open; plenty where the system does not say."""
    try:
        import resource
    except ImportError:
        return PLENTY
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    for listing in OPEN_FILES:
        with suppress(OSError):
            return max(0, limit - len(os.listdir(listing)))
    return PLENTY


def takes_what_is_written(folder: Path) -> bool:
    """Writes as much as a batch of answers, down to the disk. Slow: for a native thread."""
    probe = folder / f".probe-{os.getpid()}"
    try:
        with probe.open("wb") as file:
            file.write(b"\0" * PROBE_BYTES)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return False
    finally:
        with suppress(OSError):
            probe.unlink()
    return True
