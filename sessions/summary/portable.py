"""Words that leave the house: without pictures, links and footnote marks, which lead nowhere in a file."""

from __future__ import annotations

from dataclasses import replace

import nh3
from markupsafe import Markup

from sessions.summary.asked import Asked, Choice, Told

KEPT = {"strong", "em", "s", "code", "br"}


def portable(one: Asked) -> Asked:
    """The ask with words that need nothing from this server."""
    earlier = one.earlier and replace(one.earlier, choices=tuple(map(_choice, one.earlier.choices)))
    told = tuple(map(_told, one.told))
    return replace(one, choices=tuple(map(_choice, one.choices)), told=told, earlier=earlier)


def _choice(choice: Choice) -> Choice:
    return replace(choice, html=_alone(choice.html, choice.text))


def _told(told: Told) -> Told:
    return replace(told, choice=_choice(told.choice), html=_alone(told.html, told.says))


def _alone(html: Markup, text: str) -> Markup:
    """What remains of the HTML; an answer that is but a picture is told by its description."""
    cleaned = Markup(nh3.clean(html, tags=KEPT, attributes={}, clean_content_tags={"sup", "script", "style"}).strip())
    return cleaned if cleaned.striptags() else Markup.escape(text)
