"""Phones that come in and never read again."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager

from bench.frames import masked
from tests.cast import Evening
from tests.faults.line import UPGRADE


@contextmanager
def deaf_line(room: Evening) -> Iterator[socket.socket]:
    """A phone that comes in over the smallest of lines, and never reads again."""
    host = room.house.url.partition("://")[2]
    token = room.phone("ben").asks_to_join().json()["token"]
    with closing(socket.socket()) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        line.connect(("127.0.0.1", int(host.rpartition(":")[2])))
        line.sendall(UPGRADE.format(host=host).encode())
        assert b" 101 " in line.recv(64)
        line.sendall(masked(f'40{{"token":"{token}"}}'.encode()))
        yield line
