"""What stands beside a vote: how sure people were, how groups of them answered, and hands that were raised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from decks.language import Language
from decks.shares import shares
from sessions.state import Published
from sessions.summary.asked import Asked, Choice
from sessions.summary.charts.columns import Column, bar, drawn, ink


def everything(one: Asked, words: Language) -> Iterator[Markup]:
    latest = one.rounds[-1]
    if latest.sure:
        yield _sure(latest.sure, words)
    if latest.segments and one.split:
        yield _segments(one, latest.segments, words)
    if one.hands:
        yield _hands(one, words)


def _sure(counts: Mapping[str, int], words: Language) -> Markup:
    """The five steps from "not sure" to "very sure"; never together with what anybody chose."""
    ends = {"1": words.say("not sure"), "5": words.say("very sure")}
    parts = shares(counts, sum(counts.values()))
    steps = (Choice(key, ends.get(key, ""), Markup.escape(ends.get(key, ""))) for key in counts)
    rows = (bar(step, ink(0), parts[step.key], str(counts[step.key]), f"{parts[step.key]} %") for step in steps)
    return _section(
        "sure", words.say("How sure people were"), Markup('<ul class="bars">{}</ul>').format(Markup().join(rows))
    )


def _segments(one: Asked, segments: Mapping[str, Mapping[str, int]], words: Language) -> Markup:
    """A small column for each group that may be shown, named by what it had answered before."""
    assert one.split is not None
    groups = {choice.key: choice for choice in one.split.choices}
    shown = Markup().join(
        _segment(one, groups[key], counts, words) for key, counts in segments.items() if key in groups
    )
    heading = words.say("By the answer to “{title}”", title=one.split.title)
    return _section("segments", heading, Markup('<div class="columns">{}</div>').format(shown))


def _segment(one: Asked, group: Choice, counts: Mapping[str, int], words: Language) -> Markup:
    published = Published(1, sum(counts.values()), {"counts": counts}, None, "")
    column = Column(group.key, one.choices, published)
    heading = Markup('<h4><span class="letter">{}</span> {}</h4>').format(group.key, group.html)
    return Markup('<section class="column">{}{}</section>').format(heading, drawn(column, one.picture, words))


def _hands(one: Asked, words: Language) -> Markup:
    """Never mixed with the phones, whose floors do not hold for what everybody saw."""
    told = " · ".join(f"{choice.key} {one.hands[choice.key]}" for choice in one.choices if choice.key in one.hands)
    says = words.say("Raised hands and paper, as the presenter counted them: {counts}.", counts=told)
    return Markup('<p class="hands">{}</p>').format(says)


def _section(name: str, heading: str, body: Markup) -> Markup:
    return Markup('<section class="{}"><h3>{}</h3>{}</section>').format(name, heading, body)
