"""The engine room: how the process does many things at once. No other room names eventlet or gevent."""

from __future__ import annotations

import importlib
import os
import socket
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from app.mistakes import note
from app.refusal import BadSetting, PatchedTooLate

if TYPE_CHECKING:
    import ssl

MODES = ("eventlet", "gevent", "threading")
PATCHED_FIRST = ("engineio", "flask", "psycopg", "redis", "requests", "socketio", "sqlalchemy", "werkzeug")

WSGIApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Soon = Callable[[str, Any, Callable[[Any], None]], bool]
"""Takes a message at once (`sid`, what was said, how to reply), or says that it cannot. It must never wait."""


class Result(Protocol):
    """Something that will be known once. Set it or fail it from one place, wait for it in others."""

    def set(self, value: Any) -> None: ...

    def fail(self, error: BaseException) -> None: ...

    def wait(self, timeout: float | None = None) -> Any:
        """The value, or the error raised. Raises TimeoutError when it is not known in time."""


class Queue(Protocol):
    """The standard library's queue, as far as it is used here; raises its `queue.Empty` and `queue.Full`."""

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None: ...

    def get(self, block: bool = True, timeout: float | None = None) -> Any: ...

    def get_nowait(self) -> Any: ...

    def qsize(self) -> int: ...

    def empty(self) -> bool: ...


class Lock(Protocol):
    """A lock for `with`."""

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool: ...

    def release(self) -> None: ...

    def __enter__(self) -> Any: ...

    def __exit__(self, *error: Any) -> Any: ...


class Engine(ABC):
    """One way of doing many things at once. Greenlets in eventlet and gevent, threads in threading."""

    mode: str

    @abstractmethod
    def patch(self) -> None:
        """Make the standard library cooperate. Refuses when something was loaded that should have come after."""

    def spawn(self, work: Callable[..., Any], *args: Any) -> None:
        """Do this beside everything else. What goes wrong in it is logged, never lost."""
        self._start(_logged(work), *args)

    @abstractmethod
    def _start(self, work: Callable[..., Any], *args: Any) -> None: ...

    @abstractmethod
    def sleep(self, seconds: float) -> None:
        """Let others work for so long; 0 lets everybody else have one turn."""

    @abstractmethod
    def queue(self, maxsize: int = 0) -> Queue:
        """A queue between greenlets or threads; 0 means without a bound."""

    @abstractmethod
    def lock(self) -> Lock: ...

    @abstractmethod
    def result(self) -> Result: ...

    @abstractmethod
    def run_native(self, work: Callable[..., Any], *args: Any) -> Any:
        """Run this in a native thread while the others go on. Nothing in it may log, lock or use an ORM."""

    def hasten(self, server: Any, soon: Mapping[str, Soon] | None = None, most_unread: int | None = None) -> bool:
        """Make a Socket.IO server as quick as this engine can. False where it goes the libraries' own way.

        `soon` may answer a message at once, by its name; `most_unread` bytes may wait for one phone before it goes.
        """
        return False

    def listen(self, host: str, port: int) -> socket.socket:
        """The listening socket; 0 picks a free port. Refuses when the port is taken or forbidden."""
        from app.engine.listener import listen

        return listen(host, port)

    @abstractmethod
    def serve(self, listener: socket.socket, wsgi: WSGIApp, max_size: int, tls: ssl.SSLContext | None = None) -> None:
        """Answer requests, at most `max_size` connections at once, until the listener is closed.

        With `tls`, which only eventlet can, lines are encrypted; those that begin in plain text arrive as http.
        """


def select(mode: str | None = None) -> Engine:
    """The engine of that name, or of READTHEROOM_ASYNC_MODE, or eventlet."""
    name = mode or os.environ.get("READTHEROOM_ASYNC_MODE") or "eventlet"
    if name not in MODES:
        raise BadSetting(
            f"READTHEROOM_ASYNC_MODE is {name!r}, which is not a way this program can run.",
            f"Set it to one of: {', '.join(MODES)}; or leave it out.",
        )
    engine: Engine = importlib.import_module(f"app.engine.{name}_mode").ENGINE
    return engine


def in_turn(wsgi: WSGIApp, sleep: Callable[[float], Any]) -> WSGIApp:
    """Everybody else has a turn before each request; one who sends them without a pause would be served alone."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        sleep(0)
        return wsgi(environ, start_response)

    return answer


def nothing_came_before(mode: str) -> None:
    """Refuse when a module was loaded that an engine would only have half patched."""
    if early := [name for name in PATCHED_FIRST if name in sys.modules]:
        raise PatchedTooLate(
            f"These modules were loaded before the {mode} engine: {', '.join(early)}.",
            "Start the program with `readtheroom` or `python -m app`.",
        )


def _logged(work: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(*args: Any) -> None:
        try:
            work(*args)
        except Exception as error:
            note("background work", error)

    return guarded
