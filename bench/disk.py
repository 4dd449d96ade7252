"""How long the disk kept anybody waiting meanwhile. What commits can wait for it, and what does not commit cannot."""

from __future__ import annotations

import os
import tempfile
import time
from threading import Event, Thread
from typing import Self

PIECE = b"x" * 4_096
EVERY_S = 0.01


class Disk:
    """Within the block a small piece is written and made safe again and again, where the servers keep their data."""

    def __init__(self) -> None:
        self.longest_s = 0.0
        self._over = Event()
        self._thread = Thread(target=self._write)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _write(self) -> None:
        with tempfile.TemporaryFile() as file:
            while not self._over.wait(EVERY_S):
                begin = time.monotonic()
                os.write(file.fileno(), PIECE)
                os.fsync(file.fileno())
                self.longest_s = max(self.longest_s, time.monotonic() - begin)
