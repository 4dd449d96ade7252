"""What is wrong with a brand: one kind sentence, and what to do. It never stops anything."""

from __future__ import annotations


class Trouble(Exception):
    def __init__(self, says: str, do: str) -> None:
        self.says, self.do = says, do
        super().__init__(says)
