"""The listening socket, with what a hall full of phones needs: a long backlog, no delay, one owner of the port."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from typing import Any

from app.refusal import NoSuchAddress, PortDenied, PortInUse, Refusal

BACKLOG = 8192  # a hall that scans the code at once; the usual 50 would make phones wait for a retry
OUT_OF_ROOM = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM, errno.ECONNABORTED}
BREATH_S = 0.05
SLICE_S = 0.001
"""So long those who knock are let in before everybody else has a turn."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there, or a refusal that says what to type."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        _own(listener)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise _refusal(error, host, port) from None
    return listener


def _own(listener: socket.socket) -> None:
    """Never SO_REUSEPORT: a second start would succeed silently and split the room between two processes."""
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _refusal(error: OSError, host: str, port: int) -> Refusal:
    if error.errno == errno.EADDRINUSE:
        return PortInUse(
            f"Port {port} is already in use; perhaps Read the Room is running in another window.",
            f"Close that, or type: readtheroom --port {port + 1 if port < 65535 else 8000}",
        )
    if error.errno == errno.EACCES:
        return PortDenied(
            f"This user may not listen on port {port}; ports below 1024 are reserved.",
            "Type: readtheroom --port 8000",
        )
    return NoSuchAddress(
        f"This machine cannot listen on {host!r}.",
        "Type: readtheroom --host 0.0.0.0   (every network of this machine)",
    )


class PatientListener:
    """A listener that lets a crowd in by small portions. It waits when the machine is out of descriptors or memory,
    instead of ending the server."""

    def __init__(self, listener: socket.socket, sleep: Callable[[float], Any], now: Callable[[], float]) -> None:
        self._listener, self._sleep, self._now = listener, sleep, now
        self._until = now() + SLICE_S

    def accept(self) -> tuple[Any, Any]:
        if self._now() >= self._until:
            self._sleep(0)
            self._until = self._now() + SLICE_S
        while True:
            try:
                return self._listener.accept()
            except OSError as error:
                if error.errno not in OUT_OF_ROOM:
                    raise
                self._sleep(BREATH_S)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._listener, name)
