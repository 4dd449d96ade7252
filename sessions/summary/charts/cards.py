"""Texts as cards: only those that somebody looked at and let through."""

from __future__ import annotations

from markupsafe import Markup

from decks.language import Language
from sessions.moderation.item import Item, Mark
from sessions.summary.asked import Asked


def draw(one: Asked, words: Language) -> Markup:
    latest = one.rounds[-1]
    if latest.tally is None:
        return Markup('<p class="withheld">{}</p>').format(latest.says)
    cards = Markup().join(_card(item, words) for item in one.texts)
    shown = Markup('<ul class="pins">{}</ul>').format(cards) if cards else Markup()
    return shown + (Markup('<p class="count">{}</p>').format(words.say("{n} more", n=one.more)) if one.more else "")


def table(one: Asked, words: Language) -> Markup:
    """Texts are words already."""
    return Markup()


def _card(item: Item, words: Language) -> Markup:
    return Markup('<li class="pin"{}><bdi class="words">{}</bdi>{}{}</li>').format(
        Markup(' data-mark="{}"').format(item.mark) if item.mark else "",
        item.text,
        _votes(item, words),
        _mark(item, words),
    )


def _votes(item: Item, words: Language) -> Markup:
    if not item.votes:
        return Markup()
    says = words.many("{n} person wants this answered", "{n} people want this answered", item.votes)
    return Markup(' <span class="besides">{}</span>').format(says)


def _mark(item: Item, words: Language) -> Markup:
    marks = {Mark.ANSWERED: words.say("answered"), Mark.PARKED: words.say("parked for later")}
    return Markup(' <span class="besides">{}</span>').format(marks[item.mark]) if item.mark in marks else Markup()
