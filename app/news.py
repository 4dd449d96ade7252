"""What the server says by itself: the news of a session, to whom it may concern."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any, Protocol

from flask_socketio import SocketIO

from app.lightly import Lightly
from app.mistakes import note
from app.scenes import Scenes
from sessions.errors import UnknownSession
from sessions.ports import Engine
from sessions.protocol import AUDIENCES, LIGHT, MODERATOR, PARTICIPANT, PRESENTER, PULSE, RECEIPT, SCREEN, VIEW
from sessions.stage import Stage

PULSE_EVERY = 0.1
"""Seconds: counts reach the presenter, whoever reads the texts, and the screen at most ten times in one."""
REFRESH_EVERY = 10
"""Of these beats go by before the whole room gets a view again that nobody's move has changed."""
DESK = (PRESENTER, MODERATOR)
"""Who looks at texts and signals."""


class Sockets(Protocol):
    """Who listens where."""

    def sockets_of(self, voters: set[bytes]) -> list[str]:
        """The sockets through which these phones listen right now."""

    def forget_devices(self, session_id: str) -> None:
        """That session is gone, and what was paired with it."""


def room(audience: str, session_id: str) -> str:
    """The Socket.IO room of one audience of one session."""
    return f"{audience}:{session_id}"


class News:
    """Tells the news of a session: whole views at once, counts together and soon."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._lightly = engine, Lightly(engine)
        self._counted: set[str] = set()
        self._queued: set[str] = set()
        self._refreshed: set[str] = set()
        self._paired: set[str] = set()

    def connect(
        self, socketio: SocketIO, stage: Stage, scenes: Scenes, sockets: Sockets, forget: Callable[[str], None]
    ) -> None:
        """`forget` is told which session is gone."""
        self._server, self._stage, self._scenes = socketio.server, stage, scenes
        self._sockets, self._forget = sockets, forget

    def start(self) -> None:
        self._engine.spawn(self._tell_counts)

    def changed(self, session_id: str) -> None:
        self._scenes.changed(session_id)
        self._tell(session_id, AUDIENCES)

    def counted(self, session_id: str) -> None:
        self._counted.add(session_id)

    def queued(self, session_id: str) -> None:
        self._queued.add(session_id)

    def refreshed(self, session_id: str) -> None:
        self._scenes.changed(session_id)
        self._refreshed.add(session_id)

    def paired(self, session_id: str) -> None:
        """Devices were paired, came or left: soon the presenter sees which."""
        self._paired.add(session_id)

    def receipt(self, session_id: str, kind: str, voters: set[bytes]) -> None:
        for sid in self._sockets.sockets_of(voters):
            self._server.emit(RECEIPT, {"kind": kind}, to=sid)

    def gone(self, session_id: str) -> None:
        self._scenes.changed(session_id)
        self._lightly.forget(session_id)
        self._forget(session_id)
        for audience in (*AUDIENCES, LIGHT):
            for sid in self._listeners(room(audience, session_id)):
                self._server.disconnect(sid)
        self._sockets.forget_devices(session_id)

    def _tell_counts(self) -> None:
        for beat in count():
            self._engine.sleep(PULSE_EVERY)
            if beat % REFRESH_EVERY == 0:
                self._tell_rooms()
            self._tell_desks()

    def _tell_rooms(self) -> None:
        refreshed, self._refreshed = self._refreshed, set()
        self._queued -= refreshed
        for session_id in refreshed:
            _safely(self._tell, session_id, AUDIENCES)

    def _tell_desks(self) -> None:
        moved, self._counted = self._counted, set()
        queued, self._queued = self._queued, set()
        paired, self._paired = self._paired, set()
        for session_id in moved:
            _safely(self._tell_count, session_id)
        for session_id in queued:
            _safely(self._tell, session_id, DESK)
        for session_id in paired - queued:
            _safely(self._tell, session_id, (PRESENTER,))

    def _tell(self, session_id: str, to: tuple[str, ...]) -> None:
        try:
            session = self._stage.find(session_id)
        except UnknownSession:
            return
        for audience in to:
            self._emit(VIEW, self._scenes.view(session, audience), room(audience, session_id))
        if PARTICIPANT in to:
            self._tell_lightly(session_id)

    def _tell_lightly(self, session_id: str) -> None:
        """Phones that keep what lasts are told the rest."""
        with suppress(UnknownSession):
            self._lightly.tell(
                session_id,
                lambda: self._scenes.view(self._stage.find(session_id), PARTICIPANT),
                lambda view: self._emit(VIEW, view, room(LIGHT, session_id)),
            )

    def _tell_count(self, session_id: str) -> None:
        try:
            session = self._stage.find(session_id)
        except UnknownSession:
            return
        if session.state.proof:
            self._tell(session_id, (SCREEN,))
        for audience in (PRESENTER, MODERATOR, SCREEN):
            self._emit(PULSE, self._scenes.pulse(session, audience), room(audience, session_id))

    def _emit(self, event: str, payload: Any, to: str) -> None:
        self._server.emit(event, payload, to=to)

    def _listeners(self, name: str) -> list[str]:
        return [sid for sid, _ in self._server.manager.get_participants("/", name)]


def _safely(tell: Callable[..., None], *what: Any) -> None:
    """All sessions share the beat: what goes wrong in one keeps the news from no other."""
    try:
        tell(*what)
    except Exception as error:
        note("news", error)
