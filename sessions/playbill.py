"""From deck files to the script of a session: which decks can run, what they say, and what happens when one changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from decks.asks import kind_of
from decks.deck import Ask, Deck, Privacy, Results, Slide
from decks.library import Entry, Library, NoSuchDeck
from decks.parse import parse
from sessions.disclosure import FLOORS, HIGHEST_FLOOR, LOWEST_FLOOR
from sessions.errors import InvalidDeck, InvalidMessage, SessionError, UnknownDeck
from sessions.ports import World
from sessions.script import Script, between, cut, deal
from sessions.session import LiveSession
from sessions.state import Phase, SessionState
from sessions.store.rows import StoredScript
from sessions.store.shelf import Shelf

STRICTNESS: tuple[Privacy, ...] = ("open", "standard", "personal")
PUBLICITY: tuple[Results, ...] = ("live", "after", "never")


class Playbill:
    """The decks of this house, and the scripts its sessions play."""

    def __init__(self, library: Library, shelf: Shelf, world: World) -> None:
        self.library = library
        self._shelf = shelf
        self._world = world

    def entry(self, deck_id: str) -> Entry:
        """The deck of that id with what is wrong with it. Raises UnknownDeck."""
        try:
            return self.library.get(deck_id)
        except NoSuchDeck:
            raise UnknownDeck from None

    def script(self, deck_id: str) -> StoredScript:
        """The text of a deck as it is now; its digest covers its pictures too. Raises UnknownDeck or InvalidDeck."""
        entry = self.entry(deck_id)
        if entry.deck is None:
            raise InvalidDeck
        text = entry.path.read_text(encoding="utf-8-sig", errors="replace")
        return StoredScript(entry.deck.digest, deck_id, str(entry.path.parent), text)

    def runnable(self, deck_id: str, min_answers: int | None) -> Deck:
        """The deck, if a session of it can be started. Raises UnknownDeck, InvalidDeck or InvalidMessage."""
        entry = self.entry(deck_id)
        problems = [str(problem) for problem in entry.problems if problem.severity == "error"]
        if entry.deck is None or problems:
            raise InvalidDeck(problems=problems)
        _check_floor(entry.deck, min_answers)
        return entry.deck

    def deal(self, deck: Deck, known: Mapping[str, tuple[int, ...]] | None = None) -> dict[str, tuple[int, ...]]:
        return deal(deck, self._world.order, known)

    def play(self, state: SessionState) -> LiveSession:
        """The session with the script it plays, pinned slides as their older scripts had them."""
        pinned = {slide: found for slide, digest in state.pins.items() if (found := self._pinned(state, slide, digest))}
        deck = self._cut(state, state.script)
        return LiveSession(state, Script(deck, pinned, between(deck, state.unplanned)))

    def _pinned(self, state: SessionState, slide_id: str, digest: str) -> Slide | None:
        return self._cut(state, digest).slide(slide_id)

    def _cut(self, state: SessionState, digest: str) -> Deck:
        return cut(self._deck(digest), state.start, state.orders.get(digest, {}))

    def _deck(self, digest: str) -> Deck:
        return _parsed(self._shelf.script(digest))

    def picture(self, address: str) -> str | None:
        """The file behind a picture's address, in any deck that is known or has been played."""
        decks = [entry.deck for entry in self.library.all() if entry.deck]
        return next((deck.images[address] for deck in decks if address in deck.images), None)

    # --- a deck's file that changes while it is presented

    def newer(self, session: LiveSession) -> StoredScript | None:
        """The deck's present text, when it is another one and can run; else the session keeps what it has."""
        try:
            deck = self.runnable(session.state.deck, session.state.min_answers)
            if _weaker(session, deck):
                return None
            return self.script(session.state.deck) if deck.digest != session.state.script else None
        except (SessionError, OSError):
            return None

    def problems(self, session: LiveSession) -> list[str]:
        """What is wrong with the deck's file as it is now; the session plays its last good version meanwhile."""
        try:
            entry = self.entry(session.state.deck)
        except UnknownDeck:
            return ["The deck's file is gone. The session goes on with the text it has."]
        found = [str(problem) for problem in entry.problems if problem.severity == "error"]
        return found or ([why] if entry.deck and (why := _weaker(session, entry.deck)) else [])

    def moved_to(self, session: LiveSession, script: StoredScript) -> LiveSession:
        """The session on another script. Slides that the room is on or has voted on stay as they were, pinned."""
        state = session.state
        deck = _parsed(script)
        dealt = self.deal(deck, state.orders.get(state.script))
        pins = {slide.id: self._source(state, slide.id) for slide in self._to_pin(session, deck)}
        orders = {**state.orders, script.digest: dealt}
        return replace(session, state=replace(state, script=script.digest, orders=orders, pins=pins))

    def _source(self, state: SessionState, slide_id: str) -> str:
        return state.pins.get(slide_id, state.script)

    def _to_pin(self, session: LiveSession, deck: Deck) -> Iterator[Slide]:
        for slide_id in dict.fromkeys((*session.state.asks, session.state.slide or "")):
            slide = self._deck(self._source(session.state, slide_id)).slide(slide_id)
            if slide is None:
                continue
            now, standing = deck.slide(slide_id), session.ask_state(slide_id)
            begun = standing.phase is not Phase.READY or standing.published
            vanished = now is None and slide_id == session.state.slide
            if vanished or (begun and slide.ask and not _same_answers(slide.ask, now.ask if now else None)):
                yield slide


