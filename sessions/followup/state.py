"""What a follow-up remembers: frozen values that go to the shelf as JSON and come back the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from decks.deck import Ask, Option
from decks.language import Language, language
from sessions.days import days_later
from sessions.state import Published

PULSE, REFLECTION = "pulse", "reflection"
UNREAD = "unread"
"""Why a total is withheld when the keys of its answers were gone before it ended."""


class Stand(StrEnum):
    """Where a follow-up stands."""

    PLANNED = "planned"
    OPEN = "open"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, as it was when the follow-up was made: later edits of the deck change nothing of it.

    `then` is what it is compared with, the session's first and last totals as the room saw them; empty for a question
    that is new. `box` and `group` are there while it takes answers, `told` once it has ended.
    """

    name: str
    title: str
    ask: Ask
    floor: int
    then: tuple[Published, ...] = ()
    box: str | None = None
    group: str | None = None
    told: Published | None = None


@dataclass(frozen=True, slots=True)
class FollowupState:
    """Everything a follow-up is: one row on the shelf."""

    id: str
    session: str
    title: str
    lang: str
    day: str
    """The day of the session."""
    made: str
    opens: str
    days: int
    questions: tuple[Question, ...]
    pulse: str = ""
    """The slide that is asked again, as the session's deck names it."""
    stand: Stand = Stand.PLANNED
    version: int = 1
    anew: str | None = None
    """The day on which it began anew, because the keys of the answers so far were gone."""
    ended: str | None = None
    unread: bool = False
    """It ended, and the keys of its answers were gone."""

    @property
    def last(self) -> str:
        """The last day on which it takes answers: that of its end, where somebody ended it early."""
        planned = days_later(self.opens, self.days - 1)
        return min(planned, max(self.opens, self.ended or planned))

    @property
    def never_open(self) -> bool:
        """It was ended before its first day."""
        return self.ended is not None and self.ended < self.opens

    @property
    def words(self) -> Language:
        return language(self.lang)

    @property
    def boxes(self) -> Mapping[str, str]:
        """Every ballot box that exists, with its link group: each question has its own of both."""
        return {one.box: one.group for one in self.questions if one.box and one.group}

    @property
    def groups(self) -> frozenset[str]:
        return frozenset(self.boxes.values())

    def question(self, name: str) -> Question:
        return next(one for one in self.questions if one.name == name)

    def asking(self, **changes: Mapping[str, Any]) -> FollowupState:
        """The same with something changed in its questions: for each field, the values by the question's name."""
        changed = (
            replace(one, **{field: values[one.name] for field, values in changes.items()}) for one in self.questions
        )
        return replace(self, questions=tuple(changed))

    def to_json(self) -> str:
        facts = {**asdict(self), "questions": [_plain(one) for one in self.questions]}
        return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> FollowupState:
        facts = json.loads(text)
        facts["stand"] = Stand(facts["stand"])
        facts["questions"] = tuple(_question(one) for one in facts["questions"])
        return cls(**facts)


def bare(ask: Ask) -> Ask:
    """As much of an ask as one vote by oneself needs: no rounds, no talk, and nothing of what its answers do."""
    options = tuple(Option(option.key, option.text, option.html) for option in ask.options)
    return Ask(ask.kind, ask.privacy, options, agreement=ask.agreement, settings=dict(ask.settings))


def _plain(one: Question) -> dict[str, Any]:
    ask = one.ask
    options = [[option.key, option.text, option.html] for option in ask.options]
    kept = {"kind": ask.kind, "privacy": ask.privacy, "agreement": ask.agreement, "settings": dict(ask.settings)}
    return {**asdict(one), "ask": {**kept, "options": options}}


def _question(facts: dict[str, Any]) -> Question:
    ask = facts.pop("ask")
    options = tuple(Option(*option) for option in ask.pop("options"))
    settings = {name: tuple(value) if isinstance(value, list) else value for name, value in ask.pop("settings").items()}
    then = tuple(Published(**published) for published in facts.pop("then"))
    told = facts.pop("told")
    return Question(
        ask=Ask(**ask, options=options, settings=settings),
        then=then,
        told=Published(**told) if told else None,
        **facts,
    )
