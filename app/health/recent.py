"""Figures of the last seconds, and nothing older."""

from __future__ import annotations

from collections import deque


class Recent:
    """What was measured within the last `seconds`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._found: deque[tuple[float, float]] = deque()

    def add(self, now: float, value: float) -> None:
        self._found.append((now, value))
        self._forget(now)

    def worst(self, now: float) -> float:
        self._forget(now)
        return max((value for _, value in self._found), default=0.0)

    def p99(self, now: float) -> float:
        """No more than one in a hundred was larger."""
        self._forget(now)
        ordered = sorted(value for _, value in self._found)
        return ordered[(len(ordered) - 1) * 99 // 100] if ordered else 0.0

    def _forget(self, now: float) -> None:
        while self._found and self._found[0][0] < now - self._seconds:
            self._found.popleft()
