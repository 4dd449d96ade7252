"""What a hall that arrives at once would ask the database for again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """Remembers what was found, until it is dropped. What was not found is looked for again."""

    def __init__(self) -> None:
        self._known: dict[str, list[Value]] = {}

    def get(self, name: str, find: Callable[[str], Value | None]) -> Value | None:
        """What was found under this name. Whoever still looks while it is dropped leaves nothing behind: its place was
        taken before it looked."""
        place = self._known.get(name)
        if place:
            return place[0]
        place = self._known.setdefault(name, [])
        found = None
        try:
            found = find(name)
        finally:
            if found is None:
                self._known.pop(name, None)
        if found is not None and not place:
            place.append(found)
        return found

    def drop(self, name: str) -> None:
        """It holds no longer; said after the database knows."""
        self._known.pop(name, None)

    def drop_all(self) -> None:
        self._known.clear()
