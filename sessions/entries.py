"""What one ballot holds: the answer, and what its author said with it."""

from __future__ import annotations

from typing import Any, NamedTuple


class Entry(NamedTuple):
    """One answer in its stored form. `value` None is a pass; `sure` is 1 to 5 where the ask wants to know.

    `n` counts the further texts of one person from 0, `author` is the same for all of them (a pseudonym of this link
    group), and `keep` is its author's leave to print it in the summary. Kinds without texts leave all three alone.
    """

    value: Any
    sure: int | None = None
    n: int = 0
    keep: bool = False
    author: str = ""

    def plain(self) -> list[Any]:
        """As it is sealed: a list, without what it leaves alone."""
        facts = [self.value, self.sure, self.n, self.keep, self.author]
        while len(facts) > 1 and not facts[-1]:
            facts.pop()
        return facts

    @classmethod
    def of(cls, facts: list[Any]) -> Entry:
        return cls(*facts)