def _weaker(session: LiveSession, deck: Deck) -> str:
    """Why a changed deck cannot be taken up: what phones were promised only gets stricter. Empty when it can."""
    for slide in (*session.slides, *session.script.pinned.values()):
        now = deck.slide(slide.id)
        if slide.ask and now and now.ask and _breaks_a_promise(session, deck, slide, now.ask):
            return (
                f"“{slide.title}” would protect answers less than the phones were told. "
                "The session goes on with the text it has; start another one for the new text."
            )
    return ""


def _breaks_a_promise(session: LiveSession, deck: Deck, slide: Slide, now: Ask) -> bool:
    assert slide.ask is not None
    rules = kind_of(slide.ask).items
    tells_single_words = rules is not None and rules.once and session.deck.sensitive and not deck.sensitive
    return (
        tells_single_words
        or _protects_less(session, now, slide.ask)
        or _compares_more(session, slide.id, now, slide.ask, deck)
    )


def _protects_less(session: LiveSession, now: Ask, before: Ask) -> bool:
    return (
        STRICTNESS.index(now.privacy) < STRICTNESS.index(before.privacy)
        or session.floor(now) < session.floor(before)
        or (now.agreement == "show" != before.agreement and now.privacy != "personal")
        or PUBLICITY.index(now.results) < PUBLICITY.index(before.results)
    )


def _compares_more(session: LiveSession, slide_id: str, now: Ask, before: Ask, deck: Deck) -> bool:
    """Whether answers that lie here already would be kept for longer: for a round or a split no phone was told of."""
    if session.ask_state(slide_id).group is None:
        return False
    return now.rounds > before.rounds or not _split_by(deck.slides, slide_id) <= _split_by(session.slides, slide_id)


def _split_by(slides: Iterable[Slide], slide_id: str) -> set[str]:
    return {slide.id for slide in slides if slide.ask and slide.ask.by == slide_id}


def _same_answers(before: Ask, now: Ask | None) -> bool:
    """Answers are matched by their patterns, else by their words; an order that was drawn by lot does not matter."""
    if now is None or now.kind != before.kind or len(now.options) != len(before.options):
        return False
    if dict(now.settings) != dict(before.settings):
        return False
    return sorted(o.patterns or (o.text,) for o in now.options) == sorted(
        o.patterns or (o.text,) for o in before.options
    )


def _check_floor(deck: Deck, min_answers: int | None) -> None:
    if min_answers is None:
        return
    if not LOWEST_FLOOR <= min_answers <= HIGHEST_FLOOR:
        raise InvalidMessage(f"The smallest number of answers is between {LOWEST_FLOOR} and {HIGHEST_FLOOR}.")
    delicate = deck.patterns or any(slide.ask and slide.ask.privacy == "personal" for slide in deck.slides)
    if min_answers < FLOORS["standard"] and delicate:
        raise InvalidMessage(
            f"This deck has patterns or personal questions, so at least {FLOORS['standard']} answers are needed."
        )


@lru_cache(maxsize=64)
def _parsed(script: StoredScript) -> Deck:
    """A stored script passed its checks when it was stored; since then only its pictures can have gone."""
    file = f"{script.deck}.md"
    deck, problems = parse(script.text, file=file, deck_id=script.deck, folder=Path(script.folder))
    if deck is None:
        deck, problems = parse(script.text, file=file, deck_id=script.deck, folder=None)
    if deck is None:
        raise InvalidDeck(problems=[str(problem) for problem in problems])
    return deck
