"""The keys of link groups: they live beside the database, never in it, and when one is destroyed, so are its ballots.

The folder should lie in memory (tmpfs), so that a killed server finds its keys again and a stolen disk does not.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from sessions.ballots import KEY_BYTES, GroupKey

SIZE = 2 * KEY_BYTES


class Keyring:
    """One file for each key; the names of the files are the link groups."""

    def __init__(self, folder: Path, token: Callable[[int], bytes]) -> None:
        self._folder = folder
        self._token = token
        self._known: dict[str, GroupKey] = {}

    def make(self, group: str) -> GroupKey:
        """A fresh key, on its file before anything is sealed with it. A group that has one keeps it."""
        if known := self.get(group):
            return known
        secret = self._token(SIZE)
        with self._new_file(group) as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        self._known[group] = GroupKey.of(secret)
        return self._known[group]

    def get(self, group: str) -> GroupKey | None:
        """The key of a group, or None when it is gone for good."""
        if group not in self._known:
            path = self._folder / group
            try:
                secret = path.read_bytes()
            except FileNotFoundError:  # never there, or destroyed at this very moment
                return None
            if len(secret) != SIZE:
                return None
            self._known[group] = GroupKey.of(secret)
        return self._known[group]

    def has_at_hand(self, group: str) -> bool:
        """Whether `get` would not have to look into the folder."""
        return group in self._known

    def destroy(self, group: str) -> None:
        """Overwrite and remove; doing it again does no harm."""
        self._known.pop(group, None)
        path = self._folder / group
        try:
            with path.open("r+b") as file:
                file.write(bytes(SIZE))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
        except FileNotFoundError:
            return
        finally:
            self._known.pop(group, None)  # somebody may have read it meanwhile

    def groups(self) -> set[str]:
        """Every group that has a key file."""
        return {path.name for path in self._folder.iterdir()} if self._folder.exists() else set()

    def _new_file(self, group: str) -> BinaryIO:
        """An empty folder may be dropped at any time; it is made again, and never is one used that somebody else
        made meanwhile."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        try:
            file = os.open(self._folder / group, flags, 0o600)
        except FileNotFoundError:
            self._folder.mkdir(mode=0o700)
            file = os.open(self._folder / group, flags, 0o600)
        return os.fdopen(file, "wb")
