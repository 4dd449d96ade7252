"""A session with a pulse that has ended, and a calendar that a test can turn over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sessions.followup.plan import Plan
from sessions.followup.state import FollowupState
from sessions.release.acts import release
from tests.sessions.house import Core, Run, voter

PULSE = """---
title: A deck with a pulse
lang: LANG
---

# How easy is it here?

```slide
id: before
ask: scale
labels: [Not at all, Very]
```

---

# How easy is it now?

```slide
id: after
ask: scale
labels: [Not at all, Very]
pair: before
```
"""
DECK = f"""{PULSE}
---

# What would you do?

```slide
id: first
ask: choice
privacy: open
```

- [ ] Speak up
- [ ] Wait

---

# What would you do now?

```slide
id: then
ask: choice
privacy: open
pair: first
```

- [ ] Speak up
- [ ] Wait

---

# Never shown

```slide
id: hidden
ask: choice
pair: first
results: never
```

- [ ] Speak up
- [ ] Wait
"""
ANSWERED = {"before": "112233", "after": "334455", "first": "ABB", "then": "AAAB", "hidden": "AAABB"}
NEVER_SHOWN = "hidden"


class Months:
    """The day on which `session` ended; `turns_to` another one."""

    def __init__(
        self, folder: Path, lang: str = "en", shows: bool = True, title: str = "Practising", **core: Any
    ) -> None:
        core.setdefault("lasting", True)
        self.core = Core(folder, deck=DECK.replace("LANG", lang), **core)
        self.run = self._evening(shows, title)

    def _evening(self, shows: bool, title: str) -> Run:
        run = self.core.opens(title=title)
        for slide, answers in ANSWERED.items():
            run.at(slide).says("open")
            for number, answer in enumerate(answers):
                run.answers(f"phone {number}", int(answer) if answer.isdigit() else answer)
            run.says("close")
            if shows and slide != NEVER_SHOWN:
                run.says("results")
        run.says("end")
        self.core.stage.edit(run.session.state.id, None, lambda session: release(session, self.today))
        return run

    @property
    def today(self) -> str:
        return self.core.stage.house.world.today()

    def in_days(self, days: int) -> str:
        return (date.fromisoformat(self.today) + timedelta(days=days)).isoformat()

    def turns_to(self, day: str) -> None:
        noon = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
        self.core.clock.calendar = noon.timestamp()

    def dies(self, keys: bool = True) -> None:
        """The process is killed and starts again; without `keys` the whole machine was restarted."""
        if not keys:
            for path in (self.core.folder / "keys").iterdir():
                path.unlink()
        self.core = self.core.again()

    def plans(self, opens: str = "", days: int = 14, pulse: str = "after", reflection: str = "plan") -> FollowupState:
        return self.core.followups.make(self.run.session, Plan(pulse, reflection, opens or self.today, days))

    def answers(self, state: FollowupState, name: str, pulse: Any, reflection: Any) -> None:
        self.core.followups.answer(state.id, voter(name), {"pulse": pulse, "reflection": reflection})

    def all_answer(self, state: FollowupState, pulses: str, reflections: str) -> None:
        """One person a sign, "-" for a pass."""
        for number, (pulse, reflection) in enumerate(zip(pulses, reflections, strict=True)):
            said = None if pulse == "-" else int(pulse) if pulse.isdigit() else pulse
            self.answers(state, f"person {number}", said, None if reflection == "-" else reflection)

    def find(self, state: FollowupState) -> FollowupState:
        return self.core.followups.find(state.id)
