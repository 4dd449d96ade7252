"""What an organiser chooses for a follow-up, and how far that may go."""

from __future__ import annotations

from dataclasses import dataclass

from sessions.days import days_later, is_day
from sessions.errors import FollowupNotOffered

LONGEST, LATEST = 60, 400
"""Days: how long it may be open, and how far ahead it may be planned."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the organiser chooses: which pulse and which wording, the first day, and for how many days."""

    pulse: str
    reflection: str
    opens: str
    days: int

    def check(self, today: str) -> None:
        """Raises FollowupNotOffered."""
        if not (is_day(self.opens) and today <= self.opens <= days_later(today, LATEST)):
            raise FollowupNotOffered("Choose a first day from today on, no more than 400 days ahead.")
        if not 1 <= self.days <= LONGEST:
            raise FollowupNotOffered("It can be open for 1 to 60 days.")
