"""From text to a deck: every slide of it, or every problem with its line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from decks.deck import Deck, Problem, Slide
from decks.language import language
from decks.parse.ask import Earlier, read_ask
from decks.parse.body import Body, Reader, layout_of, title_of
from decks.parse.checks import check_tokens
from decks.parse.front import Front, read_front
from decks.parse.ids import ids
from decks.parse.links import Gallery
from decks.parse.markdown import tokens_of
from decks.parse.minutes import share
from decks.parse.pages import Page, pages
from decks.parse.problems import Enough, Problems, shown
from decks.parse.secrets import check_secrets
from decks.parse.slide import Settings, read_slide
from decks.parse.sources import take_sources
from decks.parse.text import read_source
from decks.parse.ways import check_jumps, read_next
from decks.render import content_note

__all__ = ["parse"]


def parse(
    text: str | bytes, *, file: str = "deck.md", deck_id: str | None = None, folder: Path | None = None
) -> tuple[Deck | None, tuple[Problem, ...]]:
    """The deck of this text and what is to be said about it. With errors there is no deck. Never raises."""
    problems = Problems(file)
    try:
        deck = _Parser(problems, deck_id or PurePath(file).stem, Gallery(folder)).parse(text)
    except Enough:
        deck = None
    return (None if problems.errors else deck), problems.all()


@dataclass(slots=True)
class _Draft:
    """One slide on its way from page to value."""

    page: Page
    settings: Settings
    id: str = ""


class _Parser:
    """Walks one text from its bytes to its slides. What is wrong gathers in `problems` on the way."""

    def __init__(self, problems: Problems, deck_id: str, gallery: Gallery) -> None:
        self._problems, self._deck_id, self._gallery = problems, deck_id, gallery

    def parse(self, text: str | bytes) -> Deck | None:
        source = read_source(text, self._problems)
        if source is None:
            return None
        front = read_front(source.front, self._problems)
        tokens = tokens_of(source.body)
        if not check_tokens(tokens, source.lines, self._problems):
            return None
        tokens, sources = take_sources(tokens, self._problems)
        found = pages(tokens, source.lines, self._problems)
        if not found and not self._problems.errors:
            self._problems.error(len(source.lines), "D11", "the deck has no slides", "write a heading and some text below the settings")
        if not found:
            return None
        reader = Reader(self._gallery, front.patterns, sources, self._problems)
        slides = self._slides(self._drafts(found), front, reader)
        return self._deck(text, front, slides)

    def _drafts(self, found: Sequence[Page]) -> list[_Draft]:
        drafts = [_Draft(page, read_slide(page, self._problems)) for page in found]
        written = [draft.settings.get("id") for draft in drafts]
        for draft, one in zip(drafts, ids([title_of(page) for page in found], written), strict=True):
            draft.id = one
        self._check_ids(drafts)
        return drafts

    def _check_ids(self, drafts: Sequence[_Draft]) -> None:
        first: dict[str, int] = {}
        for draft in drafts:
            line = draft.settings.lines.get("id", draft.page.line)
            if draft.id in first:
                fix = f"line {first[draft.id]} has it; write another"
                self._problems.error(line, "S06", f'two slides have the id "{draft.id}"', fix)
            first.setdefault(draft.id, line)

    def _slides(self, drafts: Sequence[_Draft], front: Front, reader: Reader) -> tuple[Slide, ...]:
        all_ids = [draft.id for draft in drafts]
        given = [draft.settings.get("minutes") for draft in drafts]
        times = share(front.values.get("minutes"), given)
        asks: dict[str, Any] = {}
        slides: list[Slide] = []
        part = ""
        for draft, minutes in zip(drafts, times, strict=True):
            part = draft.id if draft.page.level == 1 else part
            slides.append(self._slide(draft, front, reader, Earlier(asks, all_ids), part, minutes))
            asks[draft.id] = slides[-1].ask
        return tuple(slides)

    def _slide(self, draft: _Draft, front: Front, reader: Reader, earlier: Earlier, part: str, minutes: float) -> Slide:
        page, settings = draft.page, draft.settings
        check_secrets(page, self._problems)
        kind = settings.kind.name if settings.kind else ""
        body = reader.read(page, quiz=kind == "quiz", note=_note(front) if page.number == 1 else "")
        ask = read_ask(page, settings, body.options, front.values.get("privacy", "standard"), earlier, self._problems)
        check_jumps(body.jumps, earlier.all_ids, self._problems)
        return Slide(
            id=draft.id,
            number=page.number,
            title=body.title,
            level=page.level,
            part=part,
            layout=settings.get("layout") or layout_of(page, part == draft.id and len(set(earlier.asks)) == 0, settings.asks),
            beats=body.beats,
            line=page.line,
            notes=body.notes,
            minutes=minutes,
            optional=settings.get("optional", False),
            content_note=settings.get("content-note", ""),
            next=read_next(settings.next, ask, earlier.all_ids, self._problems),
            ask=ask,
            jumps=tuple((jump.to, jump.title) for jump in body.jumps),
        )

    def _deck(self, text: str | bytes, front: Front, slides: tuple[Slide, ...]) -> Deck:
        values = front.values
        return Deck(
            id=self._deck_id,
            title=values.get("title", ""),
            slides=slides,
            digest=_digest(text),
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
            images=dict(self._gallery.files),
        )


def _note(front: Front) -> str:
    words = language(front.values.get("lang", "en"))
    return content_note(words.say("Content note:"), front.values.get("content-note", ""))


def _digest(text: str | bytes) -> str:
    return hashlib.sha256(text if isinstance(text, bytes) else text.encode()).hexdigest()
