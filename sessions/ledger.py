"""Load and save: the sessions as they stand, one change at a time each, and the keys that a change lets go."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from sessions.errors import Overtaken, ServerBusy, StaleVersion, StorageFull
from sessions.moderation.desk import Desk
from sessions.moderation.item import ItemChanges
from sessions.moving import Moving
from sessions.parts import House
from sessions.session import LiveSession
from sessions.state import SessionState, Status
from sessions.store.rows import Boxes, StoredScript
from sessions.store.texts import Texts

KNOWN_SESSIONS = 500
NO_TEXTS = ItemChanges()


class Ledger:
    """What stands is in the database; what was asked for lately is known by heart as well."""

    def __init__(self, house: House, desk: Desk, moving: Moving) -> None:
        self._house, self._desk, self._moving = house, desk, moving
        self._known: OrderedDict[str, LiveSession] = OrderedDict()
        self._locks: dict[str, AbstractContextManager[Any]] = {}

    def find(self, session_id: str) -> LiveSession:
        """The session as it stands. Raises UnknownSession."""
        if session_id not in self._known:
            return self.load(session_id)
        self._known.move_to_end(session_id)
        return self._known[session_id]

    def known(self, session_id: str) -> LiveSession | None:
        """The session as it stands, if nothing has to be read for that."""
        return self._known.get(session_id)

    def load(self, session_id: str) -> LiveSession:
        """The session as the database has it. Raises UnknownSession."""
        session = self._house.playbill.play(self._house.shelf.find(session_id))
        self._known[session_id] = session
        while len(self._known) > KNOWN_SESSIONS:
            self._known.popitem(last=False)
        return session

    def lock(self, session_id: str) -> AbstractContextManager[Any]:
        """Held while a session changes."""
        return self._locks.setdefault(session_id, self._house.engine.lock())

    def awake(self) -> list[str]:
        """The sessions that are going on and have been asked for since the start."""
        return [known for known, session in self._known.items() if session.state.status is not Status.ENDED]

    def save(
        self,
        before: LiveSession,
        after: LiveSession,
        script: StoredScript | None = None,
        texts: ItemChanges = NO_TEXTS,
    ) -> LiveSession:
        """Make `after` the truth: keys of new groups first, then one transaction, then the keys that are let go."""
        if after.state == before.state and not texts:
            return before
        state = replace(after.state, version=before.state.version + 1)
        for group in after.groups - before.groups:
            self._house.keyring.make(group)
        gone = frozenset(before.boxes.keys() - after.boxes.keys())
        opened = {box: group for box, group in after.boxes.items() if box not in before.boxes}
        rows = self._desk.drawer(before).rows(texts) if texts else Texts()
        self._write(before.state.id, state, Boxes(opened, gone), script, rows)
        if texts:
            self._desk.drawer(before).apply(texts)
        self._let_go(before.state.id, _taking(before) - _taking(after))
        if before.groups - after.groups or after.state.status is Status.ENDED:
            self.forget(before.groups - after.groups)
        if after.state.status is Status.ENDED:  # the texts that stay are read again without their key
            self._desk.forget(state.id)
        saved = self._house.playbill.play(state) if script or state.pins != before.state.pins else after
        self._known[state.id] = replace(saved, state=state)
        return self._known[state.id]

    def _write(
        self, session_id: str, state: SessionState, changes: Boxes, script: StoredScript | None, texts: Texts
    ) -> None:
        try:
            self._house.shelf.save(state, changes, script, texts)
        except Overtaken:
            self._desk.forget(session_id)
            self.load(session_id)
            raise StaleVersion from None
        except (StorageFull, ServerBusy):
            self._desk.forget(session_id)
            self._known.pop(session_id, None)
            raise

    def drop(self, session: LiveSession) -> None:
        """A session was deleted: nothing of it is known any more, and its keys go."""
        self._known.pop(session.state.id, None)
        self._let_go(session.state.id, _taking(session))
        self.forget(session.groups)

    def _let_go(self, session_id: str, boxes: frozenset[str]) -> None:
        """These take nothing more: what was kept in mind of their ballots goes as well."""
        for box in boxes:
            self._desk.shut(session_id, box)
            self._moving.forget(box)

    def forget(self, groups: frozenset[str]) -> None:
        """Destroy these keys, and make sure that nothing of what was just deleted stays on the disk."""
        for group in groups:
            self._house.keyring.destroy(group)
        self._house.engine.spawn(self.wipe)

    def wipe(self) -> None:
        """The write-ahead log still holds what was deleted: empty it, again and again until it is empty."""
        pause = 0.05
        while not self._house.shelf.wipe():
            self._house.engine.sleep(pause)
            pause = min(pause * 2, 5.0)


def _taking(session: LiveSession) -> frozenset[str]:
    """The ballot boxes that take answers or reasons right now."""
    asks = session.state.asks.values()
    return frozenset({ask.live for ask in asks if ask.live} | {ask.reasons.box for ask in asks if ask.reasons})
