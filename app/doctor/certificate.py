"""The certificate, and whether the name that phones will open leads here."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterator
from urllib.parse import urlsplit

from app.address import adapters, find
from app.certificate import Certificate, is_ip
from app.config import Config
from app.doctor.finding import Finding, bad, good, look
from app.world import World

SOON_DAYS = 14
DAY_S = 24 * 3600


def findings(config: Config, port: int, world: World) -> Iterator[Finding]:
    """Settings have refused what no phone would accept; this is about tomorrow, and about the way."""
    if config.tls:
        yield _lasts(config.tls, world)
        yield from _papers(config.tls)
    ours = find(config, port)
    name = urlsplit(ours.base).hostname or ""
    if ours.reaches_phones and not ours.proxied and not is_ip(name):
        yield leads_here(name)


def _lasts(tls: Certificate, world: World) -> Finding:
    days = int((tls.until - world.now()) // DAY_S)
    left = f"The certificate for {tls.names[0]} is good for {days} more day{'' if days == 1 else 's'}."
    return good(left) if days >= SOON_DAYS else look(left, "Renew it before the talk.")


def _papers(tls: Certificate) -> Iterator[Finding]:
    if tls.alone:
        says = "The certificate's file does not say who signed it, and some phones will not trust it."
        yield look(says, "Use the file with the whole chain, often called fullchain.pem.")
    if os.name == "posix" and tls.key.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        yield look("Others on this machine can read the certificate's key.", f"Type: chmod 600 {tls.key}")


def leads_here(name: str) -> Finding:
    """Whether that name is known in this network, and means this machine."""
    try:
        found = {str(facts[4][0]) for facts in socket.getaddrinfo(name, None, socket.AF_INET)}
    except OSError:
        return bad(f"Nobody here knows the name {name}, so phones will not find it.", "Look at the DNS of your domain.")
    if found & set(adapters()):
        return good(f"The name {name} leads to this machine.")
    says = f"The name {name} leads to {', '.join(sorted(found))}, which is not this machine."
    return bad(says, f"Let it lead to {next(iter(adapters()), 'the address of this machine')}, or start without it.")
