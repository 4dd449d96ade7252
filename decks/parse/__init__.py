"""From text to a deck: every slide of it, or every problem with its line."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePath

from decks.deck import Deck, Problem, Slide
from decks.parse.checks import check_tokens
from decks.parse.fit import warn_of
from decks.parse.front import Front, read_front
from decks.parse.images import Gallery
from decks.parse.markdown import tokens_of
from decks.parse.pages import pages
from decks.parse.problems import Enough, Problems
from decks.parse.slides import Slides
from decks.parse.sources import take_sources
from decks.parse.text import Source, read_source

__all__ = ["parse"]


def parse(
    text: str | bytes, *, file: str = "deck.md", deck_id: str | None = None, folder: Path | None = None
) -> tuple[Deck | None, tuple[Problem, ...]]:
    """The deck of this text and what is to be said about it. With errors there is no deck. Never raises."""
    problems = Problems(file)
    try:
        deck = _parse(text, deck_id or PurePath(file).stem, folder, problems)
    except Enough:
        problems.stop()
        deck = None
    return (None if problems.errors else deck), problems.all()


def _parse(text: str | bytes, deck_id: str, folder: Path | None, problems: Problems) -> Deck | None:
    source = read_source(text, problems)
    if source is None:
        return None
    front = read_front(source.front, problems)
    tokens = tokens_of(source.body)
    if not check_tokens(tokens, source.lines, problems):
        return None
    tokens, sources = take_sources(tokens, problems)
    found = pages(tokens, source.lines, problems)
    if not found:
        return None
    gallery = Gallery(folder)
    slides = Slides(front, gallery, sources, problems).read(found)
    if not problems.errors:
        warn_of(front, slides, sources, problems)
    return _deck(deck_id, source, front, tuple(draft.slide for draft in slides), gallery)


def _deck(deck_id: str, source: Source, front: Front, slides: tuple[Slide, ...], gallery: Gallery) -> Deck:
    values = front.values
    return Deck(
        id=deck_id,
        title=values.get("title", ""),
        slides=slides,
        digest=_digest(source, gallery),
        lang=values.get("lang", "en"),
        minutes=values.get("minutes") or sum(slide.minutes for slide in slides),
        author=values.get("author", ""),
        license=values.get("license", ""),
        source=values.get("source", ""),
        theme=values.get("theme", "default"),
        content_note=values.get("content-note", ""),
        privacy=values.get("privacy", "standard"),
        support=values.get("support", ""),
        patterns=front.patterns,
        cast=front.cast,
        images=dict(gallery.files),
    )


def _digest(source: Source, gallery: Gallery) -> str:
    """Names this state of the deck: another text or another picture gives another name."""
    return hashlib.sha256("\0".join([source.front, source.body, *sorted(gallery.files)]).encode()).hexdigest()
