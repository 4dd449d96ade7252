"""HTTP as a program speaks it that has no time to lose: one line kept open, requests written out by hand."""

from __future__ import annotations

import json
import socket
from typing import Any


def request(host: str, method: str, path: str, body: bytes = b"", headers: str = "") -> bytes:
    """The bytes of a request; `headers` ends each of its lines with CRLF."""
    head = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Line:
    """One connection. `begin` asks, `end` waits for the answer; in between the hall can be listened to."""

    def __init__(self, host: str, source: str = "127.0.0.1") -> None:
        self.host = host
        name, _, port = host.partition(":")
        self._socket = socket.create_connection((name, int(port)), 60, (source, 0))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._reader = self._socket.makefile("rb")

    def begin(self, request: bytes) -> None:
        self._socket.sendall(request)

    def end(self) -> tuple[int, dict[str, str], bytes]:
        """Status, headers in lower case, body."""
        status = int(self._reader.readline().split()[1])
        headers = {}
        while line := self._reader.readline().decode("latin-1").rstrip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        return status, headers, self._reader.read(int(headers.get("content-length", 0)))

    def json(self) -> Any:
        status, _, body = self.end()
        assert status < 300, body
        return json.loads(body)

    def close(self) -> None:
        self._reader.close()
        self._socket.close()
