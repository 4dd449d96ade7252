"""A run's pulse as an ask with two votes, so that it is drawn like any other result."""

from __future__ import annotations

from markupsafe import Markup

from decks.language import Language
from sessions.comparison.pulse import Half, Pulse
from sessions.comparison.words import halves
from sessions.state import Published
from sessions.summary.asked import Asked, Choice, Earlier


def drawn(pulse: Pulse, words: Language) -> Asked:
    """Both votes side by side: no mean, no link between them."""
    start, end = halves(words)
    choices = tuple(Choice(key, text, Markup.escape(text)) for key, text in pulse.answers)
    earlier = Earlier("start", start, choices, _published(pulse, pulse.start))
    rounds = (_published(pulse, pulse.end),)
    return Asked(pulse.id, end, pulse.kind, "standard", 0, choices, rounds, earlier=earlier, picture=pulse.picture)


def _published(pulse: Pulse, half: Half) -> Published:
    counts = {key: count for (key, _), count in zip(pulse.answers, half.counts, strict=True)}
    return Published(1, half.n, {"counts": counts}, None, "")
