"""On what terms a summary goes to the organiser: a value within the session's state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MOST_LINES, LONGEST_LINE = 3, 280


class Cut(StrEnum):
    """How much of a question goes home, the most first."""

    WHOLE = "whole"
    ROUGHLY = "roughly"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Release:
    """What is left out or blurred, what the presenter says in their own words, and the day it was released (None before
    that, and once it was taken back)."""

    cuts: Mapping[str, Cut]
    """By ask; what is not named goes home whole."""
    texts: frozenset[str] = frozenset()
    """The names of texts that stay here."""
    lines: tuple[str, ...] = ()
    day: str | None = None

    def cut(self, ask: str) -> Cut:
        return self.cuts.get(ask, Cut.WHOLE)

    def tells(self, ask: str) -> bool:
        """Whether it is released, and this question goes home whole."""
        return self.day is not None and self.cut(ask) is Cut.WHOLE

    def only_loses(self, before: Release) -> bool:
        """Whether it tells nothing that the one before did not tell."""
        order = list(Cut)
        asks = self.cuts.keys() | before.cuts.keys()
        return (
            all(order.index(self.cut(ask)) >= order.index(before.cut(ask)) for ask in asks)
            and self.texts >= before.texts
            and set(self.lines) <= set(before.lines)
        )

    def facts(self) -> dict[str, Any]:
        """As the shelf keeps it: the same for the same terms."""
        cuts = {ask: str(cut) for ask, cut in sorted(self.cuts.items())}
        return {"cuts": cuts, "texts": sorted(self.texts), "lines": list(self.lines), "day": self.day}

    @classmethod
    def of(cls, facts: Mapping[str, Any] | None) -> Release:
        """Sessions of earlier versions have none: nothing is cut, and nothing released."""
        if not facts:
            return NOT_YET
        cuts = {ask: Cut(cut) for ask, cut in facts["cuts"].items()}
        return cls(cuts, frozenset(facts["texts"]), tuple(facts["lines"]), facts["day"])


NOT_YET = Release({})
