"""The deck as this session plays it: names recast, shuffled answers in this session's order, older copies pinned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

from decks.deck import Deck, Slide
from decks.recast import recast, shuffled

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


def cut(deck: Deck, cast: Mapping[str, str], orders: Orders) -> Deck:
    """The deck with its names changed and its shuffled answers in order."""
    named = recast(deck, cast) if cast else deck
    return replace(named, slides=tuple(_in_order(slide, orders) for slide in named.slides))


def _in_order(slide: Slide, orders: Orders) -> Slide:
    order = orders.get(slide.id)
    return shuffled(slide, order) if order else slide


class Script:
    """The slides one session plays. A pinned slide stays as an earlier version of the deck had it."""

    def __init__(self, deck: Deck, pinned: Mapping[str, Slide] | None = None) -> None:
        self.deck = deck
        self.pinned = pinned or {}

    @cached_property
    def slides(self) -> tuple[Slide, ...]:
        """The deck's slides in order; a pinned copy stands where its slide stands."""
        return tuple(self.pinned.get(slide.id, slide) for slide in self.deck.slides)

    @cached_property
    def _by_id(self) -> dict[str, Slide]:
        return {slide.id: slide for slide in (*self.pinned.values(), *self.slides)}

    def slide(self, slide_id: str) -> Slide | None:
        return self._by_id.get(slide_id)

    def after(self, slide_id: str) -> Slide | None:
        """The slide that follows in the deck's order; a vanished slide is followed by the one now at its place."""
        index = next((i for i, slide in enumerate(self.slides) if slide.id == slide_id), None)
        if index is None:
            gone = self._by_id[slide_id]
            index = min(gone.number, len(self.slides)) - 2
        return self.slides[index + 1] if index + 1 < len(self.slides) else None
