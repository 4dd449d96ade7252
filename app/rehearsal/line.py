"""A simulated phone's line to the server: the same two doors that a real phone uses."""

from __future__ import annotations

from queue import Empty, SimpleQueue
from typing import Any

import socketio
from socketio.exceptions import SocketIOError

from app.rehearsal.remote import Refused, Remote

PATIENCE_S = 5.0
NO_REPLY = {"ok": False, "code": "no.reply"}

News = tuple[str, Any]
"""What came over the line: "view" with what is to be seen, or "lost"."""


class Line:
    """Joins, listens, says. Whatever is heard comes out of `news`, in order."""

    def __init__(self, server: Remote) -> None:
        self.news: SimpleQueue[News] = SimpleQueue()
        self._server = server
        self._token = ""
        self._socket: socketio.Client | None = None
        self._refusal: Any = None
        self._reply: SimpleQueue[Any] = SimpleQueue()

    @property
    def is_open(self) -> bool:
        return self._socket is not None

    def join(self, code: str) -> None:
        """Get in by the code, as the page's Join button does. Raises Refused, or OSError when nobody is there."""
        self._token = self._server.post("/api/join", {"code": code})["token"]

    def connect(self) -> None:
        """Open the socket, with the same token each time. Raises Refused, or OSError when nobody is there."""
        socket = socketio.Client(reconnection=False, handle_sigint=False, ssl_verify=False)
        socket.on("view", lambda view: self.news.put(("view", view)))
        socket.on("connect_error", self._refused)
        socket.on("disconnect", lambda *reason: self._lost(socket))
        self._refusal, self._socket = None, socket
        try:
            socket.connect(self._server.url, auth={"token": self._token}, transports=["websocket"], wait_timeout=5)
        except (SocketIOError, OSError) as error:
            self._socket = None
            raise self._why(error) from None

    def say(self, name: str, message: dict[str, Any]) -> dict[str, Any]:
        """Say something and return the reply; one with the code no.reply when there was none."""
        socket, self._reply = self._socket, SimpleQueue()
        if socket is None:
            return NO_REPLY
        try:
            socket.emit(name, message, callback=self._reply.put)
            reply = self._reply.get(timeout=PATIENCE_S)
        except (SocketIOError, OSError, Empty):
            return NO_REPLY
        return reply if isinstance(reply, dict) else NO_REPLY

    def drop(self) -> None:
        """Lose the line; nothing else is forgotten."""
        socket, self._socket = self._socket, None
        if socket is not None:
            socket.disconnect()

    def _lost(self, socket: socketio.Client) -> None:
        if socket is self._socket:
            self._socket = None
            self._reply.put(NO_REPLY)
            self.news.put(("lost", None))

    def _refused(self, said: Any) -> None:
        self._refusal = said

    def _why(self, error: Exception) -> Exception:
        facts = self._refusal.get("data") if isinstance(self._refusal, dict) else None
        if isinstance(facts, dict):
            return Refused(str(facts.get("code")), str(facts.get("says")), facts.get("retry_after"))
        return ConnectionError(str(error))
