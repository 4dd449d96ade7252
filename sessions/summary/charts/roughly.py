"""A result that the presenter tells in words, not numbers: a word for each answer, and the texts without votes."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from decks.language import Language
from sessions.release.words import in_words
from sessions.state import Published
from sessions.summary.asked import ROUGHLY, Asked
from sessions.summary.charts import cards
from sessions.summary.charts.columns import columns


def draw(one: Asked, words: Language) -> Markup:
    """Each vote by itself, under its name where there are several."""
    votes = columns(one, words)
    shown = Markup().join(
        Markup("{}{}").format(_heading(vote.heading if len(votes) > 1 else ""), _drawn(one, vote.published, words))
        for vote in votes
    )
    return shown + cards.several(one, words)


def table(one: Asked, words: Language) -> Markup:
    """It is words already."""
    return Markup()


def _heading(name: str) -> Markup:
    return Markup("<h3>{}</h3>").format(name) if name else Markup()


def _drawn(one: Asked, published: Published, words: Language) -> Markup:
    says = Markup('<p class="says">{}</p>').format(published.says)
    rows = Markup().join(_rows(one, published, words))
    return says + (Markup('<ul class="bars">{}</ul>').format(rows) if rows else Markup())


def _rows(one: Asked, published: Published, words: Language) -> Iterator[Markup]:
    told = (published.tally or {}).get(ROUGHLY, {})
    for choice in (choice for choice in one.choices if choice.key in told):
        yield Markup(
            '<li class="bar bounded" data-key="{key}"><span class="letter">{key}</span> '
            '<span class="label">{label}</span> <span class="number">{says}</span></li>'
        ).format(key=choice.key, label=choice.html, says=in_words(told[choice.key], words))
