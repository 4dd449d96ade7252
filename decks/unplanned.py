"""A slide that was written in the middle of a session: a title, and answers to choose from or room for a text."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from decks.asks import kinds
from decks.deck import LETTERS, Ask, Option, Slide

KINDS = ("choice", "text")
LONGEST_TITLE, LONGEST_ANSWER, MOST_ANSWERS = 200, 240, 8


def unplanned(slide_id: str, after: Slide, title: str, kind: str, options: Sequence[str]) -> Slide:
    """The slide that stands after another one and belongs to its part. Every word is taken as plain text."""
    answers = tuple(Option(key, text, str(escape(text))) for key, text in zip(LETTERS, options, strict=False))
    settings = {setting.name: setting.default for setting in kinds()[kind].settings}
    return Slide(
        id=slide_id,
        number=after.number,
        title=title,
        level=2,
        part=after.part,
        layout="text",
        beats=(str(Markup("<h2>{}</h2>\n").format(title)),),
        line=after.line,
        ask=Ask(kind, "standard", answers, settings=settings),
    )
