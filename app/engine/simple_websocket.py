"""What the websockets of gevent and threads lack beside eventlet's: a limit on messages, and sending them whole."""

from __future__ import annotations

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
                line.ws.sock = _Whole(line.ws.sock)
                return handler(line)

            super().__init__(begin, server)
            self.server_args["max_message_size"] = int(server.max_http_buffer_size)

    return Mended


class _Whole:
    """A socket that never sends a part of a frame: after that the phone would understand nothing more."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self.send = socket.sendall

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)
