"""The default engine: eventlet's greenlets and its WSGI server."""

from __future__ import annotations

import os
import socket
import threading
import warnings
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from app.engine import Engine, Lock, Queue, Result, Soon, WSGIApp, fast, nothing_came_before
from app.engine.listener import PatientListener
from app.engine.tls import is_encrypted, secured, until_it_breaks

if TYPE_CHECKING:
    import ssl

os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")  # .local names, hosts files and docker names keep working
os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")  # psycopg's own C wait would stop every greenlet

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    import eventlet
    import eventlet.event
    import eventlet.queue
    import eventlet.tpool
    import eventlet.wsgi
    from eventlet.hubs import get_hub

    from app.engine.doorway import DOORWAY
    from app.engine.fast.files import Again, Known
    from app.engine.fast.seats import pool

KEEPALIVE_S = 15
SOCKET_TIMEOUT_S = 60
NATIVE_THREADS = 4


class _Result:
    def __init__(self) -> None:
        self._event = eventlet.event.Event()

    def set(self, value: Any) -> None:
        self._event.send(value)

    def fail(self, error: BaseException) -> None:
        self._event.send_exception(error)

    def wait(self, timeout: float | None = None) -> Any:
        with eventlet.Timeout(timeout, TimeoutError()):
            return self._event.wait()


class _Quiet(Again):
    """Lets those who are in the room go first. Keeps to itself what is no request at all: the log would hold the
    phone's address and what it sent."""

    _has_asked = False

    def setup(self) -> None:
        DOORWAY.wait()
        super().setup()

    def parse_request(self) -> bool:
        """One that was there when its line came in has waited already."""
        if self._has_asked or not DOORWAY.serves_me():
            DOORWAY.wait()
        self._has_asked = True
        return super().parse_request()

    def log_message(self, *_: Any) -> None:
        """Nothing."""


class EventletEngine(Engine):
    """Greenlets of eventlet."""

    mode = "eventlet"

    def patch(self) -> None:
        nothing_came_before(self.mode)
        eventlet.monkey_patch()
        eventlet.tpool.set_num_threads(NATIVE_THREADS)

    def _start(self, work: Callable[..., Any], *args: Any) -> None:
        eventlet.spawn_n(work, *args)

    def sleep(self, seconds: float) -> None:
        eventlet.sleep(seconds)

    def queue(self, maxsize: int = 0) -> Queue:
        queue: Queue = eventlet.queue.LightQueue(maxsize or None)  # its own 0 would mean: hand over, never hold
        return queue

    def lock(self) -> Lock:
        return threading.Lock()

    def result(self) -> Result:
        return _Result()

    def run_native(self, work: Callable[..., Any], *args: Any) -> Any:
        return eventlet.tpool.execute(work, *args)

    def hasten(self, server: Any, soon: Mapping[str, Soon] | None = None, most_unread: int | None = None) -> bool:
        return fast.wanted() and fast.hasten(server, soon or {}, most_unread)

    def serve(self, listener: socket.socket, wsgi: WSGIApp, max_size: int, tls: ssl.SSLContext | None = None) -> None:
        if fast.wanted():
            fast.take_short_turns()
            if fast.settle() and not tls:
                _Quiet.known = Known(get_hub().clock)
                wsgi = _Quiet.known.around(wsgi)
        eventlet.wsgi.server(
            PatientListener(listener, eventlet.sleep, get_hub().clock),
            wsgi,
            protocol=_encrypted(tls) if tls else _Quiet,
            custom_pool=pool(max_size),
            keepalive=KEEPALIVE_S,
            socket_timeout=SOCKET_TIMEOUT_S,
            log_output=False,
            debug=False,
        )


def _encrypted(tls: ssl.SSLContext) -> type:
    """The protocol of one line, which is wrapped in its own greenlet and not where all are accepted."""

    class Encrypted(_Quiet):
        def __init__(self, state: list[Any], server: Any) -> None:
            DOORWAY.wait()
            if line := secured(state[1], tls):
                line.settimeout(SOCKET_TIMEOUT_S)
                state[1] = line
                with until_it_breaks(line):
                    super().__init__(state, server)

        def get_environ(self) -> dict[str, Any]:
            environ: dict[str, Any] = super().get_environ()
            environ["wsgi.url_scheme"] = "https" if is_encrypted(self.connection) else "http"
            return environ

    return Encrypted


ENGINE = EventletEngine()
