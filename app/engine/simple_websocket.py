"""What the websockets of gevent and threads lack beside eventlet's: limits, whole frames, a certain end."""

from __future__ import annotations

import time
from typing import Any

MOST_UNHEARD = 64
"""Messages of one phone that may wait to be heard. Until then nothing more is read of it."""


def mend(driver: dict[str, Any]) -> None:
    """Mend the websocket class in engine.io's table of a driver. Mending twice does nothing."""
    if not hasattr(driver["websocket"], "mended"):
        driver["websocket"] = _mended(driver["websocket"])


def _mended(stock: type) -> type:
    class Mended(stock):
        mended = True

        def __init__(self, handler: Any, server: Any) -> None:
            def begin(line: Any) -> Any:
                line.ws.sock = _Line(line.ws.sock, line.ws)
                return handler(line)

            super().__init__(begin, server)
            self.server_args["max_message_size"] = int(server.max_http_buffer_size)

    return Mended


class _Line:
    """A socket that never sends a part of a frame: after that the phone would understand nothing more.

    Whoever waits for a message is told when it closes; the library may tell them a moment too early. It reads no
    faster than is heard: the library would keep all that one phone sends, and serve nobody else meanwhile.
    """

    def __init__(self, socket: Any, websocket: Any) -> None:
        self._socket, self._websocket = socket, websocket
        self.send = socket.sendall

    def recv(self, size: int) -> bytes:
        time.sleep(0)
        while self._websocket.connected and len(self._websocket.input_buffer) > MOST_UNHEARD:
            time.sleep(0.01)
        data: bytes = self._socket.recv(size)
        return data

    def close(self) -> None:
        self._socket.close()
        self._websocket.event.set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)
