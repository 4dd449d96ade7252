"""What comes through a socket before anybody reads it: whoever sends what is no message at all is let go, quietly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PACKETS = frozenset("0123456")
"""What a frame may begin with: the kinds of packet of Engine.IO."""


class Careful:
    """A websocket that ends at the first frame that is no packet; the library would leave such a phone half open."""

    def __init__(self, websocket: Any) -> None:
        self._websocket = websocket

    def wait(self) -> Any:
        """The next frame, or None at the end."""
        frame = self._websocket.wait()
        return frame if isinstance(frame, bytes) or (frame and frame[0] in PACKETS) else None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._websocket, name)


def watch(server: Any) -> None:
    """Let a Socket.IO server close the socket of whoever sends nonsense, malformed JSON included."""
    transport = server.eio
    if driver := transport._async["websocket"]:
        transport._async = {**transport._async, "websocket": _careful(driver)}
    transport.handlers["message"] = _closing(transport, transport.handlers["message"])


def _careful(driver: Callable[..., Any]) -> Callable[..., Any]:
    return lambda handler, server: driver(lambda websocket: handler(Careful(websocket)), server)


def _closing(transport: Any, read: Callable[[str, Any], Any]) -> Callable[[str, Any], None]:
    """Every door catches its own mistakes, so what still fails here was never a message."""

    def message(sid: str, frame: Any) -> None:
        try:
            read(sid, frame)
        except Exception:
            if socket := transport.sockets.get(sid):
                socket.close(wait=False)

    return message
