"""The deck as this session plays it: names recast, shuffled answers in this session's order, older copies pinned."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from decks.deck import Deck, Slide
from decks.recast import recast, shuffled, spoken
from decks.unplanned import unplanned
from sessions.state import Start, Unplanned

Orders = Mapping[str, tuple[int, ...]]


def deal(deck: Deck, order: Callable[[int], list[int]], known: Orders | None = None) -> dict[str, tuple[int, ...]]:
    """For each shuffled ask an order of its answers; one known for as many answers is kept."""
    orders = {}
    for slide in deck.slides:
        if slide.ask and slide.ask.shuffle and slide.ask.options:
            before = (known or {}).get(slide.id, ())
            fits = len(before) == len(slide.ask.options)
            orders[slide.id] = before if fits else tuple(order(len(slide.ask.options)))
    return orders


def cut(deck: Deck, start: Start, orders: Orders) -> Deck:
    """The deck with its names changed, its shuffled answers in order, and nothing to write where that is off."""
    named = recast(deck, start.cast) if start.cast else deck
    slides = (_in_order(slide, orders) for slide in named.slides)
    return replace(named, slides=tuple(spoken(slide) if start.no_texts else slide for slide in slides))


def between(deck: Deck, questions: Sequence[Unplanned]) -> Mapping[str, tuple[Slide, ...]]:
    """The unplanned questions as slides, by the slide of the deck that they follow, in the order they were put in."""
    found: dict[str, tuple[Slide, ...]] = {}
    stands = {one.id: one.after for one in questions}
    for one in questions:
        after = one.after
        while after in stands:
            after = stands[after]
        slide = deck.slide(after) or deck.slides[-1]
        made = unplanned(one.id, slide, one.title, one.kind, one.options)
        found[slide.id] = (*found.get(slide.id, ()), made)
    return found


def _in_order(slide: Slide, orders: Orders) -> Slide:
    order = orders.get(slide.id)
    return shuffled(slide, order) if order else slide


class Script:
    """The slides one session plays. A pinned slide stays as an earlier version of the deck had it."""

    def __init__(
        self,
        deck: Deck,
        pinned: Mapping[str, Slide] | None = None,
        between: Mapping[str, tuple[Slide, ...]] | None = None,
    ) -> None:
        self.deck = deck
        self.pinned = pinned or {}
        self._between = between or {}

    @cached_property
    def slides(self) -> tuple[Slide, ...]:
        """The deck's slides in order; a pinned copy stands where its slide stands, and what the presenter put in
        between follows the slide it was put in after."""
        planned = (self.pinned.get(slide.id, slide) for slide in self.deck.slides)
        return tuple(one for slide in planned for one in (slide, *self._between.get(slide.id, ())))

    @cached_property
    def _by_id(self) -> dict[str, Slide]:
        strays = (slide for several in self._between.values() for slide in several)
        return {slide.id: slide for slide in (*self.pinned.values(), *strays, *self.slides)}

    def slide(self, slide_id: str) -> Slide | None:
        return self._by_id.get(slide_id)

    def part_after(self, slide: Slide) -> Slide | None:
        """The first slide of the next part in the deck's order."""
        index = next((i for i, one in enumerate(self.slides) if one.id == slide.id), len(self.slides))
        return next((one for one in self.slides[index + 1 :] if one.part != slide.part), None)

    def after(self, slide_id: str) -> Slide | None:
        """The slide that follows in the deck's order; a vanished slide is followed by the one now at its place."""
        index = next((i for i, slide in enumerate(self.slides) if slide.id == slide_id), None)
        if index is None:
            gone = self._by_id[slide_id]
            index = min(gone.number, len(self.slides)) - 2
        return self.slides[index + 1] if index + 1 < len(self.slides) else None
