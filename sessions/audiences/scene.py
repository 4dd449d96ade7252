"""What is true this very moment and not in the session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sessions.ballots import Sealed
from sessions.moderation.item import Item
from sessions.state import Published


@dataclass(frozen=True, slots=True)
class Scene:
    """The time and the head counts, and where it is served."""

    now: float
    joined: int
    answered: int
    join: Mapping[str, Any]
    """The address, code and QR that bring a phone here."""
    screen_url: str = ""
    reached: bool = False
    plain_http: bool = False
    deck_problems: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    """The texts of the session that were handed on."""
    signals: tuple[Mapping[str, str], ...] = ()
    sealed: Sealed | None = None
    """The answers of this vote as they lie on the disk, while the projector shows them."""
    moving: Published | None = None
    """What the room sees of an open round with live results."""
    devices: tuple[Mapping[str, Any], ...] = ()
    """Those that the presenter has paired with the session."""
    health: Mapping[str, str] = field(default_factory=lambda: {"level": "good", "says": ""})
    """How machine and network fare: `good`, `look` or `bad`, and a sentence while there is one to say."""
