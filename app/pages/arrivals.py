"""What happens when a phone arrives, whichever way it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sessions.errors import RoomFull, UnknownCode
from sessions.session import LiveSession

if TYPE_CHECKING:
    from app.product import Parts


def seen(parts: Parts, environ: dict[str, Any], session: LiveSession) -> None:
    """Somebody looks at this session; from another machine, if it is one."""
    if not parts.address.is_loopback(environ):
        parts.stage.presence.seen_from_outside(session.state.id)
        parts.stage.house.announcer.counted(session.state.id)


def loaded(parts: Parts, environ: dict[str, Any], session: LiveSession, voter: bytes) -> None:
    """A phone has its page, and counts as being there."""
    parts.stage.presence.loaded(session.state.id, voter, parts.world.now())
    parts.stage.house.announcer.counted(session.state.id)
    seen(parts, environ, session)


def let_in(parts: Parts, session: LiveSession) -> str:
    """The token of a new phone. Raises RoomFull, RateLimited or UnknownCode."""
    stage = parts.stage
    if stage.joined(session.state.id) >= parts.limits.capacity:
        raise RoomFull(retry_after=10)
    parts.limits.joins.spend(session.state.id)
    join_key = stage.house.shelf.join_key(session.state.id)
    if join_key is None:
        raise UnknownCode
    return parts.identity.new_phone(session.state.id, join_key)
