"""The port: free, already ours, or somebody else's."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException
from ssl import CERT_NONE, PROTOCOL_TLS_CLIENT, SSLContext
from urllib.request import HTTPSHandler, ProxyHandler, Request, build_opener

from app.address import find
from app.config import Config
from app.doctor.finding import Finding, bad, good
from app.engine.listener import listen
from app.refusal import PortInUse, Refusal

PATIENCE_S = 3.0


@dataclass(frozen=True, slots=True)
class Door:
    """The port that phones would come to, whether we may listen there, and whether we already do."""

    port: int
    finding: Finding
    free: bool = False
    ours: str = ""
    """The scheme that it speaks there, if it is ours: perhaps it was started with a certificate."""


def door(config: Config) -> Door:
    """Try it, as the server would."""
    try:
        with closing(listen(config.host, config.port)) as listener:
            port = listener.getsockname()[1]
    except PortInUse as refusal:
        return _taken(config, refusal)
    except Refusal as refusal:
        return Door(config.port, bad(refusal.says, refusal.try_this))
    return Door(port, good(f"Port {port} is free."), free=True)


def _taken(config: Config, refusal: Refusal) -> Door:
    inside = find(config, config.port).inside.partition("://")[2]
    if scheme := next((scheme for scheme in ("https", "http") if is_ours(f"{scheme}://{inside}")), ""):
        return Door(config.port, good(f"Read the Room is running on port {config.port} already."), ours=scheme)
    says = f"Port {config.port} belongs to another program."
    return Door(config.port, bad(says, refusal.try_this.replace("Close that, or type", "Close it, or type")))


def is_ours(url: str) -> bool:
    """Whether Read the Room answers there."""
    anyone = SSLContext(PROTOCOL_TLS_CLIENT)
    anyone.check_hostname, anyone.verify_mode = False, CERT_NONE
    direct = build_opener(ProxyHandler({}), HTTPSHandler(context=anyone))
    try:
        with direct.open(Request(f"{url}/healthz"), timeout=PATIENCE_S) as reply:
            careful = "trusted-types app" in reply.headers.get("Content-Security-Policy", "")
            return careful and json.load(reply) == {"ok": True}
    except (OSError, ValueError, HTTPException):
        return False
