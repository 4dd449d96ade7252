"""What the core asks of the house around it: a clock and dice, threads, and somebody to tell the news."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol


class World(Protocol):
    """The only clock and the only dice."""

    def now(self) -> float:
        """Seconds since 1970, never going back while the process lives."""

    def today(self) -> str:
        """The day, as 2026-11-21."""

    def token(self, size: int) -> bytes:
        """Random bytes that nobody can guess."""

    def id(self) -> str:
        """A fresh name, safe in addresses, at least 80 bits."""

    def code(self) -> str:
        """Six characters to join with."""

    def uniform(self, low: float, high: float) -> float:
        """A number between the two, drawn by lot."""

    def order(self, n: int) -> list[int]:
        """0 … n−1 in an order drawn by lot."""


class Told(Protocol):
    """Whoever is told a value, or why there is none, once it is known."""

    def set(self, value: Any) -> None: ...

    def fail(self, error: BaseException) -> None: ...


class Result(Told, Protocol):
    """A value that will be there: one sets it (or fails), others wait for it."""

    def wait(self, timeout: float | None = None) -> Any: ...


class Queue(Protocol):
    """Things to do, in order."""

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None: ...

    def get(self, block: bool = True, timeout: float | None = None) -> Any: ...

    def qsize(self) -> int: ...


class Engine(Protocol):
    """Light threads. `run_native` runs a function in a real thread, where nothing may log or take a lock."""

    def spawn(self, act: Callable[..., Any], *args: Any) -> Any: ...

    def sleep(self, seconds: float) -> None: ...

    def queue(self, maxsize: int = 0) -> Queue: ...

    def lock(self) -> AbstractContextManager[Any]: ...

    def result(self) -> Result: ...

    def run_native(self, act: Callable[..., Any], *args: Any) -> Any: ...


class Announcer(Protocol):
    """Tells the news of a session to those who listen."""

    def changed(self, session_id: str) -> None:
        """Everybody's view is another one: send it at once."""

    def counted(self, session_id: str) -> None:
        """Only the counts moved: tell the presenter and the screen, soon and together with others."""

    def queued(self, session_id: str) -> None:
        """Texts or signals came: send those who look at them their view again, soon and together."""

    def refreshed(self, session_id: str) -> None:
        """The room sees something else without a move (bars, votes, texts): send all views again, within a second."""

    def receipt(self, session_id: str, kind: str, voters: set[bytes]) -> None:
        """The presenter has seen a signal of these phones: tell them alone."""

    def gone(self, session_id: str) -> None:
        """The session was deleted: let everybody go."""
