"""What a live session remembers: frozen values that go to the shelf as JSON and come back the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from sessions.release.terms import NOT_YET, Release


class Status(StrEnum):
    """Where the whole session stands."""

    LOBBY = "lobby"
    LIVE = "live"
    ENDED = "ended"


class Phase(StrEnum):
    """Where one ask stands."""

    READY = "ready"
    OPEN = "open"
    CLOSED = "closed"
    TALK = "talk"
    RESULTS = "results"
    PATTERNS = "patterns"


class Curtain(StrEnum):
    """What hides the stage: nothing, the cover (screen and phones), or a plain colour (screen only)."""

    LIVE = "live"
    COVERED = "covered"
    BLACK = "black"
    WHITE = "white"


class Recap(StrEnum):
    """Whether the room has read what the organiser will get: not yet, it is on the phones right now, it has."""

    UNSEEN = "unseen"
    UP = "up"
    SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Published:
    """What a closed round may tell, after the disclosure rules: `tally` has the shape of its kind
    (for a choice `{"counts": {"A": 7, …}}`) or is None when it is withheld ("few" or "agreement").

    `n` counts everybody who answered, passes included; `says` is the sentence in the deck's language.
    """

    round: int
    n: int
    tally: Mapping[str, Any] | None
    withheld: str | None
    says: str
    sure: Mapping[str, int] | None = None
    """How many were how sure (1 to 5), where the ask wants to know and the rules allow it."""
    segments: Mapping[str, Mapping[str, int]] | None = None
    """The counts of those who gave each answer to the earlier ask that splits this one; only those that may be told."""


@dataclass(frozen=True, slots=True)
class Side:
    """A ballot box beside the vote, with a link group of its own."""

    box: str
    group: str


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A question that the presenter put in between: where it stands, what it asks, the answers to choose from."""

    id: str
    after: str
    title: str
    kind: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """How the room moved between two rounds. `flows` is None unless `flows.flows` allows it;
    `matched` is the number of people the flows cover, None without them; `about` says some were left out."""

    n: int
    matched: int | None
    flows: tuple[tuple[str, str, int], ...] | None
    says: str
    about: bool = False


@dataclass(frozen=True, slots=True)
class AskState:
    """Where one ask stands in this session, and what may be told about it."""

    phase: Phase = Phase.READY
    round: int = 0
    """The number of the round opened last; 0 before the first."""
    live: str | None = None
    """The ballot box of the open round."""
    boxes: tuple[str, ...] = ()
    """The ballot boxes that still exist, one for each round of the link group so far."""
    group: str | None = None
    """The link group whose key still lives."""
    published: tuple[Published, ...] = ()
    shift: Shift | None = None
    shown: int = 0
    """How many of the closed rounds the room has seen."""
    told: int = 0
    """How many answers have had their pattern told."""
    prompt: int = 0
    talked: bool = False
    closes_at: float | None = None
    voided: int = 0
    reasons: Side | None = None
    """Where reasons for the answers are written between two rounds."""
    muted: tuple[str, ...] = ()
    """Pseudonyms whose texts are no longer taken for this ask; they mean nothing once its key is gone."""
    picked: str | None = None
    """The item that the screen shows alone."""
    hands: Mapping[str, int] = field(default_factory=dict)
    """What was answered by hand or on paper, as the presenter entered it; never mixed with the phones."""

    @property
    def seen(self) -> Published | None:
        """The latest total that the room was shown."""
        return self.published[self.shown - 1] if self.shown else None


@dataclass(frozen=True, slots=True)
class Timer:
    """Time for talking or answering: `periods` of (seconds, name), walked through one after the other."""

    periods: tuple[tuple[int, str], ...]
    spent: float = 0.0
    since: float | None = None
    """When it began to run; None while it is paused."""


@dataclass(frozen=True, slots=True)
class Start:
    """What the presenter said on the start form; shown to everybody who joins."""

    presenter: str = ""
    relation: str = ""
    machine: str = ""
    reports: str = ""
    support: str = ""
    cast: Mapping[str, str] = field(default_factory=dict)
    plain_http: bool = False
    """Personal questions on plain http were agreed to here."""
    no_texts: bool = False
    """Nobody is asked to write: such questions are talked about instead."""


