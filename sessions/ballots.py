"""Sealing and opening answers. A ballot names no one: its pseudonym lives and dies with one link group's key.

HMAC-SHA256 makes the pseudonym, AES-256-GCM seals the answer; what is sealed is padded, so that its length says
nothing. Once the key is destroyed, neither can be computed again by anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

KEY_BYTES, NONCE_BYTES, PSEUDONYM_BYTES = 32, 12, 16
BUCKETS = (64, 256, 1024, 4096, 16_384)
"""Sealed answers have one of these sizes, in bytes: choices all fit the first."""


@dataclass(frozen=True)
class GroupKey:
    """The two secrets of one link group: who (pseudonyms) and what (sealing)."""

    who: bytes
    what: bytes

    @cached_property
    def cipher(self) -> AESGCM:
        """Lives and dies with the key."""
        return AESGCM(self.what)

    @cached_property
    def namer(self) -> HMAC:
        """Is copied for each pseudonym. Lives and dies with the key, too."""
        return HMAC(self.who, SHA256())

    @classmethod
    def of(cls, secret: bytes) -> GroupKey:
        return cls(secret[:KEY_BYTES], secret[KEY_BYTES:])

    @property
    def secret(self) -> bytes:
        return self.who + self.what


class Ballot(NamedTuple):
    """One answer as it is stored: no time, no name, no address."""

    box: str
    pseudonym: bytes
    seq: int
    nonce: bytes
    sealed: bytes
    told: bool = False
    """It is part of a total that the room has seen, and cannot be changed any more."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many sealed answers there are, and how some of them look: bytes that nobody can read without the key."""

    n: int
    rows: tuple[str, ...]


NONCES = 64
"""Drawn at once."""


class Nonces:
    """Fresh nonces, each handed out once. One by one they would be the dearest part of sealing an answer."""

    def __init__(self, token: Callable[[int], bytes]) -> None:
        self._token = token
        self._drawn: list[bytes] = []

    def one(self) -> bytes:
        """Also safe between threads: nobody can take what somebody else took."""
        while True:
            try:
                return self._drawn.pop()
            except IndexError:
                drawn = self._token(NONCES * NONCE_BYTES)
                self._drawn += [drawn[at : at + NONCE_BYTES] for at in range(0, len(drawn), NONCE_BYTES)]


AUTHOR = 0xFFFF
"""Counts no text: the name under which all texts of one person in one link group belong together."""


def pseudonym(key: GroupKey, voter: bytes, entry: int = 0) -> bytes:
    """The name of a voter within one link group; further texts of one person are ballots of their own."""
    made = key.namer.copy()
    made.update(voter + entry.to_bytes(2, "big"))
    return made.finalize()[:PSEUDONYM_BYTES]


def seal(key: GroupKey, box: str, who: bytes, seq: int, value: Any, nonce: bytes) -> Ballot:
    """Seal an answer (any JSON value) for one ballot box."""
    plain = _padded(orjson.dumps(value))
    return Ballot(box, who, seq, nonce, key.cipher.encrypt(nonce, plain, box.encode() + who))


def open_ballot(key: GroupKey, ballot: Ballot) -> Any:
    """The answer in a ballot. Raises BrokenSeal when it was not sealed with this key for this box and person."""
    try:
        plain = key.cipher.decrypt(ballot.nonce, ballot.sealed, ballot.box.encode() + ballot.pseudonym)
    except InvalidTag:
        raise BrokenSeal from None
    return orjson.loads(plain.rstrip(b" "))


def seal_text(key: GroupKey, name: str, text: str, nonce: bytes) -> bytes:
    """Seal one text under a name; what comes out begins with its nonce."""
    return nonce + key.cipher.encrypt(nonce, _padded(text.encode()), name.encode())


def open_text(key: GroupKey, name: str, sealed: bytes) -> str:
    """The text that was sealed under this name. Raises BrokenSeal."""
    try:
        plain = key.cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], name.encode())
    except InvalidTag:
        raise BrokenSeal from None
    return plain.decode().rstrip(" ")


def _padded(plain: bytes) -> bytes:
    length = len(plain)
    size = BUCKETS[0]
    if length > size:
        size = next((bucket for bucket in BUCKETS if bucket >= length), length)
    return plain.ljust(size, b" ")


class BrokenSeal(Exception):
    """A ballot cannot be opened: the key is gone or the row was changed."""
