"""The words that stand for numbers in a result that is told roughly."""

from __future__ import annotations

from decks.language import Language

MOST, HALF, FEWER = "most", "about half", "fewer"
ABOVE, BELOW = "more than half", "half or fewer"


def in_words(word: str | None, words: Language) -> str:
    """A word of the scale as the summary's language says it."""
    said = {
        MOST: words.say("most"),
        HALF: words.say("about half"),
        FEWER: words.say("fewer"),
        ABOVE: words.say("more than half"),
        BELOW: words.say("half or fewer"),
    }
    return said[word] if word else "–"
