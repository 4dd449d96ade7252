"""Answers that were counted one by one, as bars: one vote, or two side by side."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from decks.language import Language
from sessions.flows import OTHER
from sessions.summary.asked import Asked
from sessions.summary.charts.columns import Column, columns, drawn, in_brief
from sessions.summary.charts.flow import flow
from sessions.summary.charts.tables import as_tables


def draw(one: Asked, words: Language) -> Markup:
    """The votes, and how the room moved between them."""
    votes = columns(one, words)
    return _picture(one, votes, words) + shift(one, words) if votes else Markup()


def table(one: Asked, words: Language) -> Markup:
    return as_tables(columns(one, words), one.shift, words)


def _picture(one: Asked, votes: Sequence[Column], words: Language) -> Markup:
    if len(votes) == 1:
        return drawn(votes[0], one.picture, words) + counted(votes[0].published.n, words, one.so_far)
    alike = _alike(votes)
    shown = [votes[0], in_brief(votes[1])] if alike else votes
    return Markup('<div class="columns{}">{}</div>').format(
        " alike" if alike else "", Markup().join(_column(vote, one.picture, words) for vote in shown)
    )


def counted(n: int, words: Language, so_far: bool = False) -> Markup:
    """How many answered at all; while bars move, how many answers they hold."""
    if so_far:
        return Markup('<p class="count">{}</p>').format(words.say("{n} answers so far; the latest always wait", n=n))
    says = words.many("{n} has answered, passing included", "{n} have answered, passing included", n)
    return Markup('<p class="count">{}</p>').format(says)


def _alike(votes: Sequence[Column]) -> bool:
    """Two told columns of the same answers in the same order become rows: the words of each answer once."""
    return len(votes) == 2 and votes[0].choices == votes[1].choices and all(vote.counts is not None for vote in votes)


def _column(vote: Column, picture: str, words: Language) -> Markup:
    return Markup('<section class="column"><h3>{}</h3>{}{}</section>').format(
        vote.heading, drawn(vote, picture, words), _mean(vote, words)
    )


def _mean(vote: Column, words: Language) -> Markup:
    """One vote alone has its mean in its sentence; side by side each says its own."""
    if vote.mean is None:
        return Markup()
    return Markup('<p class="count">{}</p>').format(words.say("The mean is {mean}.", mean=f"{vote.mean:.1f}"))


def shift(one: Asked, words: Language) -> Markup:
    """How the room moved, where the rules allow it; nothing otherwise."""
    if one.shift is None or one.shift.flows is None or len(one.rounds) < 2:
        return Markup()
    before, after = columns(one, words)[-2:]
    return flow(before, after, one.shift.flows) + Markup('<p class="count">{}</p>').format(moved(one, words))


def moved(one: Asked, words: Language) -> str:
    """Whom the ribbons show, and whom they do not."""
    assert one.shift is not None
    rest = sum(n for before, _, n in one.shift.flows or () if before == OTHER)
    says = [words.say("{matched} people chose an answer in both votes.", matched=one.shift.matched)]
    if rest:
        says.append(words.say("{n} of them are not drawn: too few people went the same way.", n=rest))
    if one.shift.about:
        says.append(words.say("A few more are left out by lot, so that nobody can be found by subtraction."))
    return " ".join(says)
