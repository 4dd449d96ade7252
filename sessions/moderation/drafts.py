"""From an answer to the text that somebody reads."""

from __future__ import annotations

from collections.abc import Iterator

from decks.asks import Items, kind_of
from decks.deck import Ask
from sessions.entries import Entry
from sessions.moderation.item import Item, ItemState, Sort
from sessions.moderation.pending import Draft
from sessions.session import LiveSession

REASONS = Items()
"""Reasons reach the desk like answers in words do."""


def rules_of(ask: Ask, sort: Sort) -> Items:
    """How texts of this sort are handed on."""
    rules = REASONS if sort is Sort.REASON else kind_of(ask).items
    assert rules is not None
    return rules


def stands_no_more(item: Item | None, draft: Draft | None) -> bool:
    """What its author said last is another thing: nothing any more, or a change that came in the very moment in which
    the text was handed on. What was removed stays removed."""
    if draft is None:
        return True
    return item is not None and item.state is not ItemState.REMOVED and item.text != draft.text


def draft_of(ask: Ask, sort: Sort, who: bytes, entry: Entry) -> Draft | None:
    if entry.value is None:
        return None
    if sort is Sort.REASON:
        option, text = entry.value
        return Draft(text, who, entry.author, option)
    text = kind_of(ask).text(ask, entry.value)
    return Draft(text, who, entry.author, keep=entry.keep) if text else None


def collecting(session: LiveSession) -> Iterator[tuple[str, Sort, str]]:
    """The ballot boxes that take texts right now: of which ask, and what is written there."""
    for slide in session.slides:
        standing = session.ask_state(slide.id)
        if slide.ask and standing.live and kind_of(slide.ask).items:
            yield slide.id, Sort.ANSWER, standing.live
        if slide.ask and standing.reasons:
            yield slide.id, Sort.REASON, standing.reasons.box
