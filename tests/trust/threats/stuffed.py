"""A session in which every field that anybody can fill in was filled in with the worst that there is."""

from __future__ import annotations

from typing import Any

from app.pages.forms import LINES, LONGEST_TITLE
from sessions import protocol
from sessions.session import LiveSession
from sessions.state import Start
from tests.trust.threats.inside import Inside
from tests.trust.threats.payloads import PAYLOADS, chunks

LONGEST = 280
DECK = """---
title: What people write
cast: {Sam: she}
---

## Sam asks

```slide
id: story
ask: text
answers: 3
chars: 280
```

---

## One word?

```slide
id: word
ask: words
answers: 3
chars: 280
```

---

## What is unclear?

```slide
id: unclear
ask: qa
```

---

## What would you say?

```slide
id: say
ask: choice
rounds: 2
reasons: yes
discuss: 3m
```

- [ ] One thing
- [ ] Another thing

---

## Next time

```slide
id: next-time
ask: commit
chars: 280
share: yes
```
"""
WRITTEN = ("story", "word", "unclear", "next-time")
TEXTS = chunks(LONGEST)


def stuff(inside: Inside) -> LiveSession:
    """All of it in one session, approved and shown; it stands on the last slide."""
    (inside.decks / "stuffed.md").write_text(DECK, encoding="utf-8")
    lines: dict[str, Any] = {line: chunks(longest)[number] for number, (line, longest) in enumerate(LINES.items())}
    names = {"Sam": "<img src=x onerror=alert(1)>"}
    session = inside.begins("stuffed", title=chunks(LONGEST_TITLE)[0], start=Start(cast=names, **lines))
    at, phones = session.state.id, [inside.voter(session) for _ in range(max(len(TEXTS), 9))]
    inside.says(session, "start")
    for ask in WRITTEN:
        ask_all(inside, at, ask, {phone: TEXTS[number % len(TEXTS)] for number, phone in enumerate(phones)})
    inside.says(session, "goto", slide="say")
    inside.says(session, "open")
    for number, phone in enumerate(phones):
        said = {"ask": "say", "round": 1, "seq": 1, "value": "AB"[number % 2]}
        inside.stage.answer(at, phone, protocol.answer(said))
    inside.says(session, "close")
    for number, phone in enumerate(phones):
        dealt = (inside.stage.mine(at, phone) or {})["dealt"]
        reason = {"ask": "say", "option": dealt, "text": TEXTS[number % len(TEXTS)]}
        inside.stage.reason(at, phone, protocol.reason(reason))
    inside.says(session, "talk")
    approve(inside, at)
    inside.says(session, "unplanned", title=chunks(200)[0], kind="choice", options=chunks(240)[:8])
    return inside.stage.find(at)


def ask_all(inside: Inside, at: str, ask: str, texts: dict[bytes, str]) -> None:
    session = inside.stage.find(at)
    inside.says(session, "goto", slide=ask)
    inside.says(session, "open")
    for phone, text in texts.items():
        said = {"ask": ask, "round": 1, "seq": 1, "value": text, "keep": True}
        inside.stage.answer(at, phone, protocol.answer(said))
    inside.says(session, "close")
    approve(inside, at)
    inside.says(session, "results")


def approve(inside: Inside, at: str) -> None:
    view = inside.parts.scenes.view(inside.stage.find(at), protocol.PRESENTER)
    for item in view["moderation"]:
        if item["state"] == "waiting":
            inside.stage.moderate(at, protocol.moderate({"item": item["item"], "do": "approve"}))


__all__ = ["DECK", "PAYLOADS", "TEXTS", "WRITTEN", "approve", "ask_all", "stuff"]
