"""Texts as cards: only those that somebody looked at and let through."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from decks.language import Language
from sessions.moderation.item import Item, Mark
from sessions.summary.asked import Asked


def draw(one: Asked, words: Language) -> Markup:
    latest = one.rounds[-1]
    if latest.tally is None:
        return Markup('<p class="withheld">{}</p>').format(latest.says)
    more = Markup('<p class="count">{}</p>').format(words.say("{n} more", n=one.more)) if one.more else ""
    return several(one, words) + more


def several(one: Asked, words: Language) -> Markup:
    """The texts, nothing where there are none."""
    cards = Markup().join(_card(item, words) for item in one.texts)
    return Markup('<ul class="pins">{}</ul>').format(cards) if cards else Markup()


def unshown(one: Asked) -> bool:
    """Whether people have written something, and nothing of it may stand here."""
    written = one.picture in {"cards", "cloud"} and any(published.tally is not None for published in one.rounds)
    return written and not one.texts and not one.words


def unshown_says(words: Language) -> str:
    return words.say("Nothing of what was written stands here; “How to read this” says what may.")


def table(one: Asked, words: Language) -> Markup:
    """Texts are words already."""
    return Markup()


def _card(item: Item, words: Language) -> Markup:
    return Markup('<li class="pin"{}><bdi class="words">{}</bdi>{}</li>').format(
        Markup(' data-mark="{}"').format(item.mark) if item.mark else "",
        item.text,
        Markup().join(Markup(' <span class="besides">{}</span>').format(says) for says in _besides(item, words)),
    )


def besides(item: Item, words: Language) -> str:
    """What stands small beside a text: who wants it answered, and what became of it."""
    return " · ".join(_besides(item, words))


def _besides(item: Item, words: Language) -> Iterator[str]:
    marks = {Mark.ANSWERED: words.say("answered"), Mark.PARKED: words.say("parked for later")}
    if item.votes:
        yield words.many("{n} person wants this answered", "{n} people want this answered", item.votes)
    if item.mark in marks:
        yield marks[item.mark]
