"""Private words to the presenter. They wait a while nobody can guess, live in memory only, and leave no trace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from decks.language import Language
from sessions.errors import InvalidMessage
from sessions.ports import Announcer, Engine, World

KINDS = ("pause", "slow", "close", "harm")
SOONEST_S, LATEST_S = 20.0, 60.0
UNDO_S = 10.0
"""Seconds in which a signal can be taken back. It has reached nobody by then."""
SOME, MANY = 2, 5
"""From so many people on it is "some", and "many"."""

WORDS: Mapping[str, str] = {
    "pause": "Somebody would like a short break. You could say: “Let us take two minutes.”",
    "slow": "It goes too fast for somebody. You could say: “Let me say that once more, slowly.”",
    "close": "This is too close for somebody. You could say: “You can step out or pass at any time, and nobody asks.”",
    "harm": "Something hurt somebody. You could say: “Something here may have hurt. Let us stop and look at it.”",
}


@dataclass(frozen=True, slots=True)
class _Signal:
    kind: str
    voter: bytes
    due: float
    undo_until: float


class Signals:
    """What was signalled in each session, until the presenter has seen it."""

    def __init__(self, world: World, engine: Engine, announcer: Announcer) -> None:
        self._world, self._engine, self._announcer = world, engine, announcer
        self._on_their_way: dict[str, list[_Signal]] = defaultdict(list)
        self._there: dict[str, dict[str, set[bytes]]] = defaultdict(dict)

    def send(self, session_id: str, voter: bytes, kind: str) -> dict[str, Any]:
        """Take a signal; it reaches the presenter after 20 to 60 seconds. The same one again changes nothing."""
        if kind not in KINDS:
            raise InvalidMessage(f"A signal is one of {', '.join(KINDS)}.")
        if not self._known(session_id, voter, kind):
            now = self._world.now()
            signal = _Signal(kind, voter, now + self._world.uniform(SOONEST_S, LATEST_S), now + UNDO_S)
            self._on_their_way[session_id].append(signal)
            self._engine.spawn(self._arrive, session_id, signal)
        return {"undo": UNDO_S}

    def undo(self, session_id: str, voter: bytes, kind: str) -> dict[str, Any]:
        """Take a signal back. Says whether it was still in time."""
        waiting, now = self._on_their_way[session_id], self._world.now()
        mine = [one for one in waiting if one.voter == voter and one.kind == kind and now <= one.undo_until]
        self._on_their_way[session_id] = [one for one in waiting if one not in mine]
        return {"undone": bool(mine)}

    def seen(self, session_id: str, kind: str) -> set[bytes]:
        """The presenter has seen it: who signalled gets a receipt, and is forgotten."""
        return self._there[session_id].pop(kind, set())

    def view(self, session_id: str, words: Language) -> list[dict[str, str]]:
        """What the console shows: the kind, how many in a word, and a sentence to say."""
        return [
            {"kind": kind, "n": _how_many(len(voters)), "says": words.say(WORDS[kind])}
            for kind, voters in self._there[session_id].items()
        ]

    def forget(self, session_id: str) -> None:
        self._on_their_way.pop(session_id, None)
        self._there.pop(session_id, None)

    def _known(self, session_id: str, voter: bytes, kind: str) -> bool:
        waiting = any(one.voter == voter and one.kind == kind for one in self._on_their_way[session_id])
        return waiting or voter in self._there[session_id].get(kind, ())

    def _arrive(self, session_id: str, signal: _Signal) -> None:
        self._engine.sleep(signal.due - self._world.now())
        if signal not in self._on_their_way.get(session_id, ()):
            return
        self._on_their_way[session_id].remove(signal)
        self._there[session_id].setdefault(signal.kind, set()).add(signal.voter)
        self._announcer.queued(session_id)


def _how_many(n: int) -> str:
    return "many" if n >= MANY else "some" if n >= SOME else "one"
