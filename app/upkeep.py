"""What happens by itself: decks that were edited are taken up, follow-ups open and end, what is old is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.mistakes import note
from sessions.comparison.kept import is_over
from sessions.days import kept_until
from sessions.errors import SessionError
from sessions.followup.keeper import Followups
from sessions.ports import Engine
from sessions.stage import Stage
from sessions.state import Status
from sessions.store.rows import Row

DECKS_EVERY = 1.0
RETENTION_EVERY = 60.0
REHEARSAL_STAYS = 600.0
"""Seconds that the summary of an ended rehearsal can still be looked at."""


class Upkeep:
    """Two quiet loops. A failure in one round is left for the next."""

    def __init__(
        self, stage: Stage, followups: Followups, engine: Engine, retention_days: int, keep_pulses: int = 0
    ) -> None:
        self._stage, self._followups, self._engine = stage, followups, engine
        self._days, self._keep = retention_days, keep_pulses
        self._problems: dict[str, list[str]] = {}
        self._ended: dict[str, float] = {}

    def start(self) -> None:
        self.forget_rehearsals()
        self._engine.spawn(self._watch_decks)
        self._engine.spawn(self._keep_retention)

    def stop(self) -> None:
        """Nothing of a rehearsal outlives the server that it ran on, and nothing that was deleted stays on the disk."""
        _left_for_the_next(self.forget_rehearsals)
        _left_for_the_next(self._stage.house.shelf.wipe)

    def forget_rehearsals(self) -> None:
        """A rehearsal leaves nothing behind, not even when the server was killed in the middle of it."""
        for row in self._stage.house.shelf.all():
            if row.rehearsal:
                self._stage.delete(row.id)

    def _watch_decks(self) -> None:
        while True:
            self._engine.sleep(DECKS_EVERY)
            for session_id in self._stage.ledger.awake():
                _left_for_the_next(self._look_at_deck, session_id)

    def _look_at_deck(self, session_id: str) -> None:
        if not self._stage.reload(session_id):
            self._tell_problems(session_id)

    def _tell_problems(self, session_id: str) -> None:
        """While a deck's file is broken its last good version plays on; the console hears of it, and of its end."""
        house = self._stage.house
        found = house.playbill.problems(self._stage.find(session_id))
        if found != self._problems.get(session_id, []):
            self._problems[session_id] = found
            house.announcer.changed(session_id)

    def _keep_retention(self) -> None:
        while True:
            _left_for_the_next(self._forget_what_is_over)
            self._engine.sleep(RETENTION_EVERY)

    def _forget_what_is_over(self) -> None:
        for row in self._stage.house.shelf.all():
            _left_for_the_next(self._forget_if_over, row)
        for followup_id in self._followups.ids():
            _left_for_the_next(self._followups.tend, followup_id, self._days)
        self._stage.house.shelf.shares.forget(self._stage.house.world.today())
        _left_for_the_next(self._forget_kept)

    def _forget_kept(self) -> None:
        """Totals that were kept alone go when their own days are over, and all of them where none are kept."""
        past, today = self._stage.house.shelf.past, self._stage.house.world.today()
        over = [kept.id for kept in past.kept() if not self._keep or is_over(kept, today, self._keep)]
        if over:
            past.forget(over)
            self._stage.ledger.wipe()

    def _is_over(self, row: Row) -> bool:
        """A rehearsal goes a while after its end, a session when its days are over."""
        if row.rehearsal:
            now = self._stage.house.world.now()
            return row.status == Status.ENDED and now > self._ended.setdefault(row.id, now) + REHEARSAL_STAYS
        return self._stage.house.world.today() > kept_until(row.day, self._days)

    def _forget_if_over(self, row: Row) -> None:
        if self._is_over(row):
            self._stage.delete(row.id, keep=self._keep > 0)
            self._ended.pop(row.id, None)


def _left_for_the_next(act: Callable[..., object], *what: Any) -> None:
    """A session that is gone, or a disk that is full today, stops no loop; and neither does a mistake of ours."""
    try:
        act(*what)
    except SessionError:
        return
    except Exception as error:
        note("upkeep", error)
