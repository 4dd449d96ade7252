"""The pictures of results: one drawing for phone, projector, console and the summary.

Everything is escaped here, but the words of the answers, which come safe from the deck.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from markupsafe import Markup

from decks.deck import Pattern
from decks.language import Language
from sessions.flows import OTHER
from sessions.moderation.item import Item
from sessions.session import LiveSession
from sessions.summary.asked import Asked, Told, asked, briefly, of_rounds
from sessions.summary.charts.columns import Column, columns, drawn, in_brief
from sessions.summary.charts.flow import flow
from sessions.summary.charts.tables import as_tables

LARGEST = 10_000
"""Bytes of a picture that a view can carry; answers so long that it gets larger are cut to their first words."""
FIRST_WORDS = 40


def results(
    session: LiveSession, slide_id: str, *, rounds: Collection[int] | None = None, items: Sequence[Item] = ()
) -> str:
    """The whole picture of a slide's closed rounds (or of those named), for whoever may see its results. `items` are
    the texts of the session."""
    slide = session.slide(slide_id)
    if slide is None or slide.ask is None:
        return ""
    one = asked(session, slide, items)
    told = one if rounds is None else of_rounds(one, rounds)
    picture = figure(told, session.words)
    return picture if len(picture.encode()) <= LARGEST else figure(briefly(told, FIRST_WORDS), session.words)


def patterns(session: LiveSession, slide_id: str) -> str:
    """What the answers do, for as many as have been told; no counts."""
    slide = session.slide(slide_id)
    if slide is None or slide.ask is None:
        return ""
    return told(asked(session, slide).told, session.words)


def figure(one: Asked, words: Language) -> Markup:
    """One ask as sentence, picture, number of answers and table."""
    votes = columns(one, words)
    if not votes:
        return Markup()
    parts = (_sentence(one), _picture(one, votes, words), shift(one, words), as_tables(votes, one.shift, words))
    return Markup('<figure class="results" data-kind="{}">{}</figure>').format(one.kind, Markup().join(parts))


def _sentence(one: Asked) -> Markup:
    """A withheld result says why in the picture itself."""
    latest = one.rounds[-1] if one.rounds else None
    if latest is None or latest.withheld:
        return Markup()
    return Markup('<p class="says">{}</p>').format(one.shift.says if one.shift else latest.says)


def _picture(one: Asked, votes: Sequence[Column], words: Language) -> Markup:
    if len(votes) == 1:
        says = words.many(
            "{n} has answered, passing included", "{n} have answered, passing included", votes[0].published.n
        )
        return drawn(votes[0], one.kind) + Markup('<p class="count">{}</p>').format(says)
    alike = _alike(votes)
    shown = [votes[0], in_brief(votes[1])] if alike else votes
    return Markup('<div class="columns{}">{}</div>').format(
        " alike" if alike else "", Markup().join(_column(vote, one.kind, words) for vote in shown)
    )


def _alike(votes: Sequence[Column]) -> bool:
    """Two told columns of the same answers in the same order become rows: the words of each answer once."""
    return len(votes) == 2 and votes[0].choices == votes[1].choices and all(vote.counts is not None for vote in votes)


def _column(vote: Column, kind: str, words: Language) -> Markup:
    return Markup('<section class="column"><h3>{}</h3>{}{}</section>').format(
        vote.heading, drawn(vote, kind), _mean(vote, words)
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
    return flow(before, after, one.shift.flows) + Markup('<p class="count">{}</p>').format(_moved(one, words))


def _moved(one: Asked, words: Language) -> str:
    """Whom the ribbons show, and whom they do not."""
    assert one.shift is not None
    rest = sum(n for before, _, n in one.shift.flows or () if before == OTHER)
    says = [words.say("{matched} people chose an answer in both votes.", matched=one.shift.matched)]
    if rest:
        says.append(words.say("{n} of them are not drawn: too few people went the same way.", n=rest))
    if one.shift.about:
        says.append(words.say("A few more are left out by lot, so that nobody can be found by subtraction."))
    return " ".join(says)


def told(several: Sequence[Told], words: Language) -> Markup:
    """Answer by answer: its words, what it does, and the name of that."""
    if not several:
        return Markup()
    return Markup('<ol class="patterns">{}</ol>').format(Markup().join(_told(one, words) for one in several))


def _told(one: Told, words: Language) -> Markup:
    return Markup(
        '<li data-key="{key}"><span class="letter">{key}</span> '
        '<blockquote class="response">{response}</blockquote>{impact}{names}</li>'
    ).format(
        key=one.choice.key,
        response=one.choice.html,
        impact=Markup('<p class="impact">{}</p>').format(one.html) if one.html else "",
        names=Markup().join(Markup('<p class="pattern">{}</p>').format(label(name, words)) for name in one.patterns),
    )


def label(pattern: Pattern, words: Language) -> str:
    """The name of a pattern, and whether it is the deck's own rather than its source's."""
    return words.say("{label} (ours)", label=pattern.label) if pattern.own else pattern.label
