"""A Socket.IO client that keeps every frame it is sent, as it came and in the order it came."""

from __future__ import annotations

import json
from typing import Any

import engineio
import socketio


def spoken(frame: str) -> str:
    """A frame as plain words: without the packet's number, and with its letters instead of their escapes."""
    body = frame.lstrip("0123456789")
    return json.dumps(json.loads(body), ensure_ascii=False) if body.startswith(("[", "{")) else body


class _InOrder(engineio.Client):
    """The library hands each message to a thread of its own, and so loses their order; here they wait their turn."""

    def _trigger_event(self, event: str, *args: Any, **kwargs: Any) -> Any:
        return super()._trigger_event(event, *args, **{**kwargs, "run_async": False})


class Line(socketio.Client):
    """One connection. `frames` is everything that came through it, as text."""

    def __init__(self) -> None:
        super().__init__(reconnection=False)
        self.frames: list[str] = []

    def cut(self) -> None:
        """The connection breaks, without a goodbye."""
        socket = getattr(self.eio, "ws", None)
        if socket is not None and socket.sock is not None:
            socket.shutdown()
        else:
            self.eio.disconnect(abort=True)

    def _engineio_client_class(self) -> type[engineio.Client]:
        return _InOrder

    def _handle_eio_message(self, data: Any) -> None:
        self.frames.append(data if isinstance(data, str) else repr(data))
        super()._handle_eio_message(data)
