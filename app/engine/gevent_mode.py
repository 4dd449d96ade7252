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
from app.engine.tls import BROKEN, is_encrypted, secured, until_it_breaks

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

    ignored_socket_errors = (*gevent.pywsgi.WSGIHandler.ignored_socket_errors, *BROKEN)

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

    def get_environ(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environ()
        environ["wsgi.url_scheme"] = "https" if is_encrypted(self.socket) else "http"
        return environ

    def log_error(self, msg: str, *args: Any) -> None:
        """Its message would hold the phone's address and what it sent."""


class _Server(gevent.pywsgi.WSGIServer):
    """Wraps each line in its own greenlet and not where all are accepted."""

    tls: ssl.SSLContext | None = None

    def handle(self, sock: Any, address: Any) -> None:
        line = secured(sock, self.tls) if self.tls else sock
        if line is not None:
            with until_it_breaks(line):
                super().handle(line, address)


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
        from engineio.async_drivers.gevent import _async as driver

        mend(driver)
        pool = gevent.pool.Pool(max_size)
        answer = in_turn(wsgi, gevent.sleep)
        server = _Server(listener, answer, spawn=pool, log=None, handler_class=_Handler)
        server.tls = tls
        server.serve_forever()


ENGINE = GeventEngine()
