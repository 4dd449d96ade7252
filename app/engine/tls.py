"""Encrypted lines: TLS 1.2 or newer, and each handshake in its own turn, so that a slow one keeps nobody waiting."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

HANDSHAKE_S = 15
FIRST_BYTE = b"\x16"
"""How every TLS handshake begins, and no HTTP request."""


def context(certificate: Path, key: Path) -> ssl.SSLContext:
    """What lines are wrapped with. A locked key fails; the usual library would ask for a password at the terminal."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.options |= ssl.OP_NO_RENEGOTIATION
    made.load_cert_chain(certificate, key, password=lambda: "")
    return made


def secured(line: Any, tls: ssl.SSLContext) -> Any:
    """The line, encrypted. One that begins in plain text stays as it is, to be sent on; None where nothing came."""
    line.settimeout(HANDSHAKE_S)
    try:
        if line.recv(1, socket.MSG_PEEK) != FIRST_BYTE:
            return line
        line = tls.wrap_socket(line, server_side=True, do_handshake_on_connect=False)
        line.settimeout(HANDSHAKE_S)
        line.do_handshake()
    except OSError as error:  # a phone that went away, is silent, or does not like the certificate
        error.__traceback__ = None  # the frames in it would hold the error, and the line with them
        line.close()
        return None
    return line


@contextmanager
def until_it_breaks(line: Any) -> Iterator[None]:
    """Use the line; one that is cut in the middle of an encrypted record ends like any other, and is closed."""
    with closing(line), suppress(ssl.SSLError):
        yield


def is_encrypted(line: Any) -> bool:
    return isinstance(line, ssl.SSLSocket)
