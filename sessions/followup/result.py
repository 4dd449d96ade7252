"""What a follow-up tells after its end: its totals beside those they are compared with."""

from __future__ import annotations

from dataclasses import dataclass

from decks.asks import kind_of
from decks.language import Language
from sessions.days import days_between
from sessions.followup.state import FollowupState, Question
from sessions.summary.asked import choices
from sessions.summary.charts.columns import Column
from sessions.summary.method import question
from sessions.summary.spelled import LETTERED, spelled_out

MONTH = 30.44
"""Days, on the whole."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with its columns, the earliest first. Only an ended follow-up has any of its own."""

    question: Question
    columns: tuple[Column, ...]
    terms: str
    says: str

    @property
    def picture(self) -> str:
        return kind_of(self.question.ask).picture

    @property
    def ends(self) -> str:
        """What the steps at the two ends mean, where the answers are steps; empty otherwise."""
        named = (choice for choice in self.columns[-1].choices if choice.text)
        return " · ".join(f"{choice.key}: {choice.text}" for choice in named) if self.picture == "steps" else ""


def answered(state: FollowupState) -> tuple[Answered, ...]:
    """Every question of an ended follow-up."""
    return tuple(_answered(state, one) for one in state.questions if one.told)


def _answered(state: FollowupState, one: Question) -> Answered:
    assert one.told
    words = state.words
    names = (words.say("At the start"), words.say("At the end"))
    then = zip(names, one.then, strict=False)
    votes = (*then, (_later(state, words), one.told))
    terms = words.say(
        "{question} · told from {floor} answers", question=question(one.ask.privacy, words), floor=one.floor
    )
    offered, says = choices(one.ask), one.told.says
    if kind_of(one.ask).picture in LETTERED:
        says = spelled_out(says, offered, words)
    return Answered(one, tuple(Column(name, offered, told) for name, told in votes), terms, says)


def _later(state: FollowupState, words: Language) -> str:
    """How long after the session it opened."""
    days = days_between(state.day, state.opens)
    if (months := round(days / MONTH)) > 0:
        return words.many("{n} month later", "{n} months later", months)
    if days < 1:
        return words.say("Asked again")
    return words.many("{n} day later", "{n} days later", days)


def heading(column: Column) -> str:
    """Its name, with how many answered where that is known."""
    return column.heading if column.published.n else column.name
