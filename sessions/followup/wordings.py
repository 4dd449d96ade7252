"""The question about what became of it: a few wordings to choose from, with their answers. Nobody writes anything."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape

from decks.deck import LETTERS, Ask, Option
from decks.language import Language
from sessions.disclosure import FLOORS
from sessions.errors import UnknownAsk
from sessions.followup.state import REFLECTION, Question


def wordings(words: Language) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Each wording by its name: the question, and what can be answered."""
    return {
        "plan": (
            words.say("What became of what you had in mind at the end of the session?"),
            (words.say("I did it"), words.say("I tried"), words.say("Not yet"), words.say("It no longer fits")),
        ),
        "moment": (
            words.say("Since the session, was there a moment in which you could use it?"),
            (
                words.say("Yes, and I did something"),
                words.say("Yes, and I saw it too late"),
                words.say("Yes, and I let it pass"),
                words.say("No such moment came"),
            ),
        ),
        "mind": (
            words.say("How often has something from the session come back to your mind?"),
            (words.say("Often"), words.say("Now and then"), words.say("Once or twice"), words.say("Not since then")),
        ),
    }


def reflection(name: str, words: Language) -> Question:
    """The question of that name. Nearly equal answers are told as “at least” only. Raises UnknownAsk."""
    if name not in (known := wordings(words)):
        raise UnknownAsk("There is no such question to choose.")
    title, answers = known[name]
    ask = Ask("choice", "standard", _options(answers), agreement="at-least")
    return Question(REFLECTION, title, ask, FLOORS[ask.privacy])


def _options(answers: Sequence[str]) -> tuple[Option, ...]:
    return tuple(Option(key, text, str(escape(text))) for key, text in zip(LETTERS, answers, strict=False))
