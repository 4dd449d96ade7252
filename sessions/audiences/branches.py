"""What the ways of a branch are for, in words: the presenter sees when the deck would go there."""

from __future__ import annotations

from sessions.session import LiveSession


def when(session: LiveSession, slide_id: str) -> str:
    """When the branch of the current slide leads to that one; empty where the deck does not say."""
    branch = session.current.next if session.current else None
    conditions = [name for name, way in branch.ways.items() if way == slide_id] if branch else []
    return ", ".join(_condition(session, name) for name in conditions) if branch and len(branch.ways) > 1 else ""


def _condition(session: LiveSession, name: str) -> str:
    say = session.words.say
    if name == "else":
        return say("otherwise")
    if name == "tie":
        return say("at a tie")
    if name in session.deck.patterns:
        return say("if most answers do this: {pattern}", pattern=session.deck.patterns[name].label)
    return say("if most choose {letter}", letter=name)
