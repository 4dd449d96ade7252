"""Where this machine is reached: the address on the QR, and the only hosts and origins that are answered."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from app.certificate import Certificate, is_ip
from app.config import Config

VIRTUAL = tuple(
    "lo docker br- veth virbr lxc lxd cni flannel podman vmnet vboxnet VMware VirtualBox Hyper-V vEthernet "
    "tun tap utun wg tailscale zt awdl llw".split()
)
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = {"", "0.0.0.0", "::"}
USUAL_PORT = {"http": 80, "https": 443}
FORWARDED = "readtheroom.forwarded"


@dataclass(frozen=True, slots=True)
class Address:
    """The address phones use, and everything that counts as ours. Never built from what a request says."""

    base: str
    here: str
    hosts: frozenset[str]
    origins: tuple[str, ...]
    machine: frozenset[str]
    proxied: bool = False
    only_https: bool = False
    lasting: bool = False
    """It has a name that will still lead here in months: only then can a link be given for later."""

    def __post_init__(self) -> None:
        if not self.origins or "*" in self.origins or not self.hosts:
            raise ValueError("The list of our own addresses must name each of them.")

    @property
    def host(self) -> str:
        """The address as people read it: without the scheme."""
        return self.base.partition("://")[2]

    @property
    def public_hosts(self) -> frozenset[str]:
        return frozenset(origin.partition("://")[2] for origin in _spellings(self.base))

    @property
    def encrypted(self) -> bool:
        return self.base.startswith("https://")

    @property
    def inside(self) -> str:
        """The address by which a process of this machine gets here without asking for a name."""
        parts = urlsplit(self.here)
        numeric = f"127.0.0.1:{parts.port or USUAL_PORT[parts.scheme]}"
        return f"{parts.scheme}://{numeric}" if numeric in self.hosts else self.here

    @property
    def reaches_phones(self) -> bool:
        """Whether a phone can get here at all: not when the address is this machine's own loopback."""
        return not _is_loopback_name(urlsplit(self.base).hostname or "")

    @property
    def is_elsewhere(self) -> bool:
        """Whether phones are told a number of a local network that this machine does not have, or no longer. What a
        proxy has is its own affair."""
        name = urlsplit(self.base).hostname or ""
        return self.reaches_phones and not self.proxied and is_ip(name) and is_private(name) and name not in adapters()

    def is_loopback(self, environ: Mapping[str, Any]) -> bool:
        """Whether the request comes from this very machine and nothing stands in between."""
        if self.proxied or environ.get(FORWARDED):
            return False
        return plain_ip(environ.get("REMOTE_ADDR", "")) in self.machine


def find(config: Config, port: int) -> Address:
    """Where we are reached on that port: by the public address if there is one, else on the local network."""
    scheme, heard = "https" if config.tls else "http", _names_heard(config.host, config.tls)
    origins = [origin for name in heard for origin in _spellings(f"{scheme}://{_bracketed(name)}:{port}")]
    here = _own_browser(config.host, config.tls)
    if config.public_url:
        origins += _spellings(config.public_url)
    return Address(
        base=config.public_url or _spellings(f"{scheme}://{_bracketed(heard[0])}:{port}")[-1],
        here=_spellings(f"{scheme}://{_bracketed(here)}:{port}")[-1],
        hosts=frozenset(origin.partition("://")[2] for origin in origins),
        origins=tuple(dict.fromkeys(origins)),
        machine=frozenset({"127.0.0.1", "::1", plain_ip(_own_browser(config.host)), *_seen_as(config)}),
        proxied=_is_proxied(config, port),
        only_https=config.tls is not None,
        lasting=config.public_url is not None and not is_ip(urlsplit(config.public_url).hostname or ""),
    )


def plain_ip(text: str) -> str:
    """An address without the mapping that a two-family listener puts around IPv4; loopback in its usual form."""
    try:
        ip = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return text
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ("127.0.0.1" if ip.version == 4 else "::1") if ip.is_loopback else str(ip)


def is_private(text: str) -> bool:
    """Whether that is an address of a local network or of this machine, as a proxy's is."""
    try:
        return ipaddress.ip_address(plain_ip(text)).is_private
    except ValueError:
        return False


