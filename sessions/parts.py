"""What the stage stands on, handed in by whoever builds the house."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sessions.ballots import Nonces
from sessions.keys import Keyring
from sessions.playbill import Playbill
from sessions.ports import Announcer, Engine, World
from sessions.store.shelf import Shelf


@dataclass(frozen=True)
class House:
    """Shelf, keys, decks, and the world around."""

    shelf: Shelf
    keyring: Keyring
    playbill: Playbill
    world: World
    engine: Engine
    announcer: Announcer

    @cached_property
    def nonces(self) -> Nonces:
        """For sealing answers."""
        return Nonces(self.world.token)
