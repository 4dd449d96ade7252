"""Results split by an earlier answer: which of the parts may be shown (`by:` in a deck).

The sizes follow what survey tools call the remainder rule (Culture Amp, Tivian and Viva Glint describe theirs): small
groups are hidden, and never so that the total minus what is shown leaves a small group or a single one. On top of it
comes what statistics offices call complementary suppression: the cells of hidden groups must not follow from the sums.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from sessions.disclosure import SMALLEST_STEP
from sessions.sums import Sums

SEGMENTS_FLOOR = 20
"""Results are split only when this many people chose an answer."""
SEGMENT_FLOOR = 5
"""A segment is shown from this many answers on, and as many people are hidden if any are."""
REST = ""
"""Instead of a segment: people who passed in the earlier ask, or did not answer it. Never shown."""

Counts = Mapping[str, int]


def segments(split: Mapping[str, Counts], total: Counts, rest: Counts) -> dict[str, dict[str, int]] | None:
    """The segments that may be shown, each with its count for every answer; None if none may.

    `split` has the answers of each segment, `rest` those of people without an earlier answer, `total` the published
    counts of all: one person, one answer. At least 20 people must have chosen. A segment is shown if 5 of its people
    chose. If people remain hidden, they are at least 5, of at least two segments (the rest is one); else the next
    smallest is hidden too. And if the published numbers still told of a hidden segment how it answered, nothing is
    shown: which segments are shown follows from their sizes alone, so whoever knows this rule learns nothing from it.
    """
    sizes = {name: sum(counts.values()) for name, counts in {**split, REST: rest}.items()}
    shown = _shown(sizes)
    hidden = {name: size for name, size in sizes.items() if size and name not in shown}
    left = {answer: n - sum(split[name].get(answer, 0) for name in shown) for answer, n in total.items()}
    if not shown or sum(sizes.values()) < SEGMENTS_FLOOR or not _stays_open(hidden, left):
        return None
    return {name: {answer: split[name].get(answer, 0) for answer in total} for name in split if name in shown}


def _shown(sizes: Counts) -> set[str]:
    """The segments whose size allows it: as many as can be, the largest first."""
    largest_first = sorted(sizes, key=lambda name: (-sizes[name], name))
    shown = [name for name in largest_first if name != REST and sizes[name] >= SEGMENT_FLOOR]
    while shown and not _cover([size for name, size in sizes.items() if size and name not in shown]):
        shown.pop()
    return set(shown)


def _cover(hidden: Sequence[int]) -> bool:
    """Whether these groups cover one another: there are none, or two and more with enough people."""
    return not hidden or (len(hidden) > 1 and sum(hidden) >= SEGMENT_FLOOR)


def _stays_open(hidden: Counts, left: Counts) -> bool:
    """Whether each hidden cell can vary by three people, or by all there are.

    The attacker knows how many people each hidden segment has: that is not published, but they may have counted.
    """
    cells = {(name, answer): min(hidden[name], left[answer]) for name, answer in product(hidden, left)}
    sums = Sums(hidden, left, cells)
    return all(sums.width(cell, SMALLEST_STEP) >= min(SMALLEST_STEP, people) for cell, people in cells.items())
