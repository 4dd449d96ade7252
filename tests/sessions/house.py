"""A whole core without a server: real shelf, real keys, real decks; time stands still until a test moves it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.engine import select
from app.world import World
from decks.library import Library
from sessions.followup.keeper import Followups
from sessions.keys import Keyring
from sessions.playbill import Playbill
from sessions.protocol import Answer, Command
from sessions.recovery import recover
from sessions.session import LiveSession
from sessions.stage import House, Stage
from sessions.state import Start
from sessions.store import open_shelf

DECK = """---
title: A small deck
patterns:
  blaming: Blaming
  repair: Repair
---

# Welcome

Hello.

. . .

And again.

---

## What do you say?

```slide
ask: choice
rounds: 2
discuss: [1m alone, 2m pairs]
prompts:
  - Whose comfort comes first?
  - What is left to do?
```

- [ ] "You told us too late."
  > blaming: It makes them responsible.
- [ ] "Sorry. I will do better."
  > repair: It hands the floor back.
- [ ] "Let us move on."

Notes:
Count to three.

---

## Has it happened to you?

```slide
ask: choice
privacy: personal
```

- [ ] Often
- [ ] Sometimes
- [ ] Once
- [ ] Never

---

## How safe do you feel?

```slide
ask: scale
labels: [Not at all, Very]
results: never
```

---

## Goodbye
"""


class Clock:
    """Time that moves when it is told to, and a calendar that does too."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.calendar = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now


class Silence:
    """Nobody listens."""

    def changed(self, session_id: str) -> None: ...

    def counted(self, session_id: str) -> None: ...

    def queued(self, session_id: str) -> None: ...

    def refreshed(self, session_id: str) -> None: ...

    def receipt(self, session_id: str, kind: str, voters: set[bytes]) -> None: ...

    def gone(self, session_id: str) -> None: ...


class Core:
    """A stage on a folder. `again()` is the same folder after the process died."""

    def __init__(
        self, folder: Path, clock: Clock | None = None, deck: str = DECK, engine: Any = None, lasting: bool = False
    ) -> None:
        self.folder, self.clock, self._deck, self._engine = folder, clock or Clock(), deck, engine
        self._lasting = lasting
        (folder / "decks").mkdir(exist_ok=True)
        self.deck_file = folder / "decks" / "small.md"
        if not self.deck_file.exists():
            self.deck_file.write_text(deck)
        engine = self._engine or select("threading")
        world = World(clock=self.clock, calendar=lambda: self.clock.calendar)
        self.shelf = open_shelf(folder, engine, self.clock)
        self.keyring = Keyring(folder / "keys", world.token)
        playbill = Playbill(Library(folder / "decks"), self.shelf, world)
        self.shelf.writer.start()
        self.stage = Stage(House(self.shelf, self.keyring, playbill, world, engine, Silence()), lasting=lasting)
        self.followups = Followups(self.stage.house, self.stage.ledger.forget)

    def again(self) -> Core:
        core = Core(self.folder, self.clock, self._deck, self._engine, self._lasting)
        recover(core.stage, core.followups.recover())
        return core

    def opens(self, **about: Any) -> Run:
        session = self.stage.create("small", Start(), **about)
        return Run(self, session.state.id)

    def run(self, session_id: str) -> Run:
        return Run(self, session_id)


class Run:
    """One session, as a presenter and some phones use it."""

    def __init__(self, core: Core, session_id: str) -> None:
        self.core, self.id = core, session_id

    @property
    def session(self) -> LiveSession:
        return self.core.stage.find(self.id)

    def says(self, do: str, /, version: int | None = None, **args: Any) -> LiveSession:
        return self.core.stage.command(self.id, Command(do, version, args))

    def at(self, slide: str) -> Run:
        """Start if need be, and go to a slide."""
        if self.session.state.status == "lobby":
            self.says("start")
        self.says("goto", slide=slide)
        return self

    def answers(self, name: str, value: Any, seq: int = 1, round: int | None = None) -> Mapping[str, Any]:
        ask = self.session.state.slide
        assert ask is not None
        number = round or self.session.standing.round
        return self.core.stage.answer(self.id, voter(name), Answer(ask, number, seq, value))

    def all_answer(self, letters: str) -> None:
        """One phone a letter, "-" for a pass; the same phones each time."""
        for number, letter in enumerate(letters):
            self.answers(f"phone {number}", None if letter == "-" else letter)


def voter(name: str) -> bytes:
    return name.encode().ljust(16, b".")[:16]
