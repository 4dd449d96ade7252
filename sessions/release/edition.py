"""The edition: what the room was shown, less what the presenter leaves out or blurs. It never tells more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from decks.language import Language
from sessions.brand import Brand
from sessions.moderation.item import Item
from sessions.release.roughly import roughly
from sessions.release.terms import Cut, Release
from sessions.session import LiveSession
from sessions.summary.asked import Asked
from sessions.summary.content import Content, content
from sessions.summary.method import method


def edition(session: LiveSession, items: Sequence[Item] = (), brand: Brand | None = None) -> Content:
    """The summary as it stands, marked as a draft as long as it is not released. `items` as for `content`."""
    terms = session.state.release
    whole = content(session, [item for item in items if item.id not in terms.texts], brand)
    asks = tuple(_cut(whole.asks, terms, session.words))
    draft = terms.day is None and not session.state.rehearsal
    return replace(
        whole, asks=asks, method=method(session, asks), lines=terms.lines, draft=draft, released=terms.day or ""
    )


def _cut(asks: Sequence[Asked], terms: Release, words: Language) -> Iterator[Asked]:
    for one in asks:
        match terms.cut(one.id):
            case Cut.WHOLE:
                yield _apart(one, terms)
            case Cut.ROUGHLY:
                yield roughly(one, words)
            case Cut.NOTHING:
                continue


def _apart(one: Asked, terms: Release) -> Asked:
    """Of another question that is left out or blurred nothing stands here either: neither beside this one's result nor
    in the groups that it split, whose sums would be its numbers."""
    if one.earlier and terms.cut(one.earlier.id) is not Cut.WHOLE:
        one = replace(one, earlier=None)
    if one.split and terms.cut(one.split.id) is not Cut.WHOLE:
        one = replace(one, split=None, rounds=tuple(replace(each, segments=None) for each in one.rounds))
    return one
