"""One run of a deck as it may stand beside others: its month and its pulses."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from sessions.comparison.pulse import Half, Pulse, pulses
from sessions.session import LiveSession


@dataclass(frozen=True, slots=True)
class Run:
    """A run without title, day or code. `place` tells which came first and is shown to nobody."""

    month: str
    """As 2026-11."""
    place: tuple[Any, ...]
    pulses: tuple[Pulse, ...]
    lang: str = "en"


def run_of(session: LiveSession) -> Run:
    """A session as a run."""
    state = session.state
    place = (state.day, state.started_at or 0.0, state.id)
    return Run(state.day[:7], (state.day[:7], 1, *place), pulses(session), session.deck.lang)


def kept_run(name: str, month: str, lang: str, told: str) -> Run:
    """A run of which nothing but its pulses was kept. Where in its month it was is not known."""
    return Run(month, (month, 0, name), tuple(_pulse(facts) for facts in json.loads(told)), lang)


def as_kept(run: Run) -> str:
    """The pulses of a run, as they are kept alone."""
    return json.dumps([asdict(pulse) for pulse in run.pulses], ensure_ascii=False, separators=(",", ":"))


def _pulse(facts: dict[str, Any]) -> Pulse:
    answers = tuple((key, text) for key, text in facts["answers"])
    return Pulse(**{**facts, "answers": answers, "start": _half(facts["start"]), "end": _half(facts["end"])})


def _half(facts: dict[str, Any]) -> Half:
    return Half(**{**facts, "counts": tuple(facts["counts"])})
