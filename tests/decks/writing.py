"""What an author types: short decks for the stories of this folder, and what the checker answers."""

from __future__ import annotations

from pathlib import Path

from decks.deck import Ask, Deck, Option, Slide
from decks.parse import parse

PATTERNS = "patterns:\n  centring: Centring yourself\n  repair: Apologise, centre them, listen"
ANSWERS = "- [ ] One\n- [ ] Two\n- [ ] Three\n- [ ] Four"


def deck_text(*slides: str, front: str = PATTERNS) -> str:
    """The slides with separators between them, under a title."""
    return f"---\ntitle: T\n{front}\n---\n\n" + "\n\n---\n\n".join(slides) + "\n"


def ask_text(settings: str, answers: str = ANSWERS, title: str = "Q") -> str:
    """A slide that asks something."""
    return f"## {title}\n\n```slide\n{settings}\n```\n\n{answers}"


def says(text: str | bytes, folder: Path | None = None) -> list[str]:
    """The checker's lines."""
    return [str(problem) for problem in parse(text, file="d.md", folder=folder)[1]]


def codes(text: str | bytes, folder: Path | None = None) -> list[tuple[int, str]]:
    """The lines and codes of what the checker says."""
    return [(problem.line, problem.code) for problem in parse(text, folder=folder)[1]]


def good(*slides: str, front: str = PATTERNS, folder: Path | None = None) -> Deck:
    """The deck of these slides, about which nothing is to be said."""
    deck, problems = parse(deck_text(*slides, front=front), folder=folder)
    assert [str(problem) for problem in problems] == []
    assert deck
    return deck


def slide_of(*slides: str, front: str = PATTERNS, folder: Path | None = None) -> Slide:
    """The last slide of a deck, about which nothing is to be said."""
    return good(*slides, front=front, folder=folder).slides[-1]


def ask_of(settings: str, answers: str = ANSWERS) -> Ask:
    """The ask of a slide with these settings."""
    ask = slide_of(ask_text(settings, answers)).ask
    assert ask
    return ask


def options(*texts: str) -> tuple[Option, ...]:
    """Answers with letters, for asks that are made without a deck."""
    return tuple(Option(key, text, text) for key, text in zip("ABCDEFGHIJKL", texts, strict=False))
