"""What is found on the shelf and put there, beside the sessions themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """One session as it is listed."""

    id: str
    title: str
    deck: str
    day: str
    status: str
    code: str | None
    rehearsal: bool
    version: int


@dataclass(frozen=True, slots=True)
class StoredScript:
    """A deck's text as a session runs it."""

    digest: str
    deck: str
    folder: str
    text: str


@dataclass(frozen=True, slots=True)
class Boxes:
    """What one change does to ballot boxes: those it opens (box to link group) and those it empties and removes."""

    opened: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