def lan_addresses() -> list[str]:
    """IPv4 addresses of real networks, the likeliest first; virtual, loopback and link-local ones left out."""
    found = (ip for ip, adapter in adapters().items() if not adapter.startswith(VIRTUAL))
    return sorted(found, key=_likelihood(way_out()))


def leads_out(ip: str) -> bool:
    """Whether the way to the internet begins at this address of ours."""
    return ip == way_out()


def is_tunnelled() -> bool:
    """Whether the way out leads through a VPN or the like."""
    return adapters().get(way_out(), "").startswith(VIRTUAL)


def adapters() -> dict[str, str]:
    """Every IPv4 address of this machine that others could reach, with the name of its adapter, virtual ones too."""
    import ifaddr

    return {
        str(ip.ip): next(
            (name for name in (adapter.name, adapter.nice_name) if name.startswith(VIRTUAL)), adapter.nice_name
        )
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if ip.is_IPv4 and _reachable(str(ip.ip))
    }


def _names_heard(host: str, tls: Certificate | None = None) -> list[str]:
    """Every name this machine answers to on that host, the one for phones first."""
    if host in EVERYWHERE:
        lan = lan_addresses()
        return list(dict.fromkeys([*_certified(tls, lan), *lan, *LOOPBACK_NAMES]))
    if _is_loopback_name(host):
        return list(dict.fromkeys([host, *LOOPBACK_NAMES]))
    return list(dict.fromkeys([*_certified(tls, [host]), host]))


def _certified(tls: Certificate | None, lan: list[str]) -> list[str]:
    """The one name of the certificate that phones are told: a word, else an address, this machine's own if it is there.

    Empty where it has none for phones; settings then want a public address.
    """
    return sorted(tls.for_phones if tls else (), key=lambda name: (is_ip(name), name not in lan))[:1]


def _own_browser(host: str, tls: Certificate | None = None) -> str:
    """The name by which this machine's own browser gets here; with a certificate, one that it is good for."""
    if host not in EVERYWHERE and not _is_loopback_name(host):
        return next(iter(_certified(tls, [host])), host)
    own = [name for name in ("127.0.0.1", "localhost") if tls is None or tls.covers(name)]
    usual = "127.0.0.1" if host in EVERYWHERE or host == "localhost" else host
    return usual if tls is None else next(iter([*own, *_certified(tls, [])]), usual)


def _seen_as(config: Config) -> list[str]:
    """By a name of a certificate, this machine reaches itself over the network, and is seen with its address there."""
    return lan_addresses() if config.tls and config.host in EVERYWHERE else []


def _is_loopback_name(host: str) -> bool:
    return host == "localhost" or plain_ip(host) in {"127.0.0.1", "::1"}


def _spellings(url: str) -> list[str]:
    """The same address with and without its usual port: browsers leave it out, other programs may not."""
    parts = urlsplit(url)
    name, port = _bracketed(parts.hostname or ""), parts.port or USUAL_PORT[parts.scheme]
    full = f"{parts.scheme}://{name}:{port}"
    return [full, f"{parts.scheme}://{name}"] if port == USUAL_PORT[parts.scheme] else [full]


def _bracketed(name: str) -> str:
    return f"[{name}]" if ":" in name and not name.startswith("[") else name


def _is_proxied(config: Config, port: int) -> bool:
    """A public address that is not this very port means that something stands in between."""
    if not config.public_url:
        return False
    parts = urlsplit(config.public_url)
    spoken = "https" if config.tls else "http"
    return parts.scheme != spoken or (parts.port or USUAL_PORT[spoken]) != port


def _reachable(text: str) -> bool:
    ip = ipaddress.ip_address(text)
    return not (ip.is_loopback or ip.is_link_local or ip.is_unspecified or ip.is_multicast)


def _likelihood(route: str) -> Any:
    """The network that leads on comes first, then home and office ranges in the order they are usual."""
    usual = ("192.168.", "10.", "172.")
    return lambda ip: (ip != route, next((rank for rank, head in enumerate(usual) if ip.startswith(head)), len(usual)))


def way_out() -> str:
    """Our address on the way out. Connecting a datagram socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.1", 9))
        except OSError:
            return ""
        return str(probe.getsockname()[0])
