"""A websocket outlives the request that has opened it: the server's greenlet goes, and the line keeps its seat.

A greenlet that only waits costs more memory than all else of a phone. The seats are those that the server counts
connections by, so that there are never more of them than the machine has descriptors for.
"""

from __future__ import annotations

import contextlib
from http.server import BaseHTTPRequestHandler
from typing import Any

import eventlet
import eventlet.wsgi

_pools: list[eventlet.GreenPool] = []


def pool(size: int) -> eventlet.GreenPool:
    """The pool of a server that is about to serve."""
    _pools[:] = [eventlet.GreenPool(size)]
    return _pools[0]


def keep(green: Any) -> None:
    """This connection goes on after its request, and keeps its seat until `leave`."""
    green.goes_on = True
    for one in _pools:
        one.sem.counter -= 1


def leave() -> None:
    for one in _pools:
        one.sem.release()


class _Elsewhere:
    """Stands where the server would look for a connection to close."""

    def shutdown(self, *how: Any) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


ELSEWHERE = _Elsewhere()


class Keeping(eventlet.wsgi.HttpProtocol):
    """Leaves a connection open that goes on without it, and lets go of its last request, which holds it in turn."""

    environ: Any = None

    def handle(self) -> None:
        """One that falls silent is over. The library's exception would hold its own frames, and with them all of it."""
        try:
            super().handle()
        except TimeoutError as silence:
            silence.__traceback__ = None

    def finish(self) -> None:
        self.environ = None
        if not getattr(self.connection, "goes_on", False):
            super().finish()
            return
        with contextlib.suppress(OSError):
            BaseHTTPRequestHandler.finish(self)
        self.conn_state[1] = ELSEWHERE
