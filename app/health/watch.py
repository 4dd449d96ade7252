"""The watch: a light beat that looks at everything, and tells consoles when something else is to be said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.address import Address
from app.health import machine
from app.health.alarm import NOTHING, Alarm
from app.health.away import Away
from app.health.recent import Recent
from app.health.troubles import Facts, Kind, Trouble, of_the_machine, worst
from app.identity import Person
from app.mistakes import note
from sessions.errors import SessionError, StorageFull, UnknownSession
from sessions.ports import Engine, World
from sessions.protocol import PARTICIPANT, PRESENTER
from sessions.session import LiveSession
from sessions.state import Status
from sessions.store.vitals import Spread
from sessions.store.work import Work
from sessions.store.writer import Writer

BEAT_S = 0.1
LOOK_EVERY = 5
"""Of these beats go by before everything is looked at, and trouble told."""
COUNT_EVERY = 100
"""And so many before descriptors are counted and networks looked at, which costs something."""
LAG_S = 10.0
LOCKED_S = 0.3
SLOW_S = 3.0
"""A machine that was slow within this time is slow."""
OF_A_VOTE, OF_A_TALK = 0.2, 0.5
"""The share of a room whose vanishing is told. While nobody is asked, phones are put away and fall asleep."""


class Health:
    """Knows how it all fares. Holds counts and, for a minute, the tokens of phones that were lost; no addresses."""

    def __init__(self, data: Path, address: Address, engine: Engine, world: World, writer: Writer) -> None:
        self._data, self._address, self._engine, self._world = data, address, engine, world
        self._writer = writer
        self.lag = Spread()
        self._lag, self._slow, self._waited = Recent(LAG_S), Recent(SLOW_S), Recent(SLOW_S)
        self._commits, self._locked = 0, False
        self._descriptors, self._moved_from = machine.PLENTY, ""
        self._away: defaultdict[str, Away] = defaultdict(Away)
        self._alarms: dict[str, Alarm] = {}
        self._here: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._probing = False
        self.refusals: Counter[str] = Counter()
        self.lost = self.back = 0

    def start(self, find: Callable[[str], LiveSession], tell: Callable[[str], None]) -> None:
        """From here on `tell` hears of each session whose presenter is to be told something else."""
        self._find, self._tell = find, tell
        self._engine.spawn(self._beat)

    # --- what the doors say

    def arrived(self, person: Person) -> None:
        """A socket of this person was let in."""
        assert person.session is not None
        self._here[person.session][person.role] += 1
        if person.role == PARTICIPANT and self._away[person.session].back(person.voter):
            self.back += 1

    def left(self, person: Person, *, last: bool) -> None:
        """A socket of this person has closed, perhaps the last one."""
        assert person.session is not None
        self._here[person.session][person.role] -= 1
        if person.role == PARTICIPANT and last:
            self._away[person.session].lost(person.voter, self._world.now())
            self.lost += 1

    def refused(self, code: str) -> None:
        """Somebody was told no."""
        self.refusals[code] += 1

    # --- what is asked

    def of(self, session: LiveSession) -> Mapping[str, str]:
        """What the presenter of this session is told."""
        alarm = self._alarms.get(session.state.id)
        if alarm is None:
            return NOTHING
        over = session.state.status is Status.ENDED
        return alarm.says_after_the_end(session.words) if over else alarm.says(session.words)

    def lag_p99(self) -> float:
        """Of the last ten seconds."""
        return self._lag.p99(self._world.now())

    def sockets(self) -> Counter[str]:
        """How many are open, by whose they are."""
        return sum((+here for here in list(self._here.values())), Counter())

    def disk_free(self) -> int:
        return machine.disk_free(self._data)

    def descriptors_left(self) -> int:
        return machine.descriptors_left()

    # --- the beat

    def _beat(self) -> None:
        beat, before = 0, self._world.now()
        while True:
            self._engine.sleep(BEAT_S)
            now = self._world.now()
            self._late(now, max(now - before - BEAT_S, 0.0))
            if beat % COUNT_EVERY == 0:
                _carefully(self._look_closely)
            if beat % LOOK_EVERY == 0:
                _carefully(self.looks, now)
            beat, before = beat + 1, self._world.now()

    def _late(self, now: float, seconds: float) -> None:
        self.lag.add(seconds)
        self._lag.add(now, seconds)
        self._slow.add(now, seconds)

    def _look_closely(self) -> None:
        self._descriptors = machine.descriptors_left()
        self._moved_from = self._address.base if self._address.is_elsewhere else ""

    def looks(self, now: float) -> None:
        """Look at everything once, and tell whom it concerns."""
        facts = self._facts(now)
        self._mend(facts)
        general = of_the_machine(facts)
        for session_id in [one for one, here in list(self._here.items()) if not +here]:
            for known in (self._here, self._away, self._alarms):
                known.pop(session_id, None)
        for session_id, here in list(self._here.items()):
            found = worst(general, self._of_the_room(session_id, here, now))
            if here[PRESENTER] and self._alarms.setdefault(session_id, Alarm()).hears(found, now):
                self._tell(session_id)

    def _of_the_room(self, session_id: str, here: Counter[str], now: float) -> Trouble | None:
        """Whether its phones vanish. After the end nobody is missed."""
        if session_id not in self._away:
            return None
        session = self._running(session_id)
        if session is None:
            del self._away[session_id]
            return None
        share, kind = (OF_A_VOTE, Kind.LOST) if session.is_open else (OF_A_TALK, Kind.QUIET)
        lost = self._away[session_id].together(now, here[PARTICIPANT], share)
        return Trouble(kind, lost) if lost else None

    def _running(self, session_id: str) -> LiveSession | None:
        try:
            session = self._find(session_id)
        except UnknownSession:
            return None
        return None if session.state.status is Status.ENDED else session

    def _facts(self, now: float) -> Facts:
        self._waited.add(now, self._on_the_way_to_the_disk())
        return Facts(
            folder=str(self._data),
            disk_free=self.disk_free(),
            descriptors_left=self._descriptors,
            lag=self._slow.worst(now),
            waited=self._waited.worst(now),
            locked=self._locked,
            failed=self._writer.vitals.failed,
            moved_from=self._moved_from,
        )

    def _on_the_way_to_the_disk(self) -> float:
        """Seconds. The time that another program held the database is not the disk's fault."""
        vitals, was_locked = self._writer.vitals, self._locked
        just = vitals.last if vitals.done > self._commits else 0.0
        self._commits = vitals.done
        self._locked = self._writer.waits_for_a_lock() and self._writer.oldest() > LOCKED_S
        return 0.0 if was_locked or self._locked else max(just, self._writer.oldest())

    # --- after a failure

    def _mend(self, facts: Facts) -> None:
        """Nobody may be voting just now, so the writer is tried until it works: then all is well again."""
        if facts.failed and not self._probing:
            self._probing = True
            self._engine.spawn(self._probe, facts.failed)

    def _probe(self, failed: type[BaseException]) -> None:
        try:
            if failed is not StorageFull or self._engine.run_native(machine.takes_what_is_written, self._data):
                self._writer.put(Work(()))
        except SessionError:
            return
        finally:
            self._engine.sleep(1.0)
            self._probing = False


def _carefully(act: Callable[..., None], *what: Any) -> None:
    """A mistake of ours in looking stops no beat."""
    try:
        act(*what)
    except Exception as error:
        note("health", error)
