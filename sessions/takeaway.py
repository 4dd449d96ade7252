"""What a phone may take home: what the room was told, and whose thoughts these are. Nothing that anybody answered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from sessions.fitting import fitting
from sessions.session import LiveSession
from sessions.summary.asked import asked
from sessions.summary.charts import label

Facts = dict[str, Any]

ROOM = 8_000
"""Bytes that the patterns and the sources may take of a view, each."""
CITED = re.compile(r'<aside class="sources"><ol>(.*?)</ol></aside>', re.DOTALL)
ENTRY = re.compile(r"<li>(.*?)</li>", re.DOTALL)
LINK = re.compile(r'href="(https?://[^"]+)"')


def takeaway(session: LiveSession) -> Facts:
    """The same for every phone of the room."""
    return {
        "title": session.state.title or session.deck.title,
        "day": session.state.day,
        "lang": session.words.tag,
        "patterns": fitting(_patterns(session), ROOM, _size),
        "sources": fitting(_sources(session), ROOM, _size),
        "credit": " · ".join(filter(None, (session.deck.title, session.deck.author, session.deck.license))),
    }


def _size(fact: Facts) -> int:
    return len(json.dumps(fact, ensure_ascii=False).encode())


def _patterns(session: LiveSession) -> Iterator[Facts]:
    """Each pattern that was told, once, with everything that was said of what it does."""
    told: dict[str, Facts] = {}
    for slide in session.slides:
        for one in asked(session, slide).told if slide.ask else ():
            for pattern in one.patterns:
                fact = told.setdefault(pattern.key, {"name": label(pattern, session.words), "says": []})
                if one.says and one.says not in fact["says"]:
                    fact["says"].append(one.says)
    yield from told.values()


def _sources(session: LiveSession) -> Iterator[Facts]:
    """What the deck follows, and what the slides cite that the room has seen."""
    seen = set()
    for html in (*filter(None, [str(Markup.escape(session.deck.source))]), *_cited(session)):
        text, link = Markup(html).striptags(), LINK.search(html)
        url = link[1] if link else _address(text)
        if text not in seen:
            yield {"text": text, "url": str(Markup(url).unescape())}
        seen.add(text)


def _cited(session: LiveSession) -> Iterator[str]:
    for slide in session.slides:
        for block in CITED.findall(slide.html(session.state.seen.get(slide.id, -1))):
            yield from ENTRY.findall(block)


def _address(text: str) -> str:
    """A source that is nothing but an address."""
    return text if urlsplit(text).scheme in {"http", "https"} and " " not in text else ""
