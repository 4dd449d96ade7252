"""Slides to insert: for every kind of ask, and a few more, the Markdown that somebody new would not know by heart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Insert:
    """A whole slide, ready to be changed. `name` is the kind of its ask, where it has one."""

    name: str
    markdown: str


def _asking(title: str, settings: str, answers: str = "", notes: str = "") -> str:
    """A slide as the format guide writes it: title, settings, answers, notes."""
    pieces = (f"## {title}", f"```slide\n{settings}\n```", answers, f"Notes:\n{notes}" if notes else "")
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


INSERTS = (
    Insert(
        "slide", "## A new slide\n\nOne thought, in a few lines.\n\nNotes:\nWhat you will say here. Only you see it.\n"
    ),
    Insert("part", "# A new part\n\nWhere we are, and what comes now.\n\nNotes:\nA part can be skipped as a whole.\n"),
    Insert(
        "story",
        "## The story goes on\n\nWhat happens first.\n\n. . .\n\nWhat the next press shows.\n\n"
        "Notes:\nRead it aloud. Count to three before you go on.\n",
    ),
    Insert(
        "vote-twice",
        _asking(
            "What do you say?",
            "ask: choice\nrounds: 2\ndiscuss: [1m alone, 3m pairs]\nprompts:\n"
            "  - What does each answer do for the other person?\n  - What would you want to hear?",
            "- [ ] The first answer\n- [ ] The second answer\n- [ ] The third answer",
            "Vote, talk, vote again. Show nothing before the second vote.",
        ),
    ),
    Insert(
        "choice",
        _asking(
            "What would you do?",
            "ask: choice",
            "- [ ] The first answer\n- [ ] The second answer\n- [ ] Something else",
            "Show the result, say one sentence about it, and go on.",
        ),
    ),
    Insert(
        "multi",
        _asking(
            "Which of these have you seen?",
            "ask: multi\npick: 2",
            "- [ ] The first answer\n- [ ] The second answer\n- [ ] The third answer",
        ),
    ),
    Insert(
        "quiz",
        _asking(
            "Which of these is right?",
            "ask: quiz",
            "- [ ] A wrong answer\n- [x] The right answer\n  > Why this one is right.\n- [ ] Another wrong answer",
        ),
    ),
    Insert("scale", _asking("How sure are you?", "ask: scale\nmin: 1\nmax: 5\nlabels: [Not at all, Completely]")),
    Insert("words", _asking("One word for today?", "ask: words\nanswers: 2")),
    Insert("text", _asking("What helped you last time?", "ask: text\nchars: 280")),
    Insert(
        "rank",
        _asking(
            "What matters most?",
            "ask: rank",
            "- [ ] The first thing\n- [ ] The second thing\n- [ ] The third thing",
            "Everybody puts all of them in order.",
        ),
    ),
    Insert(
        "points",
        _asking(
            "Where should our time go?",
            "ask: points\npoints: 100",
            "- [ ] The first thing\n- [ ] The second thing\n- [ ] The third thing",
            "Everybody shares out 100 points.",
        ),
    ),
    Insert(
        "qa", _asking("What would you like to ask?", "ask: qa", notes="You choose which question goes onto the screen.")
    ),
    Insert(
        "commit",
        _asking(
            "If this happens, then I will…", "ask: commit", notes="The card stays on the phone of whoever writes it."
        ),
    ),
    Insert(
        "discuss",
        _asking(
            "Talk in pairs",
            "ask: discuss\ndiscuss: [3m pairs, 4m all]\nprompts:\n  - What did you find?\n  - What was hard to say?",
        ),
    ),
    Insert("promise", "## What stays secret, and what can't\n\n```slide\nlayout: promise\n```\n"),
)
