"""A hall: one session with a crowd of phones in it, and the checker at hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.cast import Evening, House
from tests.faults.busy import allowed
from tests.faults.journals import Journal, Stored, journal, open_box, problems, tallied
from tests.faults.orders import Servant

OPTIONS = "ABC"
PATIENCE_S = 60.0


def many_votes(count: int) -> str:
    """A deck of so many votes."""
    options = "".join(f"- [ ] Answer {option}.\n" for option in OPTIONS)
    slides = (f"## Vote {number}\n\n```slide\nid: v{number}\nask: choice\n```\n\n{options}" for number in range(count))
    return "---\ntitle: Many votes\n---\n\n" + "\n---\n\n".join(slides)


class Crowd:
    """So many phones of one session, in a process of their own."""

    def __init__(
        self, room: Evening, count: int, port: int | None = None, seed: int = 1, patience: float = 5.0
    ) -> None:
        host = room.house.url.partition("://")[2]
        words = ("--port", str(port or host.rpartition(":")[2]), "--host", host, "--code", room.code)
        self.room, self._phones = (
            room,
            Servant("tests.faults.crowd", *words, "--seed", str(seed), "--patience", str(patience)),
        )
        self.count = 0
        self.joins(count)

    def joins(self, count: int) -> None:
        """Some more come in."""
        self.count += count
        assert self._phones.does("joins", count=count) == self.count

    def votes(self, ask: str, votes: int = 5, over: float = 2.0) -> None:
        """Everybody begins to answer and to think again, so many times within so many seconds."""
        self._phones.does("vote", ask=ask, round=1, options=OPTIONS, votes=votes, over=over)

    def settles(self, patience: float = PATIENCE_S) -> None:
        """Every answer is counted, or refused for good."""
        assert self._phones.does("settle", patience=allowed(patience)) == 0

    def come_back(self, times: int = 1, patience: float = PATIENCE_S) -> None:
        """Every phone has lost its line so often since the figures were taken last, and has one again."""
        assert self._phones.does("are_back", patience=allowed(patience), times=times) == self.count

    @property
    def acknowledged(self) -> int:
        """How many answers of this vote have been acknowledged."""
        return int(self._phones.does("acknowledged"))

    def figures(self) -> Any:
        """`waits`, `backs` and `codes` since this was asked last."""
        return self._phones.does("figured")

    def shown(self) -> list[Any]:
        """The version of the view that each phone has."""
        return list(self._phones.does("shown"))

    def leave(self, count: int) -> None:
        """So many go home."""
        self.count -= count
        self._phones.does("leave", count=count)

    def check(self, *others: Crowd) -> Stored:
        """What is stored is what all phones were told. Returns it."""
        key, stored = open_box(self.room.house, self.room.id)
        kept = [one for crowd in (self, *others) for one in crowd._journals(key)]
        assert problems(kept, stored) == []
        return stored

    def _journals(self, key: Any) -> Iterable[Journal]:
        return [journal(key, facts["token"], facts["said"]) for facts in self._phones.does("journals")]

    def closes(self, *others: Crowd) -> Any:
        """Close the vote: what is published is what was stored, and that is what everybody was told."""
        stored = self.check(*others)
        results = self.room.ana.says("close")["results"]
        assert (results["n"], results["counts"]) == (len(stored), tallied(stored, OPTIONS))
        return results

    def goes_home(self) -> None:
        self._phones.ends()


def hall(house: House, votes: int = 1) -> Evening:
    """A session of so many votes in this house, at the first one, which is open."""
    name = f"votes-{votes}"
    house.writes(name, many_votes(votes))
    room = Evening(house, name)
    room.ana.says("start")
    room.ana.says("open")
    return room


def percentile(seconds: list[float], part: float) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
