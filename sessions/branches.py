"""Where the story goes after a vote: what the room's answer proposes, and what the presenter may choose."""

from __future__ import annotations

from collections.abc import Mapping

from decks.deck import Ask, Branch
from sessions.state import AskState

PRESENTER = "presenter"
"""Where a branch leaves the choice to the person in front."""


def ways(branch: Branch | None) -> tuple[str, ...]:
    """The slides a branch may lead to, each once, in the order written."""
    return tuple(dict.fromkeys(branch.ways.values())) if branch else ()


def proposed(branch: Branch | None, ask: Ask | None, state: AskState) -> str | None:
    """The slide id, "end" or "presenter" that the branch proposes; None for "what follows"."""
    if branch is None:
        return None
    if branch.presenter:
        return PRESENTER
    return branch.ways.get(_winner(branch, ask, state)) or branch.ways.get("else")


def _winner(branch: Branch, ask: Ask | None, state: AskState) -> str:
    """The condition that the last published round meets, or "else"."""
    counts = _counts(state)
    if ask is None or not counts:
        return "else"
    tops = [_top(counts), _top(_by_pattern(ask, counts))]
    for top in tops:
        if len(top) == 1 and top[0] in branch.ways:
            return top[0]
    return "tie" if any(len(top) > 1 for top in tops) and "tie" in branch.ways else "else"


def _counts(state: AskState) -> Mapping[str, int]:
    latest = state.published[-1] if state.published else None
    counts = (latest.tally or {}).get("counts", {}) if latest else {}
    return counts if any(counts.values()) else {}


def _by_pattern(ask: Ask, counts: Mapping[str, int]) -> dict[str, int]:
    """A pattern's share is the sum over the answers that have it."""
    sums: dict[str, int] = {}
    for option in ask.options:
        for pattern in option.patterns:
            sums[pattern] = sums.get(pattern, 0) + counts.get(option.key, 0)
    return sums


def _top(counts: Mapping[str, int]) -> list[str]:
    most = max(counts.values(), default=0)
    return [key for key, n in counts.items() if n == most and n > 0]
