"""The pictures of results: one drawing for phone, projector, console and the summary.

Everything is escaped here, but the words of the answers, which come safe from the deck.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from markupsafe import Markup

from decks.deck import Pattern, Slide
from decks.language import Language
from sessions.moderation.item import Item
from sessions.session import LiveSession
from sessions.state import Published
from sessions.summary.asked import ROUGHLY, Asked, Told, asked, briefly, of_rounds, shortened
from sessions.summary.charts import bars, beside, cards, cloud, ranks, roughly, sums


class Picture(Protocol):
    """How one sort of tally is drawn: the picture, and the same in cells."""

    def draw(self, one: Asked, words: Language) -> Markup: ...

    def table(self, one: Asked, words: Language) -> Markup: ...


PICTURES: Mapping[str, Picture] = {
    "bars": bars,
    "steps": bars,
    "ranks": ranks,
    "sums": sums,
    "cloud": cloud,
    "cards": cards,
    ROUGHLY: roughly,
}
"""By the name that a kind of ask gives its picture. Steps are bars in one colour."""

LARGEST = 10_000
"""Bytes of a picture that a view can carry; answers so long that it gets larger are cut to their first words."""
FIRST_WORDS = 40
MOST_WORDS, TEXTS_ROOM = 60, 6_000
"""So many words, and so many bytes of texts, a view can carry; the summary has them all."""


def results(
    session: LiveSession, slide_id: str, *, rounds: Collection[int] | None = None, items: Sequence[Item] = ()
) -> str:
    """The whole picture of a slide's closed rounds (or of those named), for whoever may see its results. `items` are
    the texts of the session."""
    slide = session.slide(slide_id)
    if slide is None or slide.ask is None:
        return ""
    one = shortened(asked(session, slide, items), MOST_WORDS, TEXTS_ROOM)
    told = one if rounds is None else of_rounds(one, rounds)
    picture = figure(told, session.words)
    return picture if len(picture.encode()) <= LARGEST else figure(briefly(told, FIRST_WORDS), session.words)


def so_far(session: LiveSession, slide: Slide, published: Published) -> str:
    """The picture of an open round with live results."""
    one = replace(
        asked(session, slide), rounds=(published,), shift=None, earlier=None, split=None, hands={}, so_far=True
    )
    return figure(one, session.words)


def patterns(session: LiveSession, slide_id: str) -> str:
    """What the answers do, for as many as have been told; no counts."""
    slide = session.slide(slide_id)
    if slide is None or slide.ask is None:
        return ""
    return told(asked(session, slide).told, session.words)


def figure(one: Asked, words: Language) -> Markup:
    """One ask as sentence, picture, number of answers and table."""
    if not one.rounds:
        return Markup()
    picture = PICTURES[one.picture]
    parts = (_sentence(one), picture.draw(one, words), *beside.everything(one, words), picture.table(one, words))
    return Markup('<figure class="results" data-picture="{}">{}</figure>').format(one.picture, Markup().join(parts))


def _sentence(one: Asked) -> Markup:
    """A withheld result says why in the picture itself."""
    latest = one.rounds[-1] if one.rounds else None
    if latest is None or latest.withheld:
        return Markup()
    return Markup('<p class="says">{}</p>').format(one.shift.says if one.shift else latest.says)


def told(several: Sequence[Told], words: Language) -> Markup:
    """Answer by answer: its words, what it does, and the name of that."""
    if not several:
        return Markup()
    return Markup('<ol class="patterns">{}</ol>').format(Markup().join(_told(one, words) for one in several))


def _told(one: Told, words: Language) -> Markup:
    return Markup(
        '<li data-key="{key}"><span class="letter">{key}</span> '
        '<blockquote class="response">{response}</blockquote>{right}{impact}{names}</li>'
    ).format(
        key=one.choice.key,
        right=Markup('<p class="right">✓ {}</p>').format(words.say("Right")) if one.right else "",
        response=one.choice.html,
        impact=Markup('<p class="impact">{}</p>').format(one.html) if one.html else "",
        names=Markup().join(Markup('<p class="pattern">{}</p>').format(label(name, words)) for name in one.patterns),
    )


def label(pattern: Pattern, words: Language) -> str:
    """The name of a pattern, and whether it is the deck's own rather than its source's."""
    return words.say("{label} (ours)", label=pattern.label) if pattern.own else pattern.label
