"""Points that were spent over the answers: what each got of all."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from decks.language import Language
from decks.shares import shares
from sessions.summary.asked import Asked
from sessions.summary.charts.bars import counted
from sessions.summary.charts.columns import bar, ink
from sessions.summary.charts.tables import Row, as_table, folded_away, named


def draw(one: Asked, words: Language) -> Markup:
    latest = one.rounds[-1]
    if latest.tally is None:
        return Markup('<p class="withheld">{}</p>').format(latest.says)
    bars = Markup('<ul class="bars">{}</ul>').format(Markup().join(_bars(one)))
    return bars + counted(latest.n, words, one.so_far)


def table(one: Asked, words: Language) -> Markup:
    if one.rounds[-1].tally is None:
        return Markup()
    head = [words.say("Answer"), words.say("Points"), words.say("Share")]
    return folded_away(as_table(words.say("Points of all together"), head, list(_rows(one))), words)


def _bars(one: Asked) -> Iterator[Markup]:
    sums = (one.rounds[-1].tally or {})["sums"]
    parts = shares(sums, sum(sums.values()))
    for index, choice in enumerate(one.choices):
        points, share = sums[choice.key], parts[choice.key]
        yield bar(choice, ink(index), share, str(points), f"{share} %")


def _rows(one: Asked) -> Iterator[Row]:
    sums = (one.rounds[-1].tally or {})["sums"]
    parts = shares(sums, sum(sums.values()))
    for choice in one.choices:
        yield [named(choice), str(sums[choice.key]), f"{parts[choice.key]} %"]
