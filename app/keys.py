"""Where the keys of open questions lie: in memory (tmpfs) where there is any, never in the data folder."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from hashlib import sha256
from pathlib import Path

from app.refusal import BadDataFolder


def key_folder(data: Path) -> tuple[Path, bool]:
    """The folder for one data folder's keys, made if need be, and whether it is in memory only."""
    folder, memory = key_place(data)
    return _own(folder), memory


def key_place(data: Path) -> tuple[Path, bool]:
    """Where that folder is, or would be; and whether it is in memory only."""
    name = f"readtheroom-{_user()}-{sha256(str(data.resolve()).encode()).hexdigest()[:16]}"
    for parent in in_memory():
        return parent / name, True
    return Path(tempfile.gettempdir()) / name, False


def drop_key_folder(data: Path) -> None:
    """Remove that folder if no key is in it. Whoever has a key to keep makes it again."""
    with contextlib.suppress(OSError):
        key_place(data)[0].rmdir()


def in_memory() -> list[Path]:
    """Folders that we may write to and that are on no disk, the best first."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    candidates = [Path(runtime)] if runtime else []
    mounts = _tmpfs_mounts()
    memory = [path for path in (*candidates, Path("/dev/shm")) if any(path.is_relative_to(mount) for mount in mounts)]
    return [path for path in memory if os.access(path, os.W_OK | os.X_OK)]


def _tmpfs_mounts() -> list[Path]:
    try:
        lines = Path("/proc/mounts").read_text().splitlines()
    except OSError:
        return []
    fields = (line.split() for line in lines)
    return [Path(parts[1]) for parts in fields if len(parts) > 2 and parts[2] in {"tmpfs", "ramfs"}]


def _own(folder: Path) -> Path:
    """Made for this user alone; one that somebody else has put there is not used."""
    folder.mkdir(mode=0o700, exist_ok=True)
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or (hasattr(os, "getuid") and facts.st_uid != os.getuid()):
        raise BadDataFolder(f"The folder {folder} belongs to somebody else.", "Remove it, or use another data folder.")
    folder.chmod(0o700)
    return folder


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
