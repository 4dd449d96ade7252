"""Who is knocking: voter tokens, screen keys, consoles, bearers. All opaque, all checked by a keyed signature."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from hashlib import sha256

from app.world import EASY_TO_READ_ALOUD
from sessions.errors import DeviceEnded, RoleDenied, SessionEnded, UnknownFollowup, UnknownSession, UnknownToken
from sessions.protocol import MODERATOR, OPERATOR, ORGANISER, PARTICIPANT, PRESENTER, SCREEN

MAC_BYTES, VOTER_BYTES, NONCE_BYTES, DEVICE_BYTES, UNTIL_BYTES = 16, 16, 16, 8, 6
LONGEST_TOKEN = 200
LINK_SIGNS = 28
CONSOLE_LIVES = 12 * 3600
"""Seconds; a console that is used is renewed before it ends."""
RENEW_AFTER = 3600
DEVICE_LIVES = CONSOLE_LIVES
"""Seconds; a paired device is for one day's session and is not renewed."""

ROLES = {PRESENTER: b"p", ORGANISER: b"o", OPERATOR: b"w"}
DEVICES = {PRESENTER: b"p", MODERATOR: b"m"}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the door: in which role, for which session (None: any); for a phone its voter token, for a paired
    device its name."""

    role: str
    session: str | None = None
    voter: bytes = b""
    device: str = ""


class Identity:
    """Makes and reads every kind of token. Nothing is stored: a signature says that it was made here."""

    def __init__(
        self,
        secret: bytes,
        token: Callable[[int], bytes],
        now: Callable[[], float],
        ended: Container[str] = frozenset(),
    ) -> None:
        self._secret, self._token, self._now, self._ended = secret, token, now, ended
        self._links: set[str] = set()

    # --- phones

    def new_phone(self, session: str, join_key: bytes) -> str:
        """A fresh voter token for one session or follow-up; the server keeps no list of them."""
        body = session.encode() + self._token(VOTER_BYTES)
        return _text(b"v", body, join_key)

    def phone(self, token: str, join_key_of: Callable[[str], bytes | None]) -> Person:
        """Raises UnknownToken, or SessionEnded when the session's join key is gone."""
        body, mac = _parts(token, b"v")
        session, voter = body[:-VOTER_BYTES].decode("ascii", "replace"), body[-VOTER_BYTES:]
        try:
            key = join_key_of(session)
        except UnknownSession:
            raise UnknownToken from None
        if key is None:
            raise SessionEnded
        _check(b"v", body, mac, key)
        return Person(PARTICIPANT, session, voter)

    # --- the projector

    def screen_key(self, session: str) -> str:
        """The unguessable last part of the projector's address (128 bits of signature)."""
        return _text(b"s", session.encode(), self._secret)

    def screen(self, token: str) -> Person:
        body, mac = _parts(token, b"s")
        _check(b"s", body, mac, self._secret)
        return Person(SCREEN, body.decode())

    # --- follow-ups

    def again_link(self, followup: str) -> str:
        """The last part of a follow-up's address, the same for everybody: nothing of it is stored, and it can be typed
        from paper (28 signs of 31, 138 bits)."""
        number = int.from_bytes(hmac.digest(self._secret, b"readtheroom/again/" + followup.encode(), sha256), "big")
        signs = len(EASY_TO_READ_ALOUD)
        return "".join(EASY_TO_READ_ALOUD[number // signs**place % signs] for place in range(LINK_SIGNS)).lower()

    def again(self, link: str, followups: Iterable[str]) -> str:
        """Which of these follow-ups the link opens. Raises UnknownFollowup."""
        given = link.encode()
        found = [one for one in followups if hmac.compare_digest(self.again_link(one).encode(), given)]
        if not found:
            raise UnknownFollowup
        return found[0]

    # --- the console

    def new_link(self) -> str:
        """A sign-in link's token: 256 bits, good once, until the process ends."""
        link = urlsafe_b64encode(self._token(32)).decode().rstrip("=")
        self._links.add(link)
        return link

    def knows_link(self, link: str) -> bool:
        return any(hmac.compare_digest(link.encode(), known.encode()) for known in self._links)

    def use_link(self, link: str) -> bool:
        """True once for each link."""
        try:
            self._links.remove(link)
        except KeyError:  # somebody was faster, also on another thread
            return False
        return True

    def new_console(self) -> str:
        """What a console's cookie holds; also what its page gives its own socket."""
        until = int(self._now()) + CONSOLE_LIVES
        return _text(b"c", until.to_bytes(6, "big") + self._token(NONCE_BYTES), self._secret)

    def console(self, token: str) -> tuple[Person, bool]:
        """The presenter, and whether the cookie should be renewed. Raises UnknownToken."""
        body, mac = _parts(token, b"c")
        _check(b"c", body, mac, self._secret)
        left = int.from_bytes(body[:6], "big") - self._now()
        if left <= 0:
            raise UnknownToken("You are no longer signed in. Open a new sign-in link.")
        return Person(PRESENTER), left < CONSOLE_LIVES - RENEW_AFTER

    # --- paired devices

    def new_device(self, role: str, session: str) -> str:
        """What a paired device's cookie holds, and what its page gives its own socket: one role in one session."""
        until = int(self._now()) + DEVICE_LIVES
        head = DEVICES[role] + until.to_bytes(UNTIL_BYTES, "big") + self._token(DEVICE_BYTES)
        return _text(b"d", head + session.encode(), self._secret)

    def device(self, token: str) -> Person:
        """Raises UnknownToken, or DeviceEnded when its time is over or the presenter has ended it."""
        body, mac = _parts(token, b"d")
        _check(b"d", body, mac, self._secret)
        name, session = body[1 + UNTIL_BYTES :][:DEVICE_BYTES].hex(), body[1 + UNTIL_BYTES + DEVICE_BYTES :]
        over = int.from_bytes(body[1 : 1 + UNTIL_BYTES], "big") <= self._now()
        if over or name in self._ended:
            raise DeviceEnded
        role = next(role for role, letter in DEVICES.items() if letter == body[:1])
        return Person(role, session.decode(), device=name)

    # --- programs

    def bearer(self, token: str) -> Person:
        body, mac = _parts(token, b"b")
        _check(b"b", body, mac, self._secret)
        role = next((name for name, letter in ROLES.items() if body[:1] == letter), None)
        if role is None:
            raise UnknownToken
        return Person(role)

    def anybody(self, token: str, session: str | None, join_key_of: Callable[[str], bytes | None]) -> Person:
        """Whoever knocks at the socket with this token. Raises what those here raise, or RoleDenied."""
        match _kind(token):
            case b"v":
                return self.phone(token, join_key_of)
            case b"s":
                return self.screen(token)
            case b"d":
                return self.device(token)
            case b"c":
                person = self.console(token)[0]
            case b"b":
                person = self.bearer(token)
            case _:
                raise UnknownToken
        if person.role != PRESENTER:
            raise RoleDenied
        return Person(PRESENTER, session)


def mint_bearer(secret: bytes, token: Callable[[int], bytes], role: str) -> str:
    """A bearer token for the HTTP API; good as long as the secret is."""
    return _text(b"b", ROLES[role] + token(NONCE_BYTES), secret)


def _text(kind: bytes, body: bytes, key: bytes) -> str:
    return urlsafe_b64encode(kind + body + _mac(kind, body, key)).decode().rstrip("=")


def _mac(kind: bytes, body: bytes, key: bytes) -> bytes:
    return hmac.digest(key, b"readtheroom/" + kind + b"/" + body, sha256)[:MAC_BYTES]


def _check(kind: bytes, body: bytes, mac: bytes, key: bytes) -> None:
    if not hmac.compare_digest(mac, _mac(kind, body, key)):
        raise UnknownToken


def _kind(token: str) -> bytes:
    return _bytes(token)[:1]


def _parts(token: str, kind: bytes) -> tuple[bytes, bytes]:
    raw = _bytes(token)
    if raw[:1] != kind or len(raw) < 1 + VOTER_BYTES + MAC_BYTES:
        raise UnknownToken
    return raw[1:-MAC_BYTES], raw[-MAC_BYTES:]


def _bytes(token: str) -> bytes:
    if not isinstance(token, str) or not 0 < len(token) <= LONGEST_TOKEN or not token.isascii():
        raise UnknownToken
    try:
        return urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (NotBase64, ValueError):
        raise UnknownToken from None
