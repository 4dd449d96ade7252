"""Where the deck goes from each slide: `next:` and jumps, each to a slide that exists."""

from __future__ import annotations

from collections.abc import Collection

from decks.deck import END, Ask, Branch
from decks.parse.links import Jump
from decks.parse.problems import Problems, meant, shown
from decks.parse.settings import Field

PRESENTER = "presenter"


def read_next(found: Field | None, ask: Ask | None, ids: Collection[str], problems: Problems) -> Branch | None:
    """The branch that `next:` describes, or None where the deck simply goes on."""
    if found is None:
        return None
    if found.value == PRESENTER:
        return Branch(presenter=True)
    if isinstance(found.value, str):
        return Branch({"else": found.value}) if _leads("next", found.value, found.line, ids, problems) else None
    if isinstance(found.value, dict):
        return _map(found, ask, ids, problems)
    fix = "write next: slide-id, next: end, next: presenter, or next: {A: slide-id, else: slide-id}"
    problems.error(found.line, "B04", "next: this is a list", fix)
    return None


def _map(found: Field, ask: Ask | None, ids: Collection[str], problems: Problems) -> Branch:
    ways: dict[str, str] = {}
    conditions = _conditions(ask)
    for condition, target, line in found.parts():
        if condition not in conditions:
            fix = meant(condition, conditions) or _first_letters(condition, conditions)
            problems.error(line, "B01", f'next: nothing on this slide can be "{shown(condition)}"', fix)
        elif _leads("next", target, line, ids, problems):
            ways[condition] = target
    return Branch(ways)


def _conditions(ask: Ask | None) -> list[str]:
    options = ask.options if ask else ()
    patterns = [pattern for option in options for pattern in option.patterns]
    return [*(option.key for option in options), *dict.fromkeys(patterns), *(["tie"] if options else []), "else"]


def _first_letters(condition: str, conditions: list[str]) -> str:
    if condition.upper() in conditions:
        return f'Did you mean "{condition.upper()}"?'
    return (
        f"it can be {', '.join(conditions)}"
        if len(conditions) > 1
        else "only a slide with answers has more than one way"
    )


def _leads(name: str, target: str, line: int, ids: Collection[str], problems: Problems) -> bool:
    if target in ids or target in (END, PRESENTER):
        return True
    fix = meant(target, ids, "write the id of a slide, end or presenter")
    problems.error(line, "B02", f'{name}: there is no slide "{shown(target)}"', fix)
    return False


def check_jumps(jumps: tuple[Jump, ...], ids: Collection[str], problems: Problems) -> None:
    """Report links that jump to a slide which does not exist."""
    for jump in jumps:
        if jump.to not in ids:
            fix = meant(jump.to, ids, "write the id of a slide after #")
            problems.error(jump.line, "B03", f'this link jumps to "{shown(jump.to)}", and there is no such slide', fix)
