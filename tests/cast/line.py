"""A Socket.IO client that keeps every frame it is sent, as it came and in the order it came."""

from __future__ import annotations

import json
from functools import partial
from socket import SHUT_RDWR
from threading import current_thread
from typing import Any

import engineio
import socketio

GOODBYE_S = 0.2


def spoken(frame: str) -> str:
    """A frame as plain words: without the packet's number, and with its letters instead of their escapes."""
    body = frame.lstrip("0123456789")
    return json.dumps(json.loads(body), ensure_ascii=False) if body.startswith(("[", "{")) else body


class _InOrder(engineio.Client):
    """The library hands each message to a thread of its own, and so loses their order; here they wait their turn."""

    def _trigger_event(self, event: str, *args: Any, **kwargs: Any) -> Any:
        return super()._trigger_event(event, *args, **{**kwargs, "run_async": False})

    def disconnect(self, abort: bool = False, reason: Any = None) -> None:
        """Also when it is the server who wants it: the thread that reads cannot wait for its own end. Nor does anybody
        wait long for the websocket's own goodbye, which the engine on threads never says."""
        if websocket := getattr(self, "ws", None):
            websocket.close = partial(websocket.close, timeout=GOODBYE_S)
        super().disconnect(abort or current_thread() is self.read_loop_task, reason)


class Line(socketio.Client):
    """One connection. `frames` is everything that came through it, as text."""

    def __init__(self) -> None:
        super().__init__(reconnection=False)
        self.frames: list[str] = []

    def cut(self) -> None:
        """The network is gone: the connection breaks, without a goodbye."""
        self.eio.ws.sock.shutdown(SHUT_RDWR)

    def hang_up(self) -> None:
        """Say goodbye if there is still somebody to say it to, and leave no socket behind."""
        if self.connected:
            self.disconnect()
        if websocket := getattr(self.eio, "ws", None):
            websocket.shutdown()

    def _engineio_client_class(self) -> type[engineio.Client]:
        return _InOrder

    def _handle_eio_message(self, data: Any) -> None:
        self.frames.append(data if isinstance(data, str) else repr(data))
        super()._handle_eio_message(data)
