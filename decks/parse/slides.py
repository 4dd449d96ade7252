"""Pages become slides, one after the other, since some settings look back at earlier ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from decks.deck import Ask, Slide
from decks.language import language
from decks.parse.ask import read_ask
from decks.parse.body import Reader, layout_of, title_of
from decks.parse.company import Earlier
from decks.parse.front import Front
from decks.parse.ids import ids
from decks.parse.images import Gallery
from decks.parse.minutes import share
from decks.parse.pages import Page
from decks.parse.private import check_private
from decks.parse.problems import Problems
from decks.parse.slide import Settings, read_slide
from decks.parse.ways import check_jumps, read_next
from decks.render import content_note


@dataclass(frozen=True, slots=True)
class Draft:
    """A slide beside the page and the settings it came from."""

    page: Page
    settings: Settings
    slide: Slide


class Slides:
    """Reads a deck's pages. What belongs to the whole deck stands here: its settings, pictures and sources."""

    def __init__(
        self, front: Front, gallery: Gallery, sources: Mapping[str, Sequence[Token]], problems: Problems
    ) -> None:
        self._front, self._problems = front, problems
        self._reader = Reader(gallery, front.patterns, sources, problems)
        self._ids: list[str] = []
        self._asks: dict[str, Ask | None] = {}

    def read(self, found: Sequence[Page]) -> list[Draft]:
        """A slide for every page."""
        settings = [read_slide(page, self._problems) for page in found]
        self._ids = ids([title_of(page) for page in found], [each.get("id") for each in settings])
        self._check_ids(found, settings)
        minutes = share(self._front.values.get("minutes"), [each.get("minutes") for each in settings])
        drafts: list[Draft] = []
        part = ""
        for page, each, own_id, time in zip(found, settings, self._ids, minutes, strict=True):
            first_part = page.level == 1 and not part
            part = own_id if page.level == 1 else part
            drafts.append(Draft(page, each, self._slide(page, each, own_id, part, first_part, time)))
            self._asks[own_id] = drafts[-1].slide.ask
        return drafts

    def _check_ids(self, found: Sequence[Page], settings: Sequence[Settings]) -> None:
        first: dict[str, int] = {}
        for own_id, page, each in zip(self._ids, found, settings, strict=True):
            line = each.lines.get("id", page.line)
            if own_id in first:
                fix = f"the id of line {first[own_id]} is the same; write another one"
                self._problems.error(line, "S06", f'two slides have the id "{own_id}"', fix)
            first.setdefault(own_id, line)

    def _slide(self, page: Page, settings: Settings, own_id: str, part: str, first_part: bool, minutes: float) -> Slide:
        check_private(page, self._problems)
        marks = settings.kind is not None and settings.kind.marks
        body = self._reader.read(page, marks, self._note() if page.number == 1 else "")
        privacy = self._front.values.get("privacy", "standard")
        ask = read_ask(page, settings, body.options, privacy, Earlier(self._asks, self._ids), self._problems)
        check_jumps(body.jumps, self._ids, self._problems)
        return Slide(
            id=own_id,
            number=page.number,
            title=body.title,
            level=page.level,
            part=part,
            layout=settings.get("layout") or layout_of(page, first_part, settings.asks),
            beats=body.beats,
            line=page.line,
            notes=body.notes,
            minutes=minutes,
            optional=settings.get("optional", False),
            content_note=settings.get("content-note", ""),
            next=read_next(settings.next, ask, self._ids, self._problems),
            ask=ask,
            jumps=tuple((jump.to, jump.title) for jump in body.jumps),
        )

    def _note(self) -> str:
        """The deck's content note, which its first slide shows."""
        words = language(self._front.values.get("lang", "en"))
        return content_note(words.say("Content note:"), self._front.values.get("content-note", ""))
