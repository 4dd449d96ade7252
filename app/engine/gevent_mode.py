"""The second engine: gevent's greenlets and its WSGI server. The same promises as eventlet's."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import gevent
import gevent.event
import gevent.monkey
import gevent.pool
import gevent.pywsgi
import gevent.queue

from app.engine import Engine, Lock, Queue, Result, WSGIApp, in_turn, nothing_came_before
from app.engine.simple_websocket import mend

if TYPE_CHECKING:
    import ssl

KEEPALIVE_S = 15
SOCKET_TIMEOUT_S = 60


class _Result:
    def __init__(self) -> None:
        self._event = gevent.event.AsyncResult()

    def set(self, value: Any) -> None:
        self._event.set(value)

    def fail(self, error: BaseException) -> None:
        self._event.set_exception(error)

    def wait(self, timeout: float | None = None) -> Any:
        with gevent.Timeout(timeout, TimeoutError()):
            return self._event.get()


class _Handler(gevent.pywsgi.WSGIHandler):
    """Lets go of connections that stay silent, and of those that were a websocket."""

    def handle(self) -> None:
        self.socket.settimeout(SOCKET_TIMEOUT_S)
        super().handle()

    def read_requestline(self) -> Any:
        with gevent.Timeout(KEEPALIVE_S, False):
            return super().read_requestline()
        return ""

    def handle_one_response(self) -> None:
        super().handle_one_response()
        if "HTTP_UPGRADE" in self.environ:
            self.close_connection = True

    def log_error(self, msg: str, *args: Any) -> None:
        """Its message would hold the phone's address and what it sent."""


class GeventEngine(Engine):
    """Greenlets of gevent."""

    mode = "gevent"

    def patch(self) -> None:
        nothing_came_before(self.mode)
        gevent.monkey.patch_all()

    def _start(self, work: Callable[..., Any], *args: Any) -> None:
        gevent.spawn(work, *args)

    def sleep(self, seconds: float) -> None:
        gevent.sleep(seconds)

    def queue(self, maxsize: int = 0) -> Queue:
        queue: Queue = gevent.queue.Queue(maxsize or None)
        return queue

    def lock(self) -> Lock:
        return threading.Lock()

    def result(self) -> Result:
        return _Result()

    def run_native(self, work: Callable[..., Any], *args: Any) -> Any:
        return gevent.get_hub().threadpool.apply(work, args)

    def serve(self, listener: socket.socket, wsgi: WSGIApp, max_size: int, tls: ssl.SSLContext | None = None) -> None:
        """Without TLS, which the settings refuse: its websockets let several write to one encrypted line at once."""
        from engineio.async_drivers.gevent import _async as driver

        mend(driver)
        pool = gevent.pool.Pool(max_size)
        answer = in_turn(wsgi, gevent.sleep)
        gevent.pywsgi.WSGIServer(listener, answer, spawn=pool, log=None, handler_class=_Handler).serve_forever()


ENGINE = GeventEngine()
