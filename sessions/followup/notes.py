"""What stands around the numbers of a follow-up: when it was, and how to read them."""

from __future__ import annotations

from collections.abc import Iterator

from decks.language import Language
from sessions.followup.state import FollowupState
from sessions.summary.method import rounded


def facts(state: FollowupState) -> tuple[str, ...]:
    """When the session was, and when this was open."""
    return state.words.say("Session of {day}", day=state.words.day(state.day)), _when(state, state.words)


def _when(state: FollowupState, words: Language) -> str:
    if state.never_open:
        return words.say("Ended before its first day")
    if state.opens == state.last:
        return words.say("Asked again on {day}", day=words.day(state.opens))
    return words.say("Asked again from {opens} to {last}", opens=words.day(state.opens), last=words.day(state.last))


def method(state: FollowupState) -> tuple[str, ...]:
    """How to read it, in plain words."""
    return tuple(_method(state, state.words))


def _method(state: FollowupState, words: Language) -> Iterator[str]:
    yield words.say(
        "Nobody's answers are linked, neither with their own in the session nor between the two questions. So nothing "
        "here says how any one person has changed."
    )
    yield words.say(
        "Those who answered now need not be those who were there then: somebody may be missing, and the link may have "
        "been passed on. Small differences mean nothing."
    )
    yield words.say(
        "There is no list of people. Each browser could answer once, so somebody with two browsers could answer twice."
    )
    yield words.say(
        "A total is told only if enough people chose an answer, and of the earlier ones only what the room was shown. "
        "Passing counts as answering and is not listed on its own."
    )
    yield words.say(
        "While it was open nobody was told how many had answered. At its end each single answer was destroyed."
    )
    yield rounded(words)
    if state.anew:
        yield words.say(
            "The server was restarted on {day}. Answers given before could not be read by anybody any more and are not "
            "in these numbers.",
            day=words.day(state.anew),
        )
