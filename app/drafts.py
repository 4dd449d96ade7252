"""A deck that is being written: what the check says of it, and one of its slides as the room would see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app import qr
from app.address import Address
from app.engine import Engine, Lock
from decks.asks import kind_of
from decks.deck import Checked, Deck, Problem, Slide
from decks.excerpt import excerpt
from decks.parse import parse
from sessions import audiences
from sessions.audiences import Scene
from sessions.script import Script
from sessions.session import LiveSession
from sessions.state import AskState, Phase, SessionState, Status

CODE = "ABC234"
"""No room has it: codes are drawn by lot, and this one stands on pictures."""
PHONES = 12
View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """The slide that the writer is on, and the deck that it is drawn from: with errors elsewhere it stands alone."""

    deck: Deck
    slide: Slide
    number: int
    of: int
    begins: int
    ends: int | None
    """The line on which the next slide begins."""


@dataclass(frozen=True, slots=True)
class Draft(Checked):
    """A text as it was read: its deck, unless it has errors, what is wrong with it, and the slide to draw."""

    deck: Deck | None
    problems: tuple[Problem, ...]
    shown: Shown | None


class Drafts:
    """Reads drafts one after the other beside everything else: a large one takes longer than phones should wait."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._one_at_a_time: Lock = engine.lock()

    def read(self, text: str, line: int, path: Path, deck_id: str) -> Draft:
        """The draft of the deck whose file is there, seen from this line. Never raises."""
        with self._one_at_a_time:
            draft: Draft = self._engine.run_native(_read, text, line, path, deck_id)
            return draft


def _read(text: str, line: int, path: Path, deck_id: str) -> Draft:
    deck, problems = _parsed(text, path, deck_id)
    return Draft(deck, problems, _shown(deck, line) if deck else _alone(text, line, path, deck_id))


def _parsed(text: str, path: Path, deck_id: str) -> tuple[Deck | None, tuple[Problem, ...]]:
    return parse(text, file=path.name, deck_id=deck_id, folder=path.absolute().parent)


def _shown(deck: Deck, line: int) -> Shown:
    """The slide that this line belongs to; the deck's settings belong to the first."""
    slide = next((slide for slide in reversed(deck.slides) if slide.line <= line), deck.slides[0])
    following = deck.slides[slide.number : slide.number + 1]
    return Shown(deck, slide, slide.number, len(deck.slides), slide.line, following[0].line if following else None)


def _alone(text: str, line: int, path: Path, deck_id: str) -> Shown | None:
    """The same slide without the others, if the errors are theirs."""
    piece = excerpt(text, line)
    deck = _parsed(piece.text, path, deck_id)[0] if piece else None
    if piece is None or deck is None:
        return None
    return Shown(deck, deck.slides[0], piece.number, piece.of, piece.begins, piece.ends)


def on_the_wall(deck: Deck, slide: Slide, scene: Scene) -> View:
    """The projector's view of this slide, all of it shown, before its vote."""
    return audiences.screen(_playing(deck, slide, Phase.READY), scene)


def on_a_phone(deck: Deck, slide: Slide, scene: Scene) -> View:
    """A phone's view of this slide, its vote open or people talking, once its owner has agreed to what it holds."""
    only_talk = slide.ask is not None and kind_of(slide.ask).rule == "nothing"
    view = audiences.participant(_playing(deck, slide, Phase.TALK if only_talk else Phase.OPEN), scene)
    return {**view, "slide": {**view["slide"], "content_note": ""}}


def rehearsed(now: float, address: Address, plain_http: bool) -> Scene:
    """A room as it might be, for pictures of it."""
    picture = "data:image/svg+xml," + quote(qr.svg(address.base, address.base))
    join = {"url": address.base, "address": f"{address.host}/{CODE}", "code": CODE, "qr": picture}
    return Scene(now=now, joined=PHONES, answered=0, join=join, plain_http=plain_http)


def _playing(deck: Deck, slide: Slide, phase: Phase) -> LiveSession:
    """A session of this deck that is on this slide and on no shelf."""
    state = SessionState(
        id="",
        code=CODE,
        title=deck.title,
        deck=deck.id,
        script=deck.digest,
        day="",
        status=Status.LIVE,
        slide=slide.id,
        step=slide.steps,
        asks={slide.id: AskState(phase=phase, round=1 if phase is Phase.OPEN else 0)},
    )
    return LiveSession(state, Script(deck))
