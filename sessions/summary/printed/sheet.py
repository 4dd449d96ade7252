"""A summary as plain values for the template: every sentence said, every drawing measured, nothing left to decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from decks.language import Language
from decks.paper import printable
from decks.paper.report import report
from sessions.letterhead import letterhead
from sessions.summary.asked import ROUGHLY, Asked, Told
from sessions.summary.charts import label
from sessions.summary.charts.cards import unshown, unshown_says
from sessions.summary.content import Content, mark, phones
from sessions.summary.debrief import debrief
from sessions.summary.method import question
from sessions.summary.printed.drawings import drawings

Facts = dict[str, Any]


def sheet(content: Content, words: Language) -> Facts:
    """Everything that the pages say."""
    facts = {
        "brand": letterhead(content.brand),
        "title": printable(content.title).strip() or content.deck,
        "facts": _facts(content, words),
        "credits": " · ".join(content.credits),
        "rehearsal": mark(content, words),
        "lines": [printable(line) for line in content.lines],
        "asks": [_ask(one, place, words) for place, one in enumerate(content.asks, 1)],
        "patterns": [asdict(pattern) for pattern in debrief(content, words)],
        "method": list(content.method),
        "say": _headings(words),
    }
    return report(facts, words)


def _headings(words: Language) -> dict[str, str]:
    return {
        "brief": words.say("In brief"),
        "nothing": words.say("No question is told here."),
        "lines": words.say("What I would tell your director"),
        "own": words.say("In the presenter's own words."),
        "told": words.say("What the answers do"),
        "patterns": words.say("The patterns of this session"),
        "right": words.say("Right"),
        "offered": words.say("What could be answered"),
    }


def _facts(content: Content, words: Language) -> list[list[str]]:
    """What, when, how many: each with its name."""
    asked = words.many("{n} question is told here", "{n} questions are told here", len(content.asks))
    told = [
        [words.say("Deck"), content.deck_title],
        [words.say("Day"), content.day],
        [words.say("Phones"), phones(content, words)],
        [words.say("Questions"), asked],
    ]
    return [[name, what] for name, what in told if what]


def _ask(one: Asked, place: int, words: Language) -> Facts:
    return {
        "title": printable(one.title).strip() or words.say("Question {n}", n=place),
        "terms": _terms(one, words),
        "says": _says(one, words),
        "notes": list(_notes(one, words)),
        "offered": [] if any(published.tally for published in one.rounds) else _offered(one),
        "drawings": [asdict(drawing) for drawing in drawings(one, words)],
        "told": [_told(told, words) for told in one.told],
    }


def _terms(one: Asked, words: Language) -> str:
    """Which rules held; and how many answered, where no heading of a vote says it."""
    told = words.say("{question} · told from {floor} answers", question=question(one.privacy, words), floor=one.floor)
    if len(one.rounds) != 1 or one.picture == ROUGHLY:
        return told
    n = one.rounds[0].n
    return f"{told} · {words.many('{n} has answered, passing included', '{n} have answered, passing included', n)}"


def _says(one: Asked, words: Language) -> str:
    """The one sentence that a reader in a hurry takes along."""
    if not one.rounds:
        return words.say("No round of it was counted.")
    return one.shift.says if one.shift else one.rounds[-1].says


def _notes(one: Asked, words: Language) -> Iterator[str]:
    """Why rounds are missing."""
    for published in one.rounds:
        if published.withheld and len(one.rounds) > 1 and one.picture != ROUGHLY:
            vote = words.say("First vote") if published.round == 1 else words.say("Second vote")
            yield f"{vote} · {published.n}: {published.says}"
    if unshown(one):
        yield unshown_says(words)
    if one.voided:
        yield words.many("One round was voided.", "{n} rounds were voided.", one.voided)


def _offered(one: Asked) -> list[list[str]]:
    return [[choice.key, choice.text] for choice in one.choices]


def _told(told: Told, words: Language) -> Facts:
    return {
        "key": told.choice.key,
        "response": told.choice.text,
        "says": told.says,
        "right": told.right,
        "names": " · ".join(label(pattern, words) for pattern in told.patterns),
    }
