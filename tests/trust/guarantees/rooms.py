"""What the guarantees are tried on: a deck with every kind of ask in every privacy class, and people who answer it.

Nothing here knows the kinds by name: a new one is tried by itself.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from app.engine import select
from decks.asks import Kind, kinds
from decks.deck import Ask
from decks.parse import parse
from sessions.audiences import BUILDERS, Scene
from sessions.protocol import Answer, Moderate
from sessions.store.writer import Writer
from tests.sessions.house import Run, voter

CLASSES = ("open", "standard", "personal")
ASKED = tuple(kind for kind in kinds().values() if kind.rule != "nothing")
WORDS = ("Heron", "Kestrel", "Osprey", "Plover")


def slide(kind: Kind, privacy: str, slide_id: str, *settings: str) -> str:
    """One slide of a deck that asks this."""
    mark = "- [x]" if kind.marks else "- [ ]"
    options = "\n".join(f"{mark if word == WORDS[0] else '- [ ]'} {word}" for word in WORDS if kind.answers)
    said = "\n".join((f"id: {slide_id}", f"ask: {kind.name}", f"privacy: {privacy}", *settings))
    return f"\n## {kind.name} {privacy}\n\n```slide\n{said}\n```\n\n{options}\n"


def every_ask() -> Iterator[tuple[Kind, str]]:
    yield from ((kind, privacy) for kind in ASKED for privacy in CLASSES if kind.personal or privacy != "personal")


def settings_of(kind: Kind) -> tuple[str, ...]:
    """All that a kind can do beside asking, where it can tell more about people."""
    shares = [f"{setting.name}: yes" for setting in kind.settings if setting.name == "share"]
    return (*shares, "confidence: yes") if "confidence" in kind.may else tuple(shares)


def deck_of(*slides: str) -> str:
    return "---\ntitle: All there is\n---\n\n# Welcome\n" + "".join(f"\n---\n{one}" for one in slides)


EVERYTHING = deck_of(
    *(slide(kind, privacy, f"{kind.name}-{privacy}", *settings_of(kind)) for kind, privacy in every_ask())
)


def ask_of(text: str) -> Ask:
    """The ask of a deck of one slide, as the parser reads it."""
    deck, _ = parse(text, file="one.md", deck_id="one", folder=None)
    assert deck is not None
    return next(slide.ask for slide in deck.slides if slide.ask)


def scene(run: Run, joined: int = 30) -> Scene:
    stage, session = run.core.stage, run.session
    return Scene(
        now=stage.house.world.now(),
        joined=joined,
        answered=stage.answered(session),
        join={"url": "", "address": "", "code": "", "qr": ""},
        items=stage.desk.items(session),
        moving=stage.moving.published(session),
        signals=tuple(stage.signals.view(run.id, session.words)),
    )


def views(run: Run, joined: int = 30) -> dict[str, dict[str, Any]]:
    """What every audience sees right now."""
    return {audience: build(run.session, scene(run, joined)) for audience, build in BUILDERS.items()}


def opinions(run: Run, people: int, seed: int) -> list[Any]:
    """An answer for each of so many people, as simulated phones would give it to what they see."""
    shown, dice = views(run)["participant"]["ask"], random.Random(seed)
    ideas = kinds()[shown["kind"]].imagined(shown, lambda n: dice.sample(range(n), n))
    return dice.choices(ideas, k=people)


def says(run: Run, name: str, value: Any, seq: int = 1, **more: Any) -> None:
    ask, standing = run.session.state.slide, run.session.standing
    assert ask is not None
    run.core.stage.answer(run.id, voter(name), Answer(ask, standing.round, seq, value, **more))


def lets_all_through(run: Run) -> None:
    """The presenter approves every text that was handed on."""
    for item in run.core.stage.desk.items(run.session):
        if not item.seen:
            run.core.stage.moderate(run.id, Moderate(item.id, "approve"))


class Steps:
    """An engine whose threads stand still until they are called for: everything that can happen between can be tried.

    The writer works whenever somebody waits for it.
    """

    def __init__(self) -> None:
        self.waiting: list[Callable[[], Any]] = []
        self.slept: list[float] = []
        self._threads = select("threading")
        self._writer: Writer | None = None

    def spawn(self, act: Callable[..., Any], *args: Any) -> None:
        owner = getattr(act, "__self__", None)
        if isinstance(owner, Writer):
            self._writer = owner
        else:
            self.waiting.append(lambda: act(*args))

    def settle(self, which: int | None = None) -> None:
        """Let one of those that wait go on, or all of them."""
        if which is not None:
            if self.waiting:
                self.waiting.pop(which % len(self.waiting))()
            return
        while self.waiting:
            self.waiting.pop(0)()

    def sleep(self, seconds: float) -> None:
        """No time passes here; how much would have is kept."""
        self.slept.append(seconds)

    def queue(self, maxsize: int = 0) -> Any:
        return self._threads.queue(maxsize)

    def lock(self) -> AbstractContextManager[Any]:
        return nullcontext()

    def result(self) -> Any:
        result = self._threads.result()
        wait = result.wait

        def write_and_wait(timeout: float | None = None) -> Any:
            assert self._writer is not None
            if batch := list(self._writer._given):
                self._writer._given.clear()
                self._writer._commit(batch)
            return wait(timeout)

        result.wait = write_and_wait
        return result

    def run_native(self, act: Callable[..., Any], *args: Any) -> Any:
        return act(*args)
