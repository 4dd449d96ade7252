"""Phones that lost their line and have not come back: known by their voter token, in memory, for a minute."""

from __future__ import annotations

from collections import OrderedDict

AT_ONCE_S = 10.0
"""Phones that vanish within this time vanish together."""
MISSED_S = 60.0
"""After that they have gone home, or will be counted afresh."""
FEWEST = 3
"""So many are more than somebody who leaves."""
NEARLY_ALL_BACK = 3
"""Once only a third of them is still missing the network works again."""


class Away:
    """The phones of one session."""

    def __init__(self) -> None:
        self._since: OrderedDict[bytes, float] = OrderedDict()
        self._told = 0

    def lost(self, voter: bytes, now: float) -> None:
        """The last socket of this phone has closed."""
        self._since[voter] = now
        self._since.move_to_end(voter)

    def back(self, voter: bytes) -> bool:
        """It is here again. Whether it was missed."""
        return self._since.pop(voter, None) is not None

    def together(self, now: float, here: int, share: float) -> int:
        """How many vanished together, if they are that share of the room, and as long as most of them are missing;
        0 while nothing is wrong."""
        while self._since and next(iter(self._since.values())) < now - MISSED_S:
            self._since.popitem(last=False)
        missing = len(self._since)
        fresh = sum(since > now - AT_ONCE_S for since in self._since.values()) if missing >= FEWEST else 0
        if fresh >= max(FEWEST, share * (here + missing)):
            self._told = max(self._told, fresh)
        elif missing * NEARLY_ALL_BACK <= self._told:
            self._told = 0
        return self._told
