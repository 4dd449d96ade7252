"""What a format of the summary is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from decks.language import Language
from sessions.summary.content import Content


@dataclass(frozen=True, slots=True)
class Format:
    """One way of writing a summary down: its name, its media type, its file's ending, and who writes it. One that takes
    `long` is not written beside a room that answers."""

    name: str
    media_type: str
    extension: str
    write: Callable[[Content, Language], bytes]
    long: bool = False
