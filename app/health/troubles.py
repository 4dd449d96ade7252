"""What can be wrong, and the one sentence that says so and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from decks.language import Language
from sessions.errors import ServerBusy, StorageFull

MB = 1024 * 1024
FULL, LITTLE = 256 * 1024, 50 * MB
"""Bytes: less is no room for an answer; less is soon used up."""
SLOW_S = 1.5
FEW_DESCRIPTORS = 64

GOOD, LOOK, BAD = "good", "look", "bad"


class Kind(IntEnum):
    """The worst first."""

    FULL = 1
    UNWRITABLE = 2
    LOCKED = 3
    LOST = 4
    SLOW_DISK = 5
    BUSY = 6
    CROWDED = 7
    MOVED = 8
    FILLING = 9
    QUIET = 10


SERIOUS = {Kind.FULL, Kind.UNWRITABLE, Kind.LOCKED}
"""Nothing that people answer is taken."""
OF_PHONES = {Kind.LOST, Kind.QUIET}
"""Of concern only while the session lasts."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong. `n` is what its sentence counts, `where` what it names."""

    kind: Kind
    n: int = 0
    where: str = ""

    @property
    def level(self) -> str:
        return BAD if self.kind in SERIOUS else LOOK

    def says(self, words: Language) -> str:
        n, where = self.n, self.where
        match self.kind:
            case Kind.FULL:
                return words.say(
                    "The disk is full: new votes are not taken. Free some space on {where}; nothing counted is lost.",
                    where=where,
                )
            case Kind.UNWRITABLE:
                return words.say(
                    "The disk does not keep what is written: new votes are not taken. Look at {where}; "
                    "nothing counted is lost.",
                    where=where,
                )
            case Kind.LOCKED:
                return words.say(
                    "The database is locked by another program: new votes wait. Close whatever has {where} open; "
                    "nothing counted is lost.",
                    where=where,
                )
            case Kind.SLOW_DISK:
                return words.say(
                    "The disk is slow: answers take {n} s. Close other programs; every answer waits its turn.", n=n
                )
            case Kind.BUSY:
                return words.say("This machine is busy: answers take {n} s. Close other programs.", n=n)
            case Kind.LOST:
                return words.say(
                    "Wi-Fi lost {n} phones in 10 s; votes already counted are safe. Wait a moment: they come back by "
                    "themselves.",
                    n=n,
                )
            case Kind.QUIET:
                return words.say(
                    "{n} phones went quiet in 10 s: asleep, or the Wi-Fi. Votes already counted are safe, and they "
                    "come back by themselves.",
                    n=n,
                )
            case Kind.CROWDED:
                return words.say(
                    "This machine has room for {n} more connections. Whoever is in stays in; ask the others to share "
                    "a phone.",
                    n=n,
                )
            case Kind.MOVED:
                return words.say(
                    "This machine is in another network now, and {where} leads nowhere. Go back to the room's Wi-Fi; "
                    "if you cannot, start the program again.",
                    where=where,
                )
            case Kind.FILLING:
                return words.say(
                    "The disk is nearly full: {n} MB are left. Free some space on {where} before it is.",
                    n=n,
                    where=where,
                )


@dataclass(frozen=True, slots=True)
class Facts:
    """The machine as it was looked at."""

    folder: str
    disk_free: int
    descriptors_left: int
    lag: float = 0.0
    waited: float = 0.0
    """Seconds that an answer took to the disk, or has been taking."""
    locked: bool = False
    """Another program keeps the writer from beginning."""
    failed: type[BaseException] | None = None
    moved_from: str = ""
    """The address that phones were told, if this machine has left it."""


def of_the_machine(facts: Facts) -> Trouble | None:
    """The worst thing that is wrong for every session."""
    return _of_the_disk(facts) or _of_speed(facts) or _soon(facts)


def _of_the_disk(facts: Facts) -> Trouble | None:
    if facts.disk_free < FULL:
        return Trouble(Kind.FULL, where=facts.folder)
    if facts.failed is StorageFull:
        return Trouble(Kind.UNWRITABLE, where=facts.folder)
    if facts.failed is ServerBusy or facts.locked:
        return Trouble(Kind.LOCKED, where=facts.folder)
    return None


def _of_speed(facts: Facts) -> Trouble | None:
    if facts.lag >= SLOW_S:
        return Trouble(Kind.BUSY, round(facts.lag + facts.waited))
    return Trouble(Kind.SLOW_DISK, round(facts.waited)) if facts.waited >= SLOW_S else None


def _soon(facts: Facts) -> Trouble | None:
    if facts.descriptors_left < FEW_DESCRIPTORS:
        return Trouble(Kind.CROWDED, facts.descriptors_left)
    if facts.moved_from:
        return Trouble(Kind.MOVED, where=facts.moved_from)
    if facts.disk_free < LITTLE:
        return Trouble(Kind.FILLING, facts.disk_free // MB, facts.folder)
    return None


def worst(*found: Trouble | None) -> Trouble | None:
    return min((trouble for trouble in found if trouble), key=lambda trouble: trouble.kind, default=None)
