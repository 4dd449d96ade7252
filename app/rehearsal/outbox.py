"""What a simulated phone has answered and what still waits to be counted, by the rules of the real phone's outbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

KEPT_FOR_LATER = {"no.reply", "rate.limited", "server.busy", "server.error", "storage.full"}
FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 8.0

Place = tuple[str, int, int]
"""The ask, the round, and which of one person's texts."""
Reply = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """One phone's answer to one round of an ask, or one of its texts there."""

    ask: str
    round: int
    seq: int
    value: Any
    state: str = "sending"
    n: int = 0
    sure: int | None = None
    keep: bool = False

    @property
    def message(self) -> dict[str, Any]:
        """As it is said: without what this ask does not want to know."""
        besides = {"n": self.n, "sure": self.sure, "keep": self.keep}
        told = {name: value for name, value in besides.items() if value}
        return {"ask": self.ask, "round": self.round, "seq": self.seq, "value": self.value, **told}

    @property
    def place(self) -> Place:
        return self.ask, self.round, self.n


class Outbox:
    """An answer waits here until the server has counted it or refused it for good; a newer choice replaces it."""

    def __init__(self) -> None:
        self._answers: dict[Place, Answer] = {}
        self._tries = 0

    @property
    def waiting(self) -> Answer | None:
        """What is to be sent next."""
        return next((answer for answer in self._answers.values() if answer.state == "sending"), None)

    def of(self, ask: str, round: int, n: int = 0) -> Answer | None:
        return self._answers.get((ask, round, n))

    def put(self, ask: str, round: int, value: Any, n: int = 0, sure: int | None = None, keep: bool = False) -> None:
        before = self.of(ask, round, n)
        self._keep(Answer(ask, round, before.seq + 1 if before else 1, value, n=n, sure=sure, keep=keep))
        self._tries = 0

    def forget(self, ask: str, since: int) -> None:
        """That round, and those after it, are asked afresh."""
        self._answers = {key: kept for key, kept in self._answers.items() if key[0] != ask or key[1] < since}

    def settle(self, sent: Answer, reply: Reply) -> float | None:
        """Take the server's word. Returns the seconds until the next try, or None when nothing waits any more."""
        newest = self.of(*sent.place)
        if newest is not None and newest.seq == sent.seq:
            self._keep(_settled(newest, reply))
        if self.waiting is None:
            return None
        return self._pause(reply) if reply.get("code") in KEPT_FOR_LATER else 0.0

    def _pause(self, reply: Reply) -> float:
        self._tries += 1
        return float(reply.get("retry_after") or min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** (self._tries - 1)))

    def _keep(self, answer: Answer) -> None:
        self._answers[answer.place] = answer


def _settled(answer: Answer, reply: Reply) -> Answer:
    """Counted, still to be sent (with a higher number when that one is taken), or given up."""
    code = reply.get("code")
    if reply.get("ok"):
        return replace(answer, state="counted")
    if code == "answer.stale":
        return replace(answer, seq=int(reply.get("seq", answer.seq)) + 1)
    return answer if code in KEPT_FOR_LATER else replace(answer, state="refused")
