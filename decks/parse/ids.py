"""The ids of slides: written ones as they are, the others from their titles, as GitHub makes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from decks.deck import END
from decks.parse.ways import PRESENTER

TAKEN = (END, PRESENTER)


def slug(title: str) -> str:
    """A title as GitHub turns it into an anchor."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def ids(titles: Sequence[str], written: Sequence[str | None]) -> list[str]:
    """One id for each slide. A slug that is taken gets -1, -2 and so on; a slide without a title is `slide-7`."""
    used = {one for one in written if one} | set(TAKEN)
    counts: dict[str, int] = {}
    found = []
    for number, (title, one) in enumerate(zip(titles, written, strict=True), start=1):
        found.append(one or _free(slug(title) or f"slide-{number}", used, counts))
        used.add(found[-1])
    return found


def _free(wanted: str, used: set[str], counts: dict[str, int]) -> str:
    candidate = wanted
    while candidate in used:
        counts[wanted] = counts.get(wanted, 0) + 1
        candidate = f"{wanted}-{counts[wanted]}"
    return candidate