@dataclass(frozen=True, slots=True)
class SessionState:
    """Everything a session is, but its deck: one row on the shelf."""

    id: str
    code: str
    title: str
    deck: str
    script: str
    day: str
    status: Status = Status.LOBBY
    version: int = 1
    slide: str | None = None
    step: int = 0
    cursor: tuple[str, int] | None = None
    """Where the presenter looks ahead alone while the room is frozen."""
    curtain: Curtain = Curtain.LIVE
    joincode: bool = False
    proof: bool = False
    """The projector shows the sealed answers as they lie on the disk."""
    locked: bool = False
    rehearsal: bool = False
    min_answers: int | None = None
    participants: int = 0
    """The most phones that were in the room when a round closed."""
    started_at: float | None = None
    timer: Timer | None = None
    start: Start = field(default_factory=Start)
    asks: Mapping[str, AskState] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)
    """How far each slide has been shown to the room: slide id to step."""
    orders: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)
    """For each script, the order in which shuffled answers are shown."""
    pins: Mapping[str, str] = field(default_factory=dict)
    """Slides that stay as an earlier script had them: slide id to script."""
    trail: tuple[str, ...] = ()
    """The slides that led here, for "previous"."""
    texts: str | None = None
    """The link group whose key seals the texts of this session until it ends."""
    heads: int | None = None
    """How many people are in the room, as the presenter counted."""
    unplanned: tuple[Unplanned, ...] = ()
    keeps: int = 0
    """For how many days the totals of its first and last questions may be kept alone, as its phones are told."""
    recap: Recap = Recap.UNSEEN
    release: Release = NOT_YET
    """On what terms the summary goes to the organiser."""
    keeps_pulse: bool = False
    """Phones were told that the totals of its pulse may be kept for a follow-up."""

    @property
    def groups(self) -> frozenset[str]:
        """The link groups whose key still lives: of votes, of what is written beside them, of the texts."""
        beside = {ask.reasons.group for ask in self.asks.values() if ask.reasons}
        votes = {ask.group for ask in self.asks.values() if ask.group}
        return frozenset(votes | beside | ({self.texts} if self.texts else set()))

    @property
    def boxes(self) -> Mapping[str, str]:
        """Every ballot box that still exists, with its link group."""
        votes: dict[str, str] = {box: ask.group for ask in self.asks.values() if ask.group for box in ask.boxes}
        return {**votes, **{ask.reasons.box: ask.reasons.group for ask in self.asks.values() if ask.reasons}}

    def to_json(self) -> str:
        told = {**asdict(replace(self, release=NOT_YET)), "release": self.release.facts()}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> SessionState:
        facts = json.loads(text)
        facts["status"] = Status(facts["status"])
        facts["curtain"] = Curtain(facts["curtain"])
        facts["cursor"] = tuple(facts["cursor"]) if facts["cursor"] else None
        facts["timer"] = _timer(facts["timer"])
        facts["start"] = Start(**facts["start"])
        facts["asks"] = {slide: _ask(ask) for slide, ask in facts["asks"].items()}
        facts["orders"] = {
            script: {slide: tuple(order) for slide, order in orders.items()}
            for script, orders in facts["orders"].items()
        }
        facts["trail"] = tuple(facts["trail"])
        facts["unplanned"] = tuple(_unplanned(one) for one in facts.get("unplanned", ()))
        facts["recap"] = Recap(facts.get("recap", Recap.UNSEEN))
        facts["release"] = Release.of(facts.get("release"))
        return cls(**facts)


def _timer(facts: dict[str, Any] | None) -> Timer | None:
    if facts is None:
        return None
    periods = tuple((seconds, label) for seconds, label in facts.pop("periods"))
    return Timer(periods=periods, **facts)


def _ask(facts: dict[str, Any]) -> AskState:
    facts["phase"] = Phase(facts["phase"])
    facts["boxes"] = tuple(facts["boxes"])
    facts["published"] = tuple(Published(**published) for published in facts["published"])
    facts["shift"] = _shift(facts["shift"])
    facts["reasons"] = Side(**facts["reasons"]) if facts.get("reasons") else None
    facts["muted"] = tuple(facts.get("muted", ()))
    return AskState(**facts)


def _unplanned(facts: dict[str, Any]) -> Unplanned:
    return Unplanned(**{**facts, "options": tuple(facts["options"])})


def _shift(facts: dict[str, Any] | None) -> Shift | None:
    if facts is None:
        return None
    flows = facts.pop("flows")
    return Shift(flows=None if flows is None else tuple((a, b, n) for a, b, n in flows), **facts)
