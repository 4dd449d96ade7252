"""Links by which an organiser reads a released summary: made once, kept as checksums, over on a known day."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256

from sessions.days import days_later, kept_until
from sessions.errors import IllegalMove, InvalidMessage, UnknownSession, UnknownShare
from sessions.ports import World
from sessions.session import LiveSession
from sessions.stage import Stage
from sessions.store.shares import Share

TOKEN_BYTES = 32
DAYS, USUAL_DAYS = (7, 30, 90), 30
MOST_SHARES = 20
FIRST = "Release the summary first. Then a link can lead to it."


@dataclass(frozen=True, slots=True)
class Made:
    """A link that was just made. Its token is told once and kept nowhere."""

    token: str
    share: Share


class Sharing:
    """Makes links, and opens them as long as there is something to read."""

    def __init__(self, stage: Stage, world: World, retention_days: int) -> None:
        self._stage, self._world, self._retention = stage, world, retention_days
        self._shares = stage.house.shelf.shares

    def of(self, session: LiveSession) -> list[Share]:
        return [share for share in self._shares.of(session.state.id) if share.until >= self._world.today()]

    def last_day(self, session: LiveSession) -> str:
        """The day on which the session goes, and every link to it."""
        return kept_until(session.state.day, self._retention)

    def make(self, session_id: str, days: int) -> Made:
        """A new link, good for so many days but never longer than its session stays. Raises IllegalMove."""
        session = self._stage.find(session_id)
        if session.state.release.day is None:
            raise IllegalMove(FIRST)
        if days not in DAYS or len(self.of(session)) >= MOST_SHARES:
            raise InvalidMessage(f"A link lasts 7, 30 or 90 days, and a session has at most {MOST_SHARES}.")
        token = urlsafe_b64encode(self._world.token(TOKEN_BYTES)).decode().rstrip("=")
        today = self._world.today()
        until = min(days_later(today, days), self.last_day(session))
        share = Share(self._world.id(), session_id, _digest(token), today, until)
        self._shares.add(share)
        return Made(token, share)

    def open(self, token: str) -> tuple[Share, LiveSession]:
        """What a link leads to. Unknown, revoked, expired and taken back all raise the same UnknownShare."""
        share = self._shares.by_digest(_digest(token))
        if share is None or share.until < self._world.today():
            raise UnknownShare
        try:
            session = self._stage.find(share.session)
        except UnknownSession:
            raise UnknownShare from None
        if session.state.release.day is None:
            raise UnknownShare
        return share, session

    def used(self, share: Share) -> None:
        self._shares.opened(share, self._world.today())

    def revoke(self, session_id: str, share_id: str) -> None:
        self._shares.revoke(session_id, share_id)

    def revoke_all(self, session_id: str) -> None:
        """Taken back: links that were sent do not come to life again with a later release."""
        self._shares.revoke_all(session_id)


def _digest(token: str) -> str:
    """A token is random enough that its checksum cannot be tried out."""
    return sha256(token.encode()).hexdigest()
