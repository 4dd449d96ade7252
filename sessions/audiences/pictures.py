"""Pictures on phones: they load a small copy, and that leads to a page with the larger one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from decks.language import Language
from sessions.session import LiveSession

SMALL = re.compile(
    r'<a\b.*?</a>|<picture>(?:(?!</picture>).)*<img src="/media/(?P<name>[^"]+)" alt="(?P<alt>[^"]*)">\s*</picture>',
    re.DOTALL,
)
"""A picture with a smaller copy; one that leads elsewhere already is passed over."""


@dataclass(frozen=True, slots=True)
class Larger:
    """A picture as the wall shows it: its name, what it shows, and the title of its slide."""

    name: str
    alt: str
    title: str


def leading(html: str, code: str, words: Language) -> str:
    """The same slide, with a link to the larger one around each picture that has a smaller copy."""

    def linked(found: re.Match[str]) -> str:
        if found["name"] is None:
            return found[0]
        says = escape(words.say("See it larger"))
        return f'<a class="larger" href="/{code}/picture?of={found["name"]}">{found[0]} {says}</a>'

    return SMALL.sub(linked, html)


def larger(session: LiveSession, name: str) -> Larger | None:
    """The picture of that name, if this room has been shown it."""
    return next((one for one in _shown(session) if one.name == name), None)


def _shown(session: LiveSession) -> Iterator[Larger]:
    seen = session.state.seen
    for slide in session.slides:
        for found in SMALL.finditer(slide.html(seen[slide.id])) if slide.id in seen else ():
            if found["name"] is not None:
                yield Larger(found["name"], unescape(found["alt"]), slide.title)
