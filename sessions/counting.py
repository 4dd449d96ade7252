"""Counting while a round is open, and opening its ballots once it is shut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from decks.asks import kind_of
from decks.deck import Ask
from sessions import tally
from sessions.ballots import GroupKey, Sealed, open_ballot, pseudonym
from sessions.entries import Entry
from sessions.keys import Keyring
from sessions.session import LiveSession, moves_bars
from sessions.state import AskState, Published, Shift
from sessions.store.shelf import Shelf
from sessions.tally import Answers, Segments

MOST_SEALED, SEALED_BYTES = 16, 24
"""So many rows, and so much of each, a projector shows."""


class Counting:
    """How many have answered, and, when a round is shut, what may be told."""

    def __init__(self, shelf: Shelf, keyring: Keyring) -> None:
        self._shelf = shelf
        self._keyring = keyring
        self._answered: dict[str, int] = {}

    def answered(self, session: LiveSession, box: str) -> int:
        """How many people have answered in an open box; read once, then kept up by `one_more`."""
        if box not in self._answered:
            self._answered[box] = self._people(session, box)
        return self._answered[box]

    def knows(self, box: str) -> bool:
        """Whether it is known by heart how many have answered there."""
        return box in self._answered

    def one_more(self, session: LiveSession, box: str) -> None:
        """Somebody has answered for the first time (and is in the box already)."""
        self._answered[box] = self._answered[box] + 1 if box in self._answered else self._people(session, box)

    def _people(self, session: LiveSession, box: str) -> int:
        """Ballots, or where one person may write several texts the first ones of each."""
        if session.ask is None or not kind_of(session.ask).items:
            return self._shelf.how_many(box)
        return sum(entry.n == 0 for entry in self.opened(session.standing, box).values())

    def sealed(self, session: LiveSession) -> Sealed | None:
        """The answers of the ask that stands as they lie on the disk, in the order of their names, which tells
        nothing; None unless the projector is to show them."""
        if not session.state.proof:
            return None
        shelf, boxes = self._shelf, session.standing.boxes
        few = [ballot for box in boxes for ballot in shelf.first_ballots(box, MOST_SEALED)][:MOST_SEALED]
        rows = tuple(ballot.sealed[:SEALED_BYTES].hex(" ", 4) for ballot in few)
        return Sealed(sum(map(shelf.how_many, boxes)), rows)

    def count(self, session: LiveSession, order: Callable[[int], list[int]]) -> tuple[Published, Shift | None]:
        """Open the ballots of the shut round and publish; with a first round still here, the shift as well."""
        ask, standing = session.ask, session.standing
        assert ask is not None
        opened = [self._counted(ask, standing, box) for box in standing.boxes]
        published = tally.publish(ask, opened[-1], standing.round, session.floor(ask), session.words)
        if ask.by and published.tally is not None and ask.agreement == "show":
            published = replace(published, segments=self._segments(session, ask, opened[-1], published))
        self._answered.pop(standing.boxes[-1], None)
        if len(opened) < 2 or not standing.published:
            return published, None
        told = (*standing.published, published)
        pairs = len(tally.matched(opened[-2], opened[-1]))
        return published, tally.shift(ask, opened[-2], opened[-1], told, order(pairs), session.words)

    def _segments(self, session: LiveSession, ask: Ask, answers: Answers, published: Published) -> Segments | None:
        """The counts split by what people had answered to the earlier ask, as far as they may be told: nothing where
        what they had answered is withheld itself."""
        assert ask.by is not None
        slide, earlier = session.slide(ask.by), session.ask_state(ask.by)
        if not earlier.boxes or earlier.group != session.standing.group or published.tally is None:
            return None
        if slide is None or slide.ask is None or not earlier.published or earlier.published[-1].tally is None:
            return None
        before = self._counted(slide.ask, earlier, earlier.boxes[-1])
        return tally.split(ask, before, answers, published.tally["counts"])

    def _counted(self, ask: Ask, standing: AskState, box: str) -> dict[bytes, Entry]:
        """The answers that count; with live results one or two that were never told are as good as passes."""
        answers = self.opened(standing, box)
        if not moves_bars(ask):
            return answers
        told = {ballot.pseudonym for ballot in self._shelf.ballots(box) if ballot.told}
        return {who: entry if who in told else entry._replace(value=None, sure=None) for who, entry in answers.items()}

    def opened(self, standing: AskState, box: str) -> dict[bytes, Entry]:
        """Every answer in a box of an ask whose key lives."""
        key = self._keyring.get(standing.group) if standing.group else None
        assert key is not None, "a round whose key is gone is asked again, never counted"
        return {ballot.pseudonym: Entry.of(open_ballot(key, ballot)) for ballot in self._shelf.ballots(box)}

    def mine(self, slide_id: str, ask: Ask, standing: AskState, key: GroupKey, voter: bytes) -> dict[str, Any]:
        """What one voter answered in the latest round of an ask whose key lives, and in the one `before` it."""
        who = pseudonym(key, voter)
        (entry, seq), *earlier = (self._entry(box, key, who) for box in reversed(standing.boxes))
        facts: dict[str, Any] = {
            "ask": slide_id,
            "round": standing.round,
            "answered": entry is not None,
            "value": entry.value if entry else None,
            "seq": seq,
        }
        if ask.confidence:
            facts["sure"] = entry.sure if entry else None
        if earlier and (before := earlier[0][0]):
            facts["before"] = {"value": before.value, "sure": before.sure}
        if kind_of(ask).items:
            facts["entries"] = list(self._texts(ask, standing.boxes[-1], key, voter))
        return facts

    def _texts(self, ask: Ask, box: str, key: GroupKey, voter: bytes) -> list[dict[str, Any]]:
        """All that one person wrote here: each with its number and the seq to go on from."""
        found = ((n, *self._entry(box, key, pseudonym(key, voter, n))) for n in range(ask.settings.get("answers", 1)))
        return [{"n": n, "value": entry.value, "seq": seq, "keep": entry.keep} for n, entry, seq in found if entry]

    def _entry(self, box: str, key: GroupKey, who: bytes) -> tuple[Entry | None, int]:
        ballot = self._shelf.ballot(box, who)
        return (Entry.of(open_ballot(key, ballot)), ballot.seq) if ballot else (None, 0)
