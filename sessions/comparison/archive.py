"""Every run that this house remembers, ready to be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sessions.comparison.comparison import FEWEST_RUNS, Comparison, comparison
from sessions.comparison.kept import runs_kept
from sessions.comparison.run import Run, run_of
from sessions.errors import FewRuns, UnknownDeck
from sessions.playbill import Playbill
from sessions.state import Status
from sessions.store.rows import Row
from sessions.store.shelf import Shelf


class Archive:
    """Finds runs by their deck. What was asked in which session is remembered, so that a long list stays quick."""

    def __init__(self, shelf: Shelf, playbill: Playbill) -> None:
        self._shelf, self._playbill = shelf, playbill
        self._asked: dict[str, tuple[int, frozenset[int]]] = {}

    def comparison(self, deck: str) -> Comparison:
        """The runs of a deck side by side, as far as there is something to compare. Raises UnknownDeck."""
        sessions = [self._playbill.play(state) for state in self._shelf.past.ended(deck)]
        kept = runs_kept(self._shelf.past.kept(deck))
        title, played = self.title(deck), [(one.state.day, one.deck.title) for one in sessions]
        if not title and not played and not kept:
            raise UnknownDeck
        return comparison(deck, title or max(played, default=("", deck))[1], map(run_of, sessions), kept)

    def compared(self, deck: str) -> Comparison:
        """The same where there is something to compare. Raises UnknownDeck or FewRuns."""
        one = self.comparison(deck)
        if not one.groups:
            raise FewRuns
        return one

    def title(self, deck: str) -> str:
        """What the deck is called today; empty where it is gone."""
        try:
            entry = self._playbill.entry(deck)
        except UnknownDeck:
            return ""
        return entry.deck.title if entry.deck else ""

    def comparable(self, decks: Iterable[str], rows: Sequence[Row]) -> list[str]:
        """Those of these decks of which two runs or more can be compared; `rows` is everything that ran."""
        self._asked = {row.id: self._asked[row.id] for row in rows if row.id in self._asked}
        return [deck for deck in dict.fromkeys(decks) if self._has_two(deck, rows)]

    def _has_two(self, deck: str, rows: Sequence[Row]) -> bool:
        met: Counter[int] = Counter()
        for asked in self._wordings(deck, rows):
            met.update(asked)
            if max(met.values(), default=0) >= FEWEST_RUNS:
                return True
        return False

    def _wordings(self, deck: str, rows: Sequence[Row]) -> Iterator[frozenset[int]]:
        yield from map(_asked, runs_kept(self._shelf.past.kept(deck)))
        for row in rows:
            if row.deck == deck and row.status == Status.ENDED and not row.rehearsal:
                if self._asked.get(row.id, (None,))[0] != row.version:
                    run = run_of(self._playbill.play(self._shelf.find(row.id)))
                    self._asked[row.id] = (row.version, _asked(run))
                yield self._asked[row.id][1]


def _asked(run: Run) -> frozenset[int]:
    return frozenset(hash(pulse.wording) for pulse in run.pulses)
