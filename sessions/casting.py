"""One sealed answer is put into its box, and judged by what lies there already."""

from __future__ import annotations

from sessions import ballots
from sessions.ballots import Ballot, GroupKey
from sessions.entries import Entry
from sessions.errors import AskClosed, FixedAnswer, StaleAnswer
from sessions.parts import House
from sessions.store.ballots import BallotFate


def cast(
    house: House, key: GroupKey, box: str, who: bytes, seq: int, entry: Entry, quietly: bool = False
) -> tuple[BallotFate, int]:
    """Returns once it is on disk: what became of it, and the `seq` that stands; quietly where nobody is told how many
    have answered. Raises what makes it no answer."""
    fate, stored = house.shelf.writer.put(sealed(house, key, box, who, seq, entry), quietly)
    judge(fate, stored, key, entry)
    return fate, stored.seq if stored else seq


def sealed(house: House, key: GroupKey, box: str, who: bytes, seq: int, entry: Entry) -> Ballot:
    """The ballot that goes into the box."""
    return ballots.seal(key, box, who, seq, entry.plain(), house.nonces.one())


def judge(fate: BallotFate, stored: Ballot | None, key: GroupKey, entry: Entry) -> None:
    """Raises what makes it no answer, or not the one that counts."""
    if fate is BallotFate.SHUT:
        raise AskClosed
    same = stored is None or ballots.open_ballot(key, stored) == entry.plain()
    if stored is not None and stored.told and not same:
        raise FixedAnswer("This answer is part of the bars already, so it cannot be changed any more.")
    if stored is not None and not same:
        raise StaleAnswer(seq=stored.seq)
