"""How people are asked back: the same plain sentences for the sheet on the wall, the mail and the page."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from sessions.followup.state import FollowupState

LETTERS_IN_A_GROUP, GROUPS_IN_A_LINE = 4, 4


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is said to those who may answer, in the language of the deck. `address` has no scheme in `lines`."""

    state: FollowupState
    address: str

    @property
    def asks(self) -> str:
        day = self.state.words.day(self.state.day)
        return self.state.words.say("Two questions about the session of {day}. They take a minute.", day=day)

    @property
    def when(self) -> str:
        words = self.state.words
        opens, last = words.day(self.state.opens), words.day(self.state.last)
        return words.say("Open from {opens} to {last}.", opens=opens, last=last)

    @property
    def lines(self) -> tuple[str, ...]:
        """The address for typing: where it leads, then its letters in groups; capitals are easier to tell apart."""
        place, _, link = self.address.partition("://")[2].rpartition("/")
        return f"{place}/", *in_groups(link.upper())

    @property
    def steps(self) -> tuple[str, ...]:
        words = self.state.words
        return (
            words.say(
                "Point your phone's camera at the code, or type the address; small letters will do, and hyphens can "
                "be left out."
            ),
            words.say("Answer both questions, or pass. Until the last day you can change your answers."),
            words.say("From the day after the last, the result stands at the same address, if enough people answered."),
        )

    @property
    def promises(self) -> tuple[str, ...]:
        """What holds for every answer; the page says it before the first one, too."""
        words = self.state.words
        return (
            words.say("No name and no account: the link is the same for everybody, and nobody keeps a list."),
            words.say("Nobody sees how many have answered before it has ended, and nobody ever sees who said what."),
            words.say("Your two answers are not linked with each other, nor with anything you said in the session."),
            words.say(
                "Each is stored scrambled until the end. Then it becomes part of a total, and the single answer is "
                "destroyed with the key that could read it."
            ),
        )

    @property
    def subject(self) -> str:
        return self.state.words.say("Two questions about “{title}”", title=self.state.title)

    @property
    def mail(self) -> str:
        """To be pasted into a mail, as plain text."""
        hello = self.state.words.say("Hello,")
        return "\n\n".join((hello, f"{self.asks} {self.when}", self.address, *self.promises))


def in_groups(link: str) -> tuple[str, ...]:
    """Letters that a person has to type, in lines of a few groups with hyphens between."""
    groups = textwrap.wrap(link, LETTERS_IN_A_GROUP)
    starts = range(0, len(groups), GROUPS_IN_A_LINE)
    lines = ["-".join(groups[start : start + GROUPS_IN_A_LINE]) for start in starts]
    return tuple(f"{line}-" if line is not lines[-1] else line for line in lines)
