"""A closed round as a column: a heading with its own n, and a bar for each answer, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from decks.language import Language
from decks.shares import shares
from sessions.state import Published
from sessions.summary.asked import ROUGHLY, Asked, Choice, cut

INKS = "abcdefgh"
"""The colour classes, one for each answer in the order shown; the ninth begins again."""

BRIEF = 80
"""Characters of an answer where its words have been said in full just before."""


@dataclass(frozen=True, slots=True)
class Column:
    """One vote, ready to be drawn."""

    name: str
    choices: tuple[Choice, ...]
    published: Published

    @property
    def counts(self) -> Mapping[str, int | None] | None:
        """The count of every answer (None where only its bounds are told), or None when they are withheld."""
        return (self.published.tally or {}).get("counts")

    @property
    def exact(self) -> Mapping[str, int]:
        """The counts that are told exactly."""
        return {key: count for key, count in (self.counts or {}).items() if count is not None}

    def bound(self, key: str, words: Language) -> str:
        """Instead of a count: between what it lies."""
        low, high = (self.published.tally or {})["bounds"][key]
        return words.say("at least {n}", n=low) if low else words.say("at most {n}", n=high)

    @property
    def mean(self) -> float | None:
        """The mean of a scale, where it may be told."""
        return (self.published.tally or {}).get("mean")

    @property
    def heading(self) -> str:
        return self.name if self.published.withheld == ROUGHLY else f"{self.name} · {self.published.n}"


def columns(one: Asked, words: Language) -> tuple[Column, ...]:
    """The votes to show side by side: an earlier slide's, then this one's own rounds."""
    earlier = (Column(one.earlier.title, one.earlier.choices, one.earlier.published),) if one.earlier else ()
    own = tuple(Column(_name(one, published, words), one.choices, published) for published in one.rounds)
    return _told_apart(earlier, own, words) if earlier else own


def _name(one: Asked, published: Published, words: Language) -> str:
    if len(one.rounds) == 1:
        return one.title if one.earlier else words.say("Answers")
    return words.say("First vote") if published.round == 1 else words.say("Second vote")


def _told_apart(earlier: tuple[Column, ...], own: tuple[Column, ...], words: Language) -> tuple[Column, ...]:
    """Two slides often ask the same question under the same title."""
    if [column.name for column in earlier] != [column.name for column in own]:
        return earlier + own
    names = (words.say("Earlier"), words.say("Now"))
    return tuple(
        Column(name, column.choices, column.published) for name, column in zip(names, earlier + own, strict=True)
    )


def drawn(column: Column, picture: str, words: Language) -> Markup:
    """The bars of one vote, or the sentence that says why they are withheld."""
    if column.counts is None:
        return Markup('<p class="withheld">{}</p>').format(column.published.says)
    return Markup('<ul class="bars">{}</ul>').format(Markup().join(_bars(column, picture, words)))


def in_brief(column: Column) -> Column:
    """The same vote with its answers cut short, for standing after another with the same answers."""
    return replace(column, choices=tuple(cut(choice, BRIEF) for choice in column.choices))


def _bars(column: Column, picture: str, words: Language) -> Iterator[Markup]:
    """Each answer has a colour of its own; steps share one."""
    percents = shares(column.exact, column.published.n)
    for index, choice in enumerate(column.choices):
        colour = ink(0 if picture == "steps" else index)
        if (column.counts or {}).get(choice.key, 0) is None:
            yield _bounded(choice, column.bound(choice.key, words))
        else:
            count, share = column.exact.get(choice.key, 0), percents.get(choice.key, 0)
            yield bar(choice, colour, share, str(count), f"{share} %")


def _bounded(choice: Choice, says: str) -> Markup:
    return Markup(
        '<li class="bar bounded" data-key="{key}"><span class="letter">{key}</span> <span class="label">{label}</span> '
        '<span class="number">{says}</span></li>'
    ).format(key=choice.key, label=choice.html, says=says)


def ink(index: int) -> str:
    """The colour class of the answer that stands there."""
    return INKS[index % len(INKS)]


def bar(choice: Choice, colour: str, length: int, number: str, share: str) -> Markup:
    """One answer: its letter, its words, a bar of `length` percent, and what the bar says."""
    return Markup(
        '<li class="bar" data-key="{key}"><span class="letter">{key}</span> <span class="label">{label}</span> '
        '<svg class="track" aria-hidden="true"><rect class="fill {colour}" width="{length}%" height="100%"/></svg> '
        '<span class="number">{number}</span> <span class="share">{share}</span></li>'
    ).format(key=choice.key, label=choice.html, colour=colour, length=length, number=number, share=share)
