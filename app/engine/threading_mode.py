"""The plainest engine: one thread a connection. For small rooms, and to show that nothing depends on greenlets."""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.engine import Engine, Lock, Queue, Result, WSGIApp
from app.engine.simple_websocket import mend

if TYPE_CHECKING:
    import ssl

    from werkzeug.serving import BaseWSGIServer

SOCKET_TIMEOUT_S = 60


class _Result:
    def __init__(self) -> None:
        self._known = threading.Event()
        self._value: Any = None
        self._error: BaseException | None = None

    def set(self, value: Any) -> None:
        self._value = value
        self._known.set()

    def fail(self, error: BaseException) -> None:
        self._error = error
        self._known.set()

    def wait(self, timeout: float | None = None) -> Any:
        if not self._known.wait(timeout):
            raise TimeoutError
        if self._error:
            raise self._error
        return self._value


class ThreadingEngine(Engine):
    """Threads of the operating system."""

    mode = "threading"

    def patch(self) -> None:
        """The standard library already cooperates, whatever was loaded before."""

    def _start(self, work: Callable[..., Any], *args: Any) -> None:
        threading.Thread(target=work, args=args, daemon=True).start()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def queue(self, maxsize: int = 0) -> Queue:
        return queue.Queue(maxsize)

    def lock(self) -> Lock:
        return threading.Lock()

    def result(self) -> Result:
        return _Result()

    def run_native(self, work: Callable[..., Any], *args: Any) -> Any:
        return work(*args)

    def serve(self, listener: socket.socket, wsgi: WSGIApp, max_size: int, tls: ssl.SSLContext | None = None) -> None:
        """Without TLS, which the settings refuse: two threads may not read and write one encrypted line at once."""
        from engineio.async_drivers.threading import _async as driver

        mend(driver)
        _server(listener, wsgi, max_size).serve_forever()


def _server(listener: socket.socket, wsgi: WSGIApp, max_size: int) -> BaseWSGIServer:
    """Werkzeug is imported here, since it may not be loaded before an engine patches."""
    from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

    class Handler(WSGIRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = SOCKET_TIMEOUT_S

        def log(self, *_: Any, **__: Any) -> None:
            """An access log would hold the phones' addresses."""

    class Server(ThreadedWSGIServer):
        daemon_threads = True
        free = threading.BoundedSemaphore(max_size)

        def process_request(self, request: Any, client_address: Any) -> None:
            self.free.acquire()
            super().process_request(request, client_address)

        def process_request_thread(self, request: Any, client_address: Any) -> None:
            try:
                super().process_request_thread(request, client_address)
            finally:
                self.free.release()

    host, port = listener.getsockname()[:2]
    return Server(host, port, wsgi, handler=Handler, fd=listener.fileno())


ENGINE = ThreadingEngine()
