"""The devices that were paired: which are here right now, and which may never come back."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.identity import DEVICE_LIVES, Person
from app.mistakes import note


class Devices:
    """Tokens are not stored, so a device that comes back after a restart is known again by what it shows. Only the
    names of those that were ended are kept in a file, until their tokens would have run out anyway. `tell` hears the
    session whose devices are others now."""

    def __init__(self, file: Path, now: Callable[[], float], tell: Callable[[str], None]) -> None:
        self._file, self._now, self._tell = file, now, tell
        self._known: dict[str, dict[str, Person]] = {}
        self._lines: Counter[str] = Counter()
        self._ended = dict(_kept(file))
        self._cut: Callable[[str], None] = lambda device: None
        self._forget_old()

    def connect(self, cut: Callable[[str], None]) -> None:
        """`cut` ends the lines of a device."""
        self._cut = cut

    def __contains__(self, device: object) -> bool:
        """Whether that device has been ended."""
        return device in self._ended

    def knows(self, person: Person) -> None:
        """It was paired, or has come back."""
        assert person.session is not None
        self._known.setdefault(person.session, {})[person.device] = person
        self._tell(person.session)

    def arrived(self, person: Person) -> None:
        """It listens."""
        self._count(person.device, 1)
        self.knows(person)

    def left(self, person: Person) -> None:
        assert person.session is not None
        self._count(person.device, -1)
        self._tell(person.session)

    def _count(self, device: str, by: int) -> None:
        """Below nothing for a moment, where the end of a line has overtaken its beginning."""
        lines = self._lines[device] + by
        if lines:
            self._lines[device] = lines
        else:
            self._lines.pop(device, None)

    def of(self, session: str) -> tuple[dict[str, Any], ...]:
        """As the console lists them: the name, the role, and whether it listens right now."""
        return tuple(
            {"device": name, "role": person.role, "here": self._lines[name] > 0}
            for name, person in self._known.get(session, {}).items()
        )

    def end(self, session: str, device: str) -> bool:
        """It may not come in any more, after a restart either. Says whether there was such a device."""
        known = self._known.get(session, {}).pop(device, None)
        if known is None:
            return False
        self._ended[device] = self._now() + DEVICE_LIVES
        self._forget_old()
        self._cut(device)
        self._keep()
        self._tell(session)
        return True

    def forget(self, session: str) -> None:
        """The session was deleted, so no token of its devices opens anything."""
        self._known.pop(session, None)

    def _forget_old(self) -> None:
        now = self._now()
        self._ended = {device: until for device, until in self._ended.items() if now < until}

    def _keep(self) -> None:
        """A full disk does not keep a device in: then it is out until the server starts again."""
        fresh = self._file.with_suffix(".new")
        try:
            with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
                file.writelines(f"{device} {until:.0f}\n" for device, until in self._ended.items())
            fresh.replace(self._file)
        except OSError as error:
            note("a device that was ended", error)


def _kept(file: Path) -> list[tuple[str, float]]:
    """What an earlier server has written; nothing where there is no such file or somebody else wrote in it."""
    with contextlib.suppress(OSError, ValueError):
        lines = file.read_text(encoding="ascii").splitlines()
        return [(device, float(until)) for device, until in map(str.split, lines)]
    return []
