"""A question that nobody planned: the presenter types it, and it stands after the slide the room is on."""

from __future__ import annotations

from dataclasses import replace

from decks.unplanned import KINDS, LONGEST_ANSWER, LONGEST_TITLE, MOST_ANSWERS
from sessions.errors import InvalidMessage
from sessions.moves.move import Moment
from sessions.moves.walking import arrive
from sessions.script import Script, between
from sessions.session import LiveSession
from sessions.state import Unplanned

MOST_UNPLANNED = 20


def unplanned(
    session: LiveSession, moment: Moment, title: str, kind: str, options: list[str] | None = None
) -> LiveSession:
    """Put in a question in the standard class, kept in the summary like any other, and walk to it."""
    title, answers = " ".join(title.split()), _answers(options or [])
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise InvalidMessage(f"The question has 1 to {LONGEST_TITLE} characters.")
    if kind not in KINDS:
        raise InvalidMessage("An unplanned question is a choice or a text.")
    if kind == "choice" and not 2 <= len(answers) <= MOST_ANSWERS:
        raise InvalidMessage(f"A choice has 2 to {MOST_ANSWERS} different answers.")
    if len(session.state.unplanned) >= MOST_UNPLANNED:
        raise InvalidMessage(f"A session has room for {MOST_UNPLANNED} unplanned questions.")
    assert session.state.slide is not None
    one = Unplanned(_free_id(session), session.state.slide, title, kind, answers if kind == "choice" else ())
    questions = (*session.state.unplanned, one)
    script = Script(session.deck, session.script.pinned, between(session.deck, questions))
    after = replace(session, state=replace(session.state, unplanned=questions), script=script)
    slide = after.slide(one.id)
    assert slide is not None
    return arrive(after, slide)


def _answers(options: list[str]) -> tuple[str, ...]:
    told = [" ".join(option.split()) for option in options if isinstance(option, str)]
    if any(len(option) > LONGEST_ANSWER for option in told):
        raise InvalidMessage(f"An answer has at most {LONGEST_ANSWER} characters.")
    return tuple(dict.fromkeys(option for option in told if option))


def _free_id(session: LiveSession) -> str:
    number = len(session.state.unplanned) + 1
    while session.slide(f"unplanned-{number}"):
        number += 1
    return f"unplanned-{number}"
