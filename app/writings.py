"""Files that take a while: begun once, waited for a moment, and there when somebody asks again."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.engine import Engine
from app.take_home import Binder
from app.world import World
from sessions.ports import Result
from sessions.session import LiveSession

AT_ONCE_S = 2.0
"""What is written within so many seconds comes by itself; for all else there is a page that says how it stands."""
FETCHED_S = 300.0
"""A finished file that nobody fetches is forgotten after so many seconds. It lies in memory, on no disk."""

Name = tuple[str, int, str]
"""The session, its version, and the format: a session that has moved gets another file."""


@dataclass
class Writing:
    """One file that is being written, or is ready to be fetched."""

    since: float
    body: Result
    over: bool = False
    mark: object = field(default_factory=object)
    """By which it is known without keeping it."""


class Writings:
    """Every file that is being written right now."""

    def __init__(self, binder: Binder, engine: Engine, world: World) -> None:
        self._binder, self._engine, self._world = binder, engine, world
        self._known: dict[Name, Writing] = {}

    def fetch(self, session: LiveSession, name: str) -> bytes | None:
        """The file, once it is written; None while it takes longer. Raises UnknownFormat or SummaryTooLong."""
        key = _key(session, name)
        writing = self._known.get(key) or self._begin(key, session, name)
        try:
            body: bytes = writing.body.wait(AT_ONCE_S)
        except TimeoutError:
            return None
        except Exception:
            self._known.pop(key, None)
            raise
        self._known.pop(key, None)
        return body

    def whole(self, session: LiveSession, name: str) -> bytes:
        """The file, however long it takes. Who asks while it is being written waits for that one, so nobody keeps
        others waiting by asking many times. Raises UnknownFormat or SummaryTooLong."""
        key = _key(session, name)
        writing = self._known.get(key)
        if writing is None or writing.over:
            writing = self._begin(key, session, name)
        try:
            body: bytes = writing.body.wait()
        finally:
            if self._known.get(key) is writing:
                self._known.pop(key)
        return body

    def stands(self, session: LiveSession, name: str) -> tuple[int, bool]:
        """For how many seconds it has been written, and whether that is over. What nobody asked for is over."""
        writing = self._known.get(_key(session, name))
        if writing is None:
            return 0, True
        return int(self._world.now() - writing.since), writing.over

    def _begin(self, key: Name, session: LiveSession, name: str) -> Writing:
        writing = self._known[key] = Writing(self._world.now(), self._engine.result())
        self._engine.spawn(self._write, key, writing, session, name)
        return writing

    def _write(self, key: Name, writing: Writing, session: LiveSession, name: str) -> None:
        try:
            writing.body.set(self._binder.file(session, name))
        except Exception as error:
            writing.body.fail(error)
        writing.over = True
        self._engine.spawn(self._forget, key, writing.mark)

    def _forget(self, key: Name, mark: object) -> None:
        """Waits without the file: what was fetched is gone from memory at once."""
        self._engine.sleep(FETCHED_S)
        if (known := self._known.get(key)) and known.mark is mark:
            self._known.pop(key)


def _key(session: LiveSession, name: str) -> Name:
    return session.state.id, session.state.version, name
