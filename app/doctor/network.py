"""The way from a phone to this machine: the address on the QR, whether it answers, and what may stand between."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from app.address import EVERYWHERE, adapters, find, is_tunnelled, lan_addresses, leads_out
from app.config import Config
from app.doctor.finding import Finding, bad, good, look
from app.doctor.port import PATIENCE_S, Door, is_ours
from app.engine.listener import listen
from app.refusal import Refusal

PROXIES = ("http_proxy", "https_proxy", "all_proxy")
JOIN_A_NETWORK = "Join the room's Wi-Fi, or switch on a hotspot, and ask again."
UFW = Path("/etc/ufw/ufw.conf")


def address(config: Config, port: int) -> Iterator[Finding]:
    """What stands on the QR, and why that."""
    ours, lan = find(config, port), lan_addresses()
    if not ours.reaches_phones:
        alone = "This machine is in no network that phones could join it in."
        closed = f"Only this machine itself reaches {ours.base}."
        yield bad(alone, JOIN_A_NETWORK) if not lan else bad(closed, "Leave --host out, or name the network's address.")
    elif ours.is_elsewhere:
        says = f"The QR leads to {ours.base}, and this machine has no such address."
        yield bad(says, f"Start with an address that it has: {', '.join(lan) or JOIN_A_NETWORK}")
    elif config.public_url or config.tls or config.host not in EVERYWHERE:
        yield good(f"Phones will open {ours.base}, as you have set it.")
    else:
        yield _chosen(ours.base, lan)
    if is_tunnelled():
        says = "A VPN seems to be on, and some cut a laptop off from the phones beside it."
        yield look(says, "If phones find nothing, switch it off for the session.")


def _chosen(base: str, lan: list[str]) -> Finding:
    names = adapters()
    says = f"Phones will open {base}, the address of {names[lan[0]]}."
    if len(lan) == 1:
        return good(says)
    why = "the internet is that way" if leads_out(lan[0]) else "it looks most like a room's network"
    others = ", ".join(f"{ip} ({names[ip]})" for ip in lan[1:])
    example = base.replace(lan[0], lan[1], 1)
    return look(f"{says} It was chosen because {why}; there is also {others}.", _choose(example))


def _choose(example: str) -> str:
    return f"If the phones are in that network, type: readtheroom serve --public-url {example}"


def answers(config: Config, door: Door) -> Iterator[Finding]:
    """Whether this machine answers at that address, and what it cannot know."""
    ours = find(config, door.port)
    if not ours.reaches_phones or not (door.free or door.ours):
        return
    if ours.proxied:
        yield look("What stands between phones and this machine cannot be seen from here.", _try(ours.base))
        return
    for ip in lan_addresses() if config.host in EVERYWHERE else [config.host]:
        yield good(f"This machine answers at {ip}.") if _answers(config, door, ip) else _silent(ip, door.port)
    yield look("Whether the Wi-Fi lets devices reach each other, only a phone can tell.", _try(ours.base))


def _try(base: str) -> str:
    return (
        f"Start the program, and open {base} on a phone that is in the room's Wi-Fi. If the venue's own page comes "
        "first, sign in there; if nothing comes, take a hotspot."
    )


def _silent(ip: str, port: int) -> Finding:
    says = f"This machine does not answer at {ip}, not even to itself."
    return bad(says, f"Let Python accept connections on port {port} in the firewall's settings.")


def _answers(config: Config, door: Door, ip: str) -> bool:
    """Asks the running server, or listens for a moment in its place."""
    if door.ours:
        return is_ours(f"{door.ours}://{ip}:{door.port}")
    try:
        with closing(listen(config.host, door.port)), closing(_connected(ip, door.port)):
            return True
    except (OSError, Refusal):
        return False


def _connected(ip: str, port: int) -> socket.socket:
    return socket.create_connection((ip, port), timeout=PATIENCE_S)


def firewall(port: int, ufw: Path = UFW) -> Iterator[Finding]:
    """Firewalls that can be seen without being an administrator."""
    if ufw.is_file() and "ENABLED=yes" in ufw.read_text(errors="replace"):
        yield look("A firewall (ufw) is on.", f"Let phones in: sudo ufw allow {port}/tcp")
    if _says("firewall-cmd", "--state", "running"):
        yield look("A firewall (firewalld) is on.", f"Let phones in: sudo firewall-cmd --add-port={port}/tcp")
    if _says("/usr/libexec/ApplicationFirewall/socketfilterfw", "--getglobalstate", "enabled"):
        yield look("The firewall of macOS is on.", "When it asks whether Python may accept connections, say yes.")


def _says(program: str, word: str, expected: str) -> bool:
    if not (found := shutil.which(program)):
        return False
    try:
        ran = subprocess.run([found, word], capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return expected in ran.stdout.lower().split("not ")[0]


def proxy(env: Mapping[str, str]) -> Iterator[Finding]:
    """A proxy would look for this machine's own pages elsewhere. Its address is not shown: it may hold a password."""
    told = {name.lower(): value for name, value in env.items() if value}
    named = [name.upper() for name in PROXIES if name in told]
    if not named:
        return
    own = ["127.0.0.1", "localhost", *lan_addresses()]
    spared = {name.strip().lower() for name in told.get("no_proxy", "").split(",")}
    if "*" in spared or set(own) <= spared:
        yield good("A proxy is set, and leaves this machine's own pages alone.")
    else:
        says = f"A proxy is set ({', '.join(named)}): a browser here may look for your console there."
        yield look(says, f"Set NO_PROXY={','.join(own)}")
