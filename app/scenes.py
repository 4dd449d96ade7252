"""What is true this very moment and not in the session: put together for `sessions.audiences`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.address import Address
from app.devices import Devices
from app.health import Health
from app.identity import Identity
from sessions import audiences
from sessions.audiences import Scene
from sessions.protocol import PARTICIPANT, PRESENTER, SCREEN
from sessions.session import LiveSession
from sessions.stage import Stage

MOST_PROBLEMS = 10
"""A console lists this many; `readtheroom deck check` lists them all."""


CROWD, SAME_FOR = 20, 1.0
"""From so many phones on, those who come within so many seconds are shown the same."""


class Shown(dict[str, Any]):
    """A view for many: until when, of what, and room for whoever sends or prints it to keep how that is done."""

    session: LiveSession
    until: float
    sent: Any = None
    page: Any = None


class Scenes:
    """Builds every view that leaves the house."""

    def __init__(self, stage: Stage, address: Address, identity: Identity, devices: Devices, health: Health) -> None:
        self._stage, self._address, self._identity = stage, address, identity
        self._devices, self._health = devices, health
        self._shown: dict[str, Shown] = {}

    def view(self, session: LiveSession, audience: str) -> dict[str, Any]:
        return audiences.BUILDERS[audience](session, self.scene(session, audience))

    def shared(self, session: LiveSession) -> Shown:
        """The view of a phone that has just come. In a hall that arrives all at once many get the same one: then the
        head counts in it may be a moment old, and nothing else."""
        if known := self.known(session):
            return known
        shown = Shown(self.view(session, PARTICIPANT))
        shown.session, shown.until = session, 0.0
        if shown["joined"] >= CROWD:
            shown.until = self._stage.house.world.now() + SAME_FOR
            self._shown[session.state.id] = shown
            if self._stage.ledger.known(session.state.id) is not session:  # it was deleted meanwhile
                self.changed(session.state.id)
        return shown

    def known(self, session: LiveSession) -> Shown | None:
        """The same, if there is one that still holds."""
        known = self._shown.get(session.state.id)
        if known and known.session is session and self._stage.house.world.now() < known.until:
            return known
        self.changed(session.state.id)
        return None

    def changed(self, session_id: str) -> None:
        """Views of this session that were built before are no longer true."""
        self._shown.pop(session_id, None)

    def pulse(self, session: LiveSession, audience: str) -> dict[str, Any]:
        return audiences.pulse(session, self._counts(session), audience)

    def _counts(self, session: LiveSession) -> Scene:
        """The head counts alone: they are told ten times a second, however much was written and answered."""
        stage = self._stage
        return Scene(
            now=stage.house.world.now(),
            joined=stage.joined(session.state.id),
            answered=stage.answered(session),
            reached=stage.presence.reached(session.state.id),
            join={},
            health=self._health.of(session),
        )

    def scene(self, session: LiveSession, audience: str) -> Scene:
        stage, house = self._stage, self._stage.house
        presenter = audience == PRESENTER
        return replace(
            self._counts(session),
            join=self.join(session),
            screen_url=self.screen_url(session) if presenter else "",
            plain_http=stage.plain_http,
            deck_problems=tuple(house.playbill.problems(session)[:MOST_PROBLEMS]) if presenter else (),
            items=stage.desk.items(session),
            sealed=stage.counting.sealed(session) if audience in {SCREEN, PRESENTER} else None,
            moving=stage.moving.published(session),
            signals=tuple(stage.signals.view(session.state.id, session.words)) if presenter else (),
            devices=self._devices.of(session.state.id) if presenter else (),
        )

    def join(self, session: LiveSession) -> dict[str, Any]:
        code = session.state.code
        address = f"{self._address.host}/{code}"
        return {"url": self.join_url(session), "address": address, "code": code, "qr": f"/qr/{code}.svg"}

    def join_url(self, session: LiveSession) -> str:
        return f"{self._address.base}/{session.state.code}"

    def console_url(self, session: LiveSession) -> str:
        return f"{self._near}/present/{session.state.id}"

    def screen_url(self, session: LiveSession) -> str:
        return f"{self._near}/screen/{self._identity.screen_key(session.state.id)}"

    @property
    def _near(self) -> str:
        """The presenter's own machine keeps its own address, which no change of network can take away."""
        return self._address.base if self._address.proxied else self._address.here
