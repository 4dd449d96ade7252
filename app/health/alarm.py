"""When a trouble is told and when it is over: at once, but never to and fro."""

from __future__ import annotations

from collections.abc import Mapping

from app.health.troubles import GOOD, OF_PHONES, Trouble
from decks.language import Language

CALM_S = 3.0
"""A trouble that has not been seen for so long is over."""
SAME_S = 2.0
"""The figures within a sentence change no more often."""
RELIEF_S = 10.0
"""For so long it is said that all is well again."""
NOTHING: Mapping[str, str] = {"level": GOOD, "says": ""}


class Alarm:
    """What one console is told right now."""

    def __init__(self) -> None:
        self._trouble: Trouble | None = None
        self._told: Trouble | None = None
        self._seen = self._said = self._relieved = float("-inf")
        self._relief = False

    def hears(self, found: Trouble | None, now: float) -> bool:
        """Take up what was found. Whether something else is to be said now."""
        before = (self._trouble, self._relief)
        if found and self._is_news(found, now):
            self._trouble = self._told = found
            self._said, self._relief = now, False
        if found and self._trouble and found.kind <= self._trouble.kind:
            self._seen = now
        if self._trouble and now - self._seen >= CALM_S:
            self._calms_down(found, now)
        if self._relief and now - self._relieved >= RELIEF_S:
            self._relief = False
        return before != (self._trouble, self._relief)

    def _is_news(self, found: Trouble, now: float) -> bool:
        """Something worse at once; another figure after a while."""
        known = self._trouble
        return known is None or found.kind < known.kind or (found.kind == known.kind and now - self._said >= SAME_S)

    def _calms_down(self, found: Trouble | None, now: float) -> None:
        self._trouble, self._told = found, found or self._told
        self._said = self._seen = now
        self._relief, self._relieved = found is None, now

    def says(self, words: Language) -> dict[str, str]:
        """For the wire: how it stands, and the sentence, which is empty while there is nothing to say."""
        if self._trouble:
            return {"level": self._trouble.level, "says": self._trouble.says(words)}
        return {"level": GOOD, "says": words.say("All is well again.") if self._relief else ""}

    def says_after_the_end(self, words: Language) -> dict[str, str]:
        """The same once the session is over: nothing of phones, not even that they are back."""
        of_phones = self._told and self._told.kind in OF_PHONES
        return dict(NOTHING) if of_phones else self.says(words)
