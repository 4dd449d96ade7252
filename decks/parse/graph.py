"""Where each slide can lead, and what that says: slides that nobody reaches, loops that nobody leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from decks.deck import END, Slide
from decks.parse.ways import PRESENTER

Graph = Mapping[str, frozenset[str]]


def graph_of(slides: Sequence[Slide]) -> Graph:
    """For each slide the slides (or "end") that may follow it."""
    after = [slide.id for slide in slides[1:]] + [END]
    return {slide.id: frozenset(_ways(slide, following)) for slide, following in zip(slides, after, strict=True)}


def _ways(slide: Slide, following: str) -> Iterable[str]:
    jumps = [to for to, _ in slide.jumps]
    yield from jumps
    branch = slide.next
    if branch is None or (not branch.presenter and "else" not in branch.ways):
        yield following
    if branch is not None:
        yield from (way for way in branch.ways.values() if way != PRESENTER)
        if branch.presenter or PRESENTER in branch.ways.values():
            yield from jumps or [following]


def reached(graph: Graph, start: str) -> set[str]:
    """Everything that can follow, sooner or later, and the start itself."""
    seen, waiting = {start}, [start]
    while waiting:
        for following in graph.get(waiting.pop(), ()):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return seen


def lost(graph: Graph) -> set[str]:
    """The slides from which no way leads to the end."""
    before: dict[str, list[str]] = {}
    for slide, following in graph.items():
        for each in following:
            before.setdefault(each, []).append(slide)
    return set(graph) - reached({each: frozenset(slides) for each, slides in before.items()}, END)
