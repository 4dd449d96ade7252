"""Three sentences for the moment when a room goes quiet, hot or tearful, fit for where the slide stands."""

from __future__ import annotations

from collections.abc import Mapping

from sessions.session import LiveSession
from sessions.state import Phase, Status

QUIET, HOT, TEARS, MAD = "quiet", "hot", "tears", "mad"

Lines = tuple[str, str, str]

STORY, VOTE, TALK, AFTER = "story", "vote", "talk", "after"

WHERE: Mapping[Phase, str] = {
    Phase.READY: STORY,
    Phase.OPEN: VOTE,
    Phase.CLOSED: TALK,
    Phase.TALK: TALK,
    Phase.RESULTS: AFTER,
    Phase.PATTERNS: AFTER,
}

SENTENCES: Mapping[str, Mapping[str, Lines]] = {
    QUIET: {
        STORY: (
            "Quiet is fine. I will read it once more, slowly.",
            "Take ten seconds. What did you notice first?",
            "You do not have to say anything. Your phone will ask you in a moment.",
        ),
        VOTE: (
            "There is no clever answer here. Choose what you would really say.",
            "Passing is an answer too, and nobody sees who passes.",
            "Take the time you need. I will wait.",
        ),
        TALK: (
            "Turn to one person and say one sentence each. That is all.",
            "Start with the answer you did not choose. Why might somebody choose it?",
            "Let us take thirty seconds in silence first, and then talk in twos.",
        ),
        AFTER: (
            "Silence can mean that something landed. We can leave it there for a breath.",
            "What would you have wanted to hear? Keep it to yourself, or tell one person.",
            "Nobody has to explain a vote. Shall I read the next sentence?",
        ),
    },
    HOT: {
        STORY: (
            "I can see that this is close to something. Let us slow down.",
            "This is a story, and nobody here is on trial.",
            "Let me finish the scene. Then there is room for what you have to say.",
        ),
        VOTE: (
            "Vote first, argue after. Both have their time.",
            "I hear that the answers do not fit. Choose the nearest, and tell us afterwards what is missing.",
            "Let us be quiet until everybody has answered.",
        ),
        TALK: (
            "One at a time, please. I would like to hear the end of that sentence.",
            "Say it about the sentence on the wall, not about a person in the room.",
            "Two things can be true: it was not meant so, and it did harm. Let us stay with what it did.",
        ),
        AFTER: (
            "We do not have to agree. We do have to let each other finish.",
            "What the sentence does is one thing; who you are is another. We are looking at the first.",
            "Let us take a minute without talking, and then I will ask one question.",
        ),
    },
    TEARS: {
        STORY: (
            "We will stop here for a moment. Nobody has to do anything.",
            "You can step out, and come back whenever you like. Nobody will ask.",
            "Let us all look away from the screen and breathe. I will go on slowly.",
        ),
        VOTE: (
            "The vote can wait. Take a moment.",
            "Pass is there for exactly this.",
            "If you would like somebody with you, say so, or nod to me.",
        ),
        TALK: (
            "Thank you for letting us see that. You do not have to say more.",
            "Would you like a moment, or would you like us to go on? Both are fine.",
            "Let us not comfort all at once. One person you choose is enough.",
        ),
        AFTER: (
            "This is why we practise. Let us take two minutes.",
            "What happened to you counts here, and you need not tell it.",
            "After this I am at the side of the room, for whoever wants to talk.",
        ),
    },
    MAD: {
        STORY: (
            "It may sound like a small thing. Let us see what it does before we judge it.",
            "Nobody is asked to be perfect today. We practise what comes after a slip.",
            "Hold that thought. The scene goes on for one more slide.",
        ),
        VOTE: (
            "You may find all of these too much. Choose the one you could live with.",
            "This is not about forbidden words. It is about the next ten seconds.",
            "If none fits, pass, and tell us afterwards what you would say.",
        ),
        TALK: (
            "What would it cost you to try it once? And what would it cost them if you do not?",
            "I hear that the rules seem to change. Which of these answers would still be decent without any rule?",
            "Let us ask it the other way round: when did a short apology help you?",
        ),
        AFTER: (
            "You need not agree with every word on the wall. Is there one you would keep?",
            "It is not about walking on eggshells. It is about what you do when one breaks.",
            "Disagreeing is fine here. Leave the person it hurt their own words.",
        ),
    },
}  # fmt: skip


def rescue(session: LiveSession) -> dict[str, list[str]]:
    """For each need three sentences to say right now; empty outside a running session."""
    if session.state.status is not Status.LIVE:
        return {}
    where = WHERE[session.standing.phase] if session.ask else STORY
    return {need: [session.words.say(line) for line in lines[where]] for need, lines in SENTENCES.items()}
