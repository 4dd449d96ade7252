"""Answers that were put in order: how they fare together, the first on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from decks.language import Language
from sessions.state import Published
from sessions.summary.asked import Asked, Choice
from sessions.summary.charts.bars import counted
from sessions.summary.charts.columns import Column, bar, columns, ink
from sessions.summary.charts.tables import as_table, folded_away, named


def draw(one: Asked, words: Language) -> Markup:
    votes = columns(one, words)
    if len(votes) == 1:
        return _drawn(votes[0], words) + counted(votes[0].published.n, words, one.so_far)
    shown = (
        Markup('<section class="column"><h3>{}</h3>{}</section>').format(v.heading, _drawn(v, words)) for v in votes
    )
    return Markup('<div class="columns">{}</div>').format(Markup().join(shown))


def table(one: Asked, words: Language) -> Markup:
    told = [vote for vote in columns(one, words) if vote.published.tally]
    tables = Markup().join(_table(vote, words) for vote in told)
    return folded_away(tables, words) if told else Markup()


def _drawn(vote: Column, words: Language) -> Markup:
    """The bars are as long as their points, of all that one answer could get."""
    if vote.published.tally is None:
        return Markup('<p class="withheld">{}</p>').format(vote.published.says)
    points, first = scores(vote.published), vote.published.tally["first"]
    most = max(points.values(), default=0) or 1
    rows = (
        bar(choice, ink(index), round(100 * won / most), str(won), put_first(first[choice.key], words))
        for index, choice in in_order(vote.choices, points)
        for won in [points[choice.key]]
    )
    return Markup('<ol class="bars">{}</ol>').format(Markup().join(rows))


def scores(published: Published) -> Mapping[str, int]:
    """Borda's points; of a personal ask the first places, which are all that is told."""
    tally = published.tally or {}
    points: Mapping[str, int] = tally.get("borda") or tally.get("first") or {}
    return points


def in_order(choices: Sequence[Choice], points: Mapping[str, int]) -> list[tuple[int, Choice]]:
    """The choices with their places among the options, the one with the most points first."""
    return sorted(enumerate(choices), key=lambda one: (-points.get(one[1].key, 0), one[0]))


def put_first(n: int, words: Language) -> str:
    return words.many("{n} person put it first", "{n} people put it first", n)


def _table(vote: Column, words: Language) -> Markup:
    tally = vote.published.tally or {}
    points, first = scores(vote.published), tally["first"]
    caption = words.say("{vote}: points together, and how many put it first", vote=vote.heading)
    head = [words.say("Answer"), words.say("Points"), words.say("Put first")]
    rows = [[named(one), str(points[one.key]), str(first[one.key])] for _, one in in_order(vote.choices, points)]
    return as_table(caption, head, rows)
