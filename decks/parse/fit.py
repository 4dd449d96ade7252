"""Warnings: a deck that runs, and would run better otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from markdown_it.token import Token

from decks.asks import kind_of
from decks.deck import Ask
from decks.parse.blocks import inlines, line_of
from decks.parse.front import Front
from decks.parse.graph import graph_of, lost, reached
from decks.parse.positions import same_places
from decks.parse.problems import Problems, shown
from decks.parse.size import lines_of_text, rows_at_the_smallest

if TYPE_CHECKING:
    from decks.parse.slides import Draft

MOST_LINES = 8
MOST_ROWS = 24
FEWEST_PERSONAL = 4


def warn_of(front: Front, drafts: Sequence[Draft], sources: Mapping[str, Sequence[Token]], problems: Problems) -> None:
    """Everything worth a second look in a deck without errors."""
    for draft in drafts:
        _warn_of_slide(draft, problems)
        if draft.slide.ask:
            _warn_of_ask(draft, draft.slide.ask, problems)
    _warn_of_time(front, drafts, problems)
    _warn_of_ways(drafts, problems)
    _warn_of_places(drafts, problems)
    _warn_of_sources(drafts, sources, problems)


def _warn_of_slide(draft: Draft, problems: Problems) -> None:
    slide, page, line = draft.slide, draft.page, draft.slide.line
    lines, rows = lines_of_text(page), rows_at_the_smallest(page)
    if not slide.title:
        problems.warn(line, "W03", "this slide has no title", "begin it with ## and a few words")
    if rows > MOST_ROWS:
        text = "this slide does not fit the projector, even in the smallest letters"
        problems.warn(line, "W02", text, "divide it into two slides")
    elif lines > MOST_LINES:
        text = f"this slide has about {lines} lines of text; more than {MOST_LINES} are not read"
        problems.warn(line, "W01", text, "divide it, or move some of it to the notes")
    for block in page.body:
        if block.type == "heading" and block.tokens[0].tag in ("h1", "h2"):
            text = f'"{shown(block.content)}" is a second title on one slide'
            problems.warn(block.line, "W11", text, "write --- and an empty line above it, or ### for a heading inside")
        if block.type == "paragraph" and block.content.startswith("#") and block.content.lstrip("#")[:1].isalnum():
            problems.warn(block.line, "W15", "this line is no heading", "leave a space after #")


def _warn_of_ask(draft: Draft, ask: Ask, problems: Problems) -> None:
    lines = draft.settings.lines
    if ask.rounds > 1 and "discuss" not in lines:
        problems.warn(lines["rounds"], "W10", "rounds: 2 without a time to talk between them", "add discuss: 4m")
    if ask.rounds > 1 and ask.results == "live":
        text = "results: live shows the first round while people choose, so the second follows the crowd"
        problems.warn(lines["results"], "W09", text, "leave results out")
    choices = kind_of(ask).choices(ask)
    if ask.privacy == "personal" and choices is not None and choices < FEWEST_PERSONAL:
        text = f"a personal question with {choices} answers can rarely be shown as it is"
        problems.warn(lines["ask"], "W08", text, f"offer at least {FEWEST_PERSONAL}")
    texts = [option.text.lower() for option in ask.options]
    if len(set(texts)) < len(texts):
        problems.warn(lines["ask"], "W16", "two answers of this slide read the same", "change one of them")


def _warn_of_time(front: Front, drafts: Iterable[Draft], problems: Problems) -> None:
    total, given = front.values.get("minutes"), sum(draft.settings.get("minutes", 0) for draft in drafts)
    if total and given > total:
        text = f"the slides take {given} minutes, the deck says {total}"
        problems.warn(front.lines["minutes"], "W05", text, f"write minutes: {given}, or shorten some slides")
    for draft in drafts:
        if "prompts" in draft.settings.values and not draft.settings.asks:
            text = "prompts are shown while the room talks, and this slide asks nothing"
            problems.warn(draft.settings.lines["prompts"], "W13", text, "add ask: discuss, or move them to the notes")


def _warn_of_ways(drafts: Sequence[Draft], problems: Problems) -> None:
    graph = graph_of([draft.slide for draft in drafts])
    seen, stuck = reached(graph, drafts[0].slide.id), lost(graph)
    numbers = {draft.slide.id: draft.slide.number for draft in drafts}
    for draft in drafts:
        slide, line = draft.slide, draft.settings.lines.get("next", draft.slide.line)
        if slide.id not in seen:
            fix = f"lead to it with next: {slide.id} or a link to #{slide.id}, or take it out"
            problems.warn(slide.line, "W04", "no path leads to this slide", fix)
        elif slide.id in stuck and slide.next and any(numbers.get(to, 0) <= slide.number for to in graph[slide.id]):
            fix = "add a way on: else: the id of a later slide, or a link to one"
            problems.warn(line, "W07", "this leads back, and from there no path leads to the end", fix)


def _warn_of_places(drafts: Iterable[Draft], problems: Problems) -> None:
    asks = [(draft.slide.line, draft.slide.ask) for draft in drafts if draft.slide.ask]
    for pattern, place, line in same_places(asks):
        text = f'pattern "{pattern}" is always {place}, so the room learns where it stands'
        problems.warn(line, "W06", text, "move an answer up or down, or add shuffle: yes")


def _warn_of_sources(drafts: Iterable[Draft], sources: Mapping[str, Sequence[Token]], problems: Problems) -> None:
    blocks = [block for draft in drafts for block in draft.page.blocks]
    children = [child for block in blocks for inline in inlines(block.tokens) for child in inline.children or []]
    cited = {str(child.meta["label"]) for child in children if child.type == "footnote_ref"}
    for label, tokens in sources.items():
        if label not in cited and tokens:
            fix = f"write [^{label}] where a slide uses it, or take it out"
            problems.warn(line_of(tokens[0]), "W17", f'no slide cites the source "[^{shown(label)}]"', fix)
