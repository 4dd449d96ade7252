"""What the websockets of gevent and threads lack beside eventlet's: limits, whole frames, a certain end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def mend(driver: dict[str, Any]) -> None:
    """Mend the websocket class in engine.io's table of a driver. Mending twice does nothing."""
    if not hasattr(driver["websocket"], "mended"):
        driver["websocket"] = _mended(driver["websocket"])


def _mended(stock: type) -> type:
    class Mended(stock):
        mended = True

        def __init__(self, handler: Any, server: Any) -> None:
            def begin(line: Any) -> Any:
                line.ws.sock = _Line(line.ws.sock, over=line.ws.event.set)
                return handler(line)

            super().__init__(begin, server)
            self.server_args["max_message_size"] = int(server.max_http_buffer_size)

    return Mended


class _Line:
    """A socket that never sends a part of a frame: after that the phone would understand nothing more.

    Whoever waits for a message is told when it closes; the library may tell them a moment too early.
    """

    def __init__(self, socket: Any, over: Callable[[], Any]) -> None:
        self._socket, self._over = socket, over
        self.send = socket.sendall

    def close(self) -> None:
        self._socket.close()
        self._over()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)
