"""Where the keys of open questions lie, and whether that memory could reach a disk."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from app.doctor.finding import Finding, bad, good, look
from app.keys import drop_key_folder, key_folder
from app.refusal import Refusal

SWAPS, BLOCKS = Path("/proc/swaps"), Path("/sys/class/block")
CORE_PATTERN = Path("/proc/sys/kernel/core_pattern")
NEVER_ON_DISK = "zram"
KEEPS_NOTHING = "systemd-coredump"
"""It asks how large a dump the program allows, which is none."""


def findings(data: Path) -> Iterator[Finding]:
    yield keys(data)
    yield swap()
    yield core_dumps()


def keys(data: Path) -> Finding:
    try:
        folder, in_memory = key_folder(data)
        drop_key_folder(data)
    except Refusal as refusal:
        return bad(refusal.says, refusal.try_this)
    except OSError as error:
        return bad(
            f"The keys of open questions have no place: {(error.strerror or 'not usable').lower()}.", "See TMPDIR."
        )
    if in_memory:
        return good(f"Keys of open questions lie in memory ({folder}).")
    says = f"Keys of open questions lie in a private temporary file ({folder}), which may be on the disk."
    return look(says, "Keep copies of this disk from being made while a question is open.")


def swap(swaps: Path = SWAPS, blocks: Path = BLOCKS) -> Finding:
    """Memory that is not used for a while may be written to the disk, keys included."""
    if sys.platform == "darwin":
        return good("Memory that macOS moves to the disk is encrypted.")
    try:
        lines = swaps.read_text().splitlines()[1:]
    except OSError:
        return look(
            "Whether memory is moved to the disk cannot be seen here.", "Encrypt the disk, for example BitLocker."
        )
    open_ones = [line.split()[0] for line in lines if line.strip() and not _is_safe(line.split()[0], blocks)]
    if not open_ones:
        return good("Memory, and keys in it, is not moved to an unencrypted disk (swap).")
    says = f"Swap is on ({', '.join(open_ones)}): the key of an open question could be moved to the disk."
    return look(says, "Switch it off for the session: sudo swapoff -a")


def _is_safe(device: str, blocks: Path) -> bool:
    """Swap within memory, or on a device that is encrypted."""
    name = Path(device).resolve().name
    mapped = blocks / name / "dm" / "uuid"
    return name.startswith(NEVER_ON_DISK) or (mapped.is_file() and mapped.read_text().startswith("CRYPT-"))


def core_dumps(pattern: Path = CORE_PATTERN) -> Finding:
    """The server forbids itself dumps of its memory; a program that collects them may not ask."""
    try:
        collects = pattern.read_text().strip()
    except OSError:
        collects = ""
    if not collects.startswith("|") or KEEPS_NOTHING in collects:
        return good("If the program should crash, its memory is not kept.")
    program = Path(collects[1:].split()[0]).name
    says = f"If the program should crash, {program} may keep a copy of its memory."
    return look(says, "Switch that off for the session: sudo sysctl kernel.core_pattern=core")
