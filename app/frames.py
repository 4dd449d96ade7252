"""What comes through a socket before anybody reads it: whoever sends what is no message at all, or more than anybody
reads or means, is let go, quietly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

PACKETS = frozenset("0123456")
"""What a frame may begin with: the kinds of packet of Engine.IO."""
BINARY = ("5", "6")
"""Packets of Socket.IO that announce bytes to come, as many as they like. Nothing here is said in bytes."""
OF_THE_LIBRARY = ("connect", "disconnect", "*")
"""Names under which the library itself calls our doors. As events of a phone they would let it in once more, or have it
counted as gone while it still listens."""
MOST_UNREAD = 64
"""Packets that may wait for a phone which keeps asking without reading. It comes back and gets one whole view."""


class Careful:
    """A websocket that ends at the first frame that is no packet; the library would leave such a phone half open.

    Between two frames everybody else has a turn: one whose frames never end would be the only one served.
    """

    def __init__(self, websocket: Any, breathe: Callable[[], Any]) -> None:
        self._websocket, self._breathe = websocket, breathe

    def wait(self) -> Any:
        """The next frame, or None at the end."""
        self._breathe()
        frame = self._websocket.wait()
        return frame if frame and isinstance(frame, str) and frame[0] in PACKETS else None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._websocket, name)


def watch(server: Any) -> None:
    """Let a Socket.IO server close the socket of whoever sends nonsense, malformed JSON included."""
    transport = server.eio
    drivers = transport._async
    if drivers["websocket"]:
        transport._async = {**drivers, "websocket": _careful(drivers, lambda: transport.sleep(0))}
    transport.handlers["message"] = _closing(transport, transport.handlers["message"])
    server._handle_event = _own_names(server._handle_event)


def _careful(drivers: Mapping[str, Any], breathe: Callable[[], Any]) -> Callable[..., Any]:
    """The driver is looked up at each connection, since an engine may mend it when it begins to serve."""
    return lambda handler, server: drivers["websocket"](lambda websocket: handler(Careful(websocket, breathe)), server)


def _own_names(handle: Callable[..., None]) -> Callable[..., None]:
    """Events are what people say; who comes and goes is said by the library alone."""

    def event(eio_sid: str, namespace: str | None, number: int | None, said: Any) -> None:
        if said[0] in OF_THE_LIBRARY:
            raise ValueError
        handle(eio_sid, namespace, number, said)

    return event


def _closing(transport: Any, read: Callable[[str, Any], Any]) -> Callable[[str, Any], None]:
    """Every door catches its own mistakes, so what still fails here was never a message."""

    def message(sid: str, frame: Any) -> None:
        try:
            _check(frame, unread=transport.sockets[sid].queue.qsize())
            read(sid, frame)
        except Exception:
            if socket := transport.sockets.get(sid):
                socket.close(wait=False)

    return message


def _check(frame: Any, unread: int) -> None:
    if not isinstance(frame, str) or frame.startswith(BINARY) or unread > MOST_UNREAD:
        raise ValueError
