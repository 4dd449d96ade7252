"""LiveSession: one run of a deck with one room. What it knows; its moves are the table in `moves/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from decks.asks import kind_of
from decks.deck import END, Ask, Deck, Slide
from decks.language import Language, language
from sessions import branches
from sessions.disclosure import FLOORS
from sessions.script import Script
from sessions.state import AskState, Phase, Recap, SessionState, Status

FRESH = AskState()


@dataclass(frozen=True)
class LiveSession:
    """A session's state together with the script it plays. Every change returns another LiveSession."""

    state: SessionState
    script: Script

    @property
    def deck(self) -> Deck:
        return self.script.deck

    @property
    def slides(self) -> tuple[Slide, ...]:
        return self.script.slides

    @property
    def words(self) -> Language:
        return language(self.deck.lang)

    def slide(self, slide_id: str) -> Slide | None:
        """The slide as this session plays it; a pinned older copy wins."""
        return self.script.slide(slide_id)

    @cached_property
    def current(self) -> Slide | None:
        """The slide the room is on; None in the lobby."""
        return self.slide(self.state.slide) if self.state.slide else None

    @cached_property
    def ask(self) -> Ask | None:
        """What the current slide asks."""
        return self.current.ask if self.current else None

    @cached_property
    def standing(self) -> AskState:
        """Where the current slide's ask stands."""
        return self.ask_state(self.state.slide) if self.state.slide else FRESH

    def ask_state(self, slide_id: str) -> AskState:
        return self.state.asks.get(slide_id, FRESH)

    def floor(self, ask: Ask) -> int:
        """The fewest choosing answers before this ask's tally is told in this session."""
        chosen = self.state.min_answers if ask.privacy == "standard" else None
        return max(FLOORS[ask.privacy] if chosen is None else chosen, kind_of(ask).least)

    @property
    def lowest_floor(self) -> int:
        """The fewest answers after which anything at all may be told in this session."""
        asks = [slide.ask for slide in self.slides if slide.ask and kind_of(slide.ask).rule != "nothing"]
        return min((self.floor(ask) for ask in asks), default=FLOORS["standard"])

    @property
    def is_open(self) -> bool:
        """A round is taking answers."""
        return self.standing.phase is Phase.OPEN

    @cached_property
    def moves_bars(self) -> bool:
        """The current ask shows its totals while people answer."""
        return self.ask is not None and moves_bars(self.ask)

    @property
    def upcoming_round(self) -> int:
        """The number the next opened round would have."""
        return len(self.standing.published) + 1

    @property
    def takes_answers(self) -> bool:
        return self.ask is not None and kind_of(self.ask).rule != "nothing"

    def collects(self, slide_id: str) -> bool:
        """Whether answers to this ask are texts that somebody reads."""
        slide = self.slide(slide_id)
        return slide is not None and slide.ask is not None and kind_of(slide.ask).items is not None

    @property
    def lifts(self) -> bool:
        """Whether the room lifts texts of the current ask up by its votes."""
        rules = kind_of(self.ask).items if self.ask else None
        return rules is not None and rules.votes

    @property
    def rounds_left(self) -> bool:
        return self.takes_answers and self.ask is not None and self.upcoming_round <= self.ask.rounds

    @property
    def discusses(self) -> bool:
        return self.ask is not None and bool(self.ask.discuss or self.ask.prompts or not self.takes_answers)

    @property
    def can_show(self) -> bool:
        """There is a closed round, and the deck lets the room see it."""
        return self.ask is not None and bool(self.standing.published) and self.ask.results != "never"

    @property
    def patterns_to_tell(self) -> int:
        """Of how many answers of the current ask there is something to tell."""
        return len(self.ask.telling) if self.ask else 0

    @property
    def more_patterns(self) -> bool:
        return self.standing.told < self.patterns_to_tell

    @property
    def following(self) -> Slide | None:
        """Where "next slide" leads; None at the end and where the presenter decides."""
        if self.current is None:
            return self.slides[0]
        if self.interrupted:
            return self.interrupted
        target = self._proposed
        if target in {END, branches.PRESENTER}:
            return None
        return self.slide(target) if target else self._after(self.current.id)

    def _after(self, slide_id: str) -> Slide | None:
        """The slide that follows in the deck's order; unplanned questions that were asked already are not met again."""
        asked = {one.id for one in self.state.unplanned if self.ask_state(one.id).published}
        after = self.script.after(slide_id)
        while after is not None and after.id in asked:
            after = self.script.after(after.id)
        return after

    @property
    def interrupted(self) -> Slide | None:
        """The slide after which this unplanned question was put in, where that one has parts that nobody has seen."""
        after = next((one.after for one in self.state.unplanned if one.id == self.state.slide), None)
        slide = self.slide(after) if after else None
        return slide if slide and self.state.seen.get(slide.id, 0) < slide.steps else None

    @property
    def _proposed(self) -> str | None:
        return branches.proposed(self.current.next, self.ask, self.standing) if self.current else None

    @property
    def choices(self) -> tuple[Slide, ...]:
        """The ways a branch offers the presenter: those it names, and where the presenter decides the slide's links."""
        if self.current is None:
            return ()
        free = self._proposed == branches.PRESENTER
        ways = (*branches.ways(self.current.next), *(target for target, _ in self.current.jumps if free))
        slides = tuple(slide for way in dict.fromkeys(ways) if (slide := self.slide(way)) is not None)
        if free and not slides:
            after = self.script.after(self.current.id)
            return (after,) if after else ()
        return slides if free or len(slides) > 1 else ()

    @property
    def forks(self) -> tuple[Slide, ...]:
        """The slides on the way here where the story could have gone elsewhere, the latest first."""
        way = dict.fromkeys(reversed((*self.state.trail, *filter(None, (self.state.slide,)))))
        passed = (slide for slide_id in way if (slide := self.slide(slide_id)) and slide_id != self.state.slide)
        return tuple(slide for slide in passed if len(branches.ways(slide.next)) > 1 or slide.jumps)

    @property
    def natural(self) -> str | None:
        """What "next" stands for right now: start, step, open, close, talk, results, patterns, next, summary.

        None at the end, while a closing runs, and where the presenter decides.
        """
        if self.state.status is Status.LOBBY:
            return "start"
        if self.state.status is Status.ENDED or self.current is None:
            return None
        if self.is_open:
            return "close" if self.standing.closes_at is None else None
        if self.state.step < self.current.steps:
            return "step"
        return self._natural_of_ask() or ("next" if self.following else self._natural_end)

    @property
    def _natural_end(self) -> str | None:
        """Where nothing follows, the room reads what the organiser will get before the session ends."""
        unread = self.told_to_the_room > 0 and self.state.recap is Recap.UNSEEN
        return "summary" if unread and not self.choices and self.state.cursor is None else None

    @property
    def told_to_the_room(self) -> int:
        """How many results and patterns the room has been shown."""
        return sum(ask.shown + ask.told for ask in self.state.asks.values())

    def _natural_of_ask(self) -> str | None:
        match self.standing.phase:
            case Phase.READY:
                return "open" if self.rounds_left else ("talk" if self.discusses and self.ask_only_talks else None)
            case Phase.CLOSED if self.discusses and not self.standing.talked:
                return "talk"
            case Phase.CLOSED | Phase.TALK if self.rounds_left:
                return "open"
            case Phase.CLOSED | Phase.TALK if self.can_show:
                return "results"
            case _:
                return "patterns" if self.more_patterns else None

    @property
    def ask_only_talks(self) -> bool:
        return self.ask is not None and not self.takes_answers

    def with_state(self, **changes: Any) -> LiveSession:
        return replace(self, state=replace(self.state, **changes))

    def with_ask(self, slide_id: str, **changes: Any) -> LiveSession:
        asks: Mapping[str, AskState] = {
            **self.state.asks,
            slide_id: replace(self.ask_state(slide_id), **changes),
        }
        return self.with_state(asks=asks)

    @property
    def groups(self) -> frozenset[str]:
        """The link groups whose key still lives: of votes, of what is written beside them, of the texts."""
        return self.state.groups

    @property
    def boxes(self) -> Mapping[str, str]:
        """Every ballot box that still exists, with its link group."""
        return self.state.boxes

    def split_by(self, slide_id: str) -> tuple[Slide, ...]:
        """The slides whose results are to be split by the answers given here, as long as they can still be asked."""
        later = (slide for slide in self.slides if slide.ask and slide.ask.by == slide_id)
        return tuple(slide for slide in later if not self.ask_state(slide.id).published)

    @property
    def open_box(self) -> str | None:
        """The ballot box that takes answers right now."""
        return self.standing.live


def moves_bars(ask: Ask) -> bool:
    """Whether an ask shows its totals while people answer."""
    return ask.results == "live" and kind_of(ask).items is None
