"""What a person may write: one rule for every kind of ask that takes text."""

from __future__ import annotations

import re
from typing import Any

from decks.asks import NotAnAnswer, TooLong
from decks.deck import Ask

UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters and marks that turn the direction of the text around them."""


def written(ask: Ask, value: Any, entry: int) -> str:
    """The text without what cannot be seen, no longer than the ask allows. `entry` counts a person's texts from 0."""
    if not isinstance(value, str) or not 0 <= entry < ask.settings.get("answers", 1):
        raise NotAnAnswer
    if len(value) > ask.settings["chars"]:
        raise TooLong
    text = plain(value)
    if not text:
        raise NotAnAnswer
    return text


def plain(text: str) -> str:
    """The text without what cannot be seen, and without space around it."""
    return UNSEEN.sub("", text.replace("\r\n", "\n")).strip()
