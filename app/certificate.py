"""A certificate of one's own: read and judged before the server starts, so that no phone finds out first."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.refusal import BadCertificate, BadSetting

if TYPE_CHECKING:
    from cryptography.x509 import Certificate as X509

    from app.world import World

LARGEST = 1024 * 1024
BOTH_FILES = "Give both files, for example: readtheroom serve --tls fullchain.pem privkey.pem"
ASK_FOR_ONE = "Ask whoever made it for one with the name that phones will open, as a “subject alternative name”."


@dataclass(frozen=True, slots=True)
class Certificate:
    """The files, the names that the certificate is good for, and until when (seconds since 1970)."""

    file: Path
    key: Path
    names: tuple[str, ...]
    until: float
    alone: bool = False
    """Whether somebody else signed it and the file does not say who: phones may then not trust it."""

    @property
    def for_phones(self) -> tuple[str, ...]:
        """The names that a phone can open: none with a star, and none that means whoever asks."""
        return tuple(name for name in self.names if "*" not in name and not _is_loopback(name))

    def covers(self, host: str) -> bool:
        """Whether a browser that asks for this name accepts it; a star stands for one word, the first."""
        return host in self.names or (not is_ip(host) and f"*.{host.partition('.')[2]}" in self.names)


def read(file: str, key: str, world: World) -> Certificate | None:
    """The certificate in these two files; None when neither is named. Refuses what no browser would accept."""
    if not file and not key:
        return None
    if not file or not key:
        raise BadSetting("A certificate comes with its key, and one of the two is missing.", BOTH_FILES)
    paths = Path(file).expanduser().absolute(), Path(key).expanduser().absolute()
    chain = _chain(paths[0])
    _fits(chain[0], _private_key(paths[1]), *paths)
    _in_time(chain[0], paths[0], world)
    _loads(*paths)
    leaf = chain[0]
    alone = len(chain) == 1 and leaf.issuer != leaf.subject
    return Certificate(*paths, _names(leaf, paths[0]), leaf.not_valid_after_utc.timestamp(), alone)


def _chain(file: Path) -> list[X509]:
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(_bytes(file))
    except ValueError:
        raise BadCertificate(
            f"The file {file} holds no certificate that can be read (PEM, it begins with -----BEGIN CERTIFICATE-----).",
            BOTH_FILES,
        ) from None


def _private_key(file: Path) -> Any:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        return load_pem_private_key(_bytes(file), None)
    except TypeError:
        raise BadCertificate(
            f"The key in {file} is locked with a password, and nobody can be asked for it.",
            f"Unlock a copy, with: openssl pkey -in {file} -out unlocked.pem",
        ) from None
    except (ValueError, UnsupportedAlgorithm):
        raise BadCertificate(
            f"The file {file} holds no key that can be read (PEM, it begins with -----BEGIN PRIVATE KEY-----).",
            BOTH_FILES,
        ) from None


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST)
    except OSError as error:
        reason = (error.strerror or "it is not usable").lower()
        raise BadCertificate(f"The file {file} cannot be read: {reason}.", BOTH_FILES) from None


def _fits(leaf: X509, key: Any, file: Path, key_file: Path) -> None:
    if leaf.public_key() != key.public_key():
        raise BadCertificate(
            f"The key in {key_file} is not the one of the first certificate in {file}.",
            "Name the two files that were made together, the certificate first.",
        )


def _in_time(leaf: X509, file: Path, world: World) -> None:
    now, today = world.now(), world.today()
    if leaf.not_valid_after_utc.timestamp() <= now:
        raise BadCertificate(
            f"The certificate in {file} ended on {leaf.not_valid_after_utc:%Y-%m-%d}, so no phone would accept it.",
            f"Renew it, or start without --tls. This machine believes that today is {today}.",
        )
    if leaf.not_valid_before_utc.timestamp() > now:
        raise BadCertificate(
            f"The certificate in {file} begins only on {leaf.not_valid_before_utc:%Y-%m-%d}.",
            f"Look at this machine's clock: it believes that today is {today}.",
        )


def _names(leaf: X509, file: Path) -> tuple[str, ...]:
    from cryptography.x509 import DNSName, ExtensionNotFound, IPAddress, SubjectAlternativeName

    try:
        said = leaf.extensions.get_extension_for_class(SubjectAlternativeName).value
    except ExtensionNotFound:
        raise BadCertificate(f"The certificate in {file} names no address.", ASK_FOR_ONE) from None
    names = [name.lower() for name in said.get_values_for_type(DNSName)]
    names += [str(ip) for ip in said.get_values_for_type(IPAddress)]
    if not names:
        raise BadCertificate(f"The certificate in {file} names no address.", ASK_FOR_ONE)
    return tuple(dict.fromkeys(names))


def _loads(file: Path, key: Path) -> None:
    """The library that will speak has the last word, for example on keys that are too short."""
    from ssl import SSLError

    from app.engine.tls import context

    try:
        context(file, key)
    except SSLError as error:
        reason = (error.reason or "it is not usable").lower().replace("_", " ")
        raise BadCertificate(f"The certificate in {file} cannot be used: {reason}.", BOTH_FILES) from None


def _is_loopback(name: str) -> bool:
    return name == "localhost" or (is_ip(name) and ipaddress.ip_address(name).is_loopback)


def is_ip(text: str) -> bool:
    """Whether that is an address and no name."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
