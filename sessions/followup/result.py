"""What a follow-up tells after its end: its totals beside those they are compared with, and how to read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from decks.asks import kind_of
from decks.language import Language
from sessions.days import days_between
from sessions.followup.state import FollowupState, Question
from sessions.summary.as_html import how_to_read
from sessions.summary.asked import choices
from sessions.summary.charts.columns import Column, drawn, in_brief
from sessions.summary.charts.tables import as_tables
from sessions.summary.method import question, rounded
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


def facts(state: FollowupState) -> tuple[str, ...]:
    """When the session was, and when this was open."""
    return state.words.say("Session of {day}", day=state.words.day(state.day)), _when(state, state.words)


def _when(state: FollowupState, words: Language) -> str:
    if state.never_open:
        return words.say("Ended before its first day")
    if state.opens == state.last:
        return words.say("Asked again on {day}", day=words.day(state.opens))
    return words.say("Asked again from {opens} to {last}", opens=words.day(state.opens), last=words.day(state.last))


def method(state: FollowupState) -> tuple[str, ...]:
    """How to read it, in plain words."""
    return tuple(_method(state, state.words))


def _method(state: FollowupState, words: Language) -> Iterator[str]:
    yield words.say(
        "Nobody's answers are linked, neither with their own in the session nor between the two questions. So nothing "
        "here says how any one person has changed."
    )
    yield words.say(
        "Those who answered now need not be those who were there then: somebody may be missing, and the link may have "
        "been passed on. Small differences mean nothing."
    )
    yield words.say(
        "There is no list of people. Each browser could answer once, so somebody with two browsers could answer twice."
    )
    yield words.say(
        "A total is told only if enough people chose an answer, and of the earlier ones only what the room was shown. "
        "Passing counts as answering and is not listed on its own."
    )
    yield words.say(
        "While it was open nobody was told how many had answered. At its end each single answer was destroyed."
    )
    yield rounded(words)
    if state.anew:
        yield words.say(
            "The server was restarted on {day}. Answers given before could not be read by anybody any more and are not "
            "in these numbers.",
            day=words.day(state.anew),
        )


# --- as a part of a page


def body_html(state: FollowupState) -> Markup:
    """The questions and the method note, below the page's own title."""
    asks = Markup("\n").join(_section(one, state.words) for one in answered(state))
    return asks + Markup("\n") + how_to_read(method(state), state.words)


def _section(one: Answered, words: Language) -> Markup:
    says = Markup('<p class="says">{}</p>').format(one.says) if one.columns[-1].counts is not None else Markup()
    columns = Markup().join(_column(vote, one.picture, words) for vote in _briefly(one.columns))
    figure = Markup('<figure class="results" data-picture="{}">{}<div class="columns">{}</div>{}</figure>').format(
        one.picture, says, columns, as_tables(one.columns, None, words)
    )
    terms = " · ".join(filter(None, (one.terms, one.ends)))
    return Markup('<section class="asked">\n<h2>{}</h2>\n<p class="terms">{}</p>\n{}</section>').format(
        one.question.title, terms, figure
    )


def _briefly(columns: tuple[Column, ...]) -> Iterator[Column]:
    """Once the answers were said in full, their first words do."""
    full = False
    for column in columns:
        yield in_brief(column) if full else column
        full = full or column.counts is not None


def _column(column: Column, picture: str, words: Language) -> Markup:
    return Markup('<section class="column"><h3>{}</h3>{}</section>').format(
        heading(column), drawn(column, picture, words)
    )
