"""A word list helps whoever reads texts, and never decides: it only says what to look at twice."""

from __future__ import annotations

import re

from decks.folding import folded
from sessions.session import LiveSession

CONTACT = re.compile(r"@\w|\w@\w|https?://|www\.|(?:\+?\d[\s/().-]*){7,}")
COARSE = frozenset(
    "arse arsehole ass asshole bastard bloody bollocks bullshit crap damn dick dumb fuck fucked fucking idiot idiotic "
    "idiots moron piss pissed shit shut stupid wanker arschloch blöd dumm idiotin kacke mist scheiss scheiße trottel "
    "verdammt verpiss wichser".split()
)
"""Words after which a second look is worth while, in the languages of the product; none of them is a slur."""
WORD = re.compile(r"[^\W\d_]+")


def flags(text: str, session: LiveSession) -> list[str]:
    """Why a text is worth a second look: "contact" (an address or a number), "name" (the presenter's), "coarse"."""
    words = {folded(word) for word in WORD.findall(text)}
    names = {folded(word) for word in WORD.findall(session.state.start.presenter) if len(word) > 2}
    found = {"contact": CONTACT.search(text), "name": words & names, "coarse": words & COARSE}
    return [name for name, match in found.items() if match]
