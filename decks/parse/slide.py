"""The settings of one slide: which there are, what each may be, and on which asks it does anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from decks.asks import Kind, kinds
from decks.deck import Agreement, Layout, Results
from decks.parse.front import PRIVACIES, says_wrong
from decks.parse.pages import Page
from decks.parse.problems import Problems, meant, nearest, shown
from decks.parse.settings import Field, read_settings
from decks.values import Plain, one_of, periods, slug, text, texts, whole, yes_no

LONGEST_BLOCK = 6_000
LAYOUTS: tuple[str, ...] = get_args(Layout)
RESULTS: tuple[str, ...] = get_args(Results)
AGREEMENTS: tuple[str, ...] = get_args(Agreement)
Readers = Mapping[str, Callable[[Plain], Any]]

ANY_SLIDE: Readers = {
    "id": slug,
    "layout": one_of(*LAYOUTS),
    "minutes": whole(0, 600),
    "optional": yes_no,
    "content-note": text(500),
    "prompts": texts(1, 6, 200),
}
ANY_ASK: Readers = {"privacy": one_of(*PRIVACIES), "time": periods, "results": one_of(*RESULTS)}
SOME_ASKS: Readers = {
    "rounds": whole(1, 2),
    "discuss": periods,
    "agreement": one_of(*AGREEMENTS),
    "confidence": yes_no,
    "reasons": yes_no,
    "shuffle": yes_no,
    "again": text(200),
    "pair": text(200),
    "by": text(200),
}
WORDS = {"layout": LAYOUTS, "privacy": PRIVACIES, "results": RESULTS, "agreement": AGREEMENTS}
EXAMPLES = {
    "id": "how-hard",
    "layout": "section",
    "minutes": "5",
    "content-note": "Somebody is insulted in this scene.",
    "prompts": '["What would help?", "Whom?"]',
    "privacy": "standard",
    "time": "90s",
    "results": "after",
    "rounds": "2",
    "discuss": "[1m alone, 3m pairs]",
    "agreement": "show",
    "again": "how-hard",
    "pair": "how-hard",
    "by": "how-hard",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """A slide's settings as they were read; `kind` is None where nothing is asked."""

    kind: Kind | None = None
    asks: bool = False
    """Whether something is asked: of a known kind or not, or nobody can tell since the block cannot be read."""
    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    next: Field | None = None

    def get(self, name: str, otherwise: Any = None) -> Any:
        return self.values.get(name, otherwise)


def read_slide(page: Page, problems: Problems) -> Settings:
    """The settings of the page; what is wrong with them is among the problems."""
    if page.settings is None:
        return Settings()
    block = page.settings.content
    if len(block) > LONGEST_BLOCK:
        text = f"these settings are longer than {LONGEST_BLOCK} characters"
        problems.error(page.settings.line, "S12", text, "shorten them")
        return Settings(asks=True)
    before = problems.errors
    fields = read_settings(block, page.settings.line + 1, problems)
    kind = _kind(fields.get("ask"), problems)
    asks = "ask" in fields or problems.errors > before
    values = {
        name: value
        for name, found in fields.items()
        if name not in ("ask", "next") and (value := _value(found, kind, asks, problems)) is not None
    }
    return Settings(kind, asks, values, {name: found.line for name, found in fields.items()}, fields.get("next"))


def _kind(found: Field | None, problems: Problems) -> Kind | None:
    if found is None:
        return None
    if isinstance(found.value, str) and found.value in kinds():
        return kinds()[found.value]
    fix = meant(found.value, kinds()) if isinstance(found.value, str) else ""
    problems.error(
        found.line, "S03", says_wrong(found, f"is not one of {', '.join(kinds())}"), fix or "for example ask: choice"
    )
    return None


def _value(found: Field, kind: Kind | None, asks: bool, problems: Problems) -> Any:
    if found.name not in _known():
        fix = meant(found.name, _known(), f"slide settings are {', '.join(_known())}")
        problems.error(found.line, "S01", f'unknown slide setting "{shown(found.name)}"', fix)
        return None
    if (asks and kind is None) and found.name not in ANY_SLIDE:
        return None
    reader = _readers(kind).get(found.name)
    if reader is None:
        _say_idle(found, kind, problems)
        return None
    try:
        return reader(found.value)
    except ValueError as error:
        problems.error(found.line, "S04", says_wrong(found, str(error)), _example(found))
        return None


def _known() -> list[str]:
    own = [setting.name for kind in kinds().values() for setting in kind.settings]
    return list(dict.fromkeys([*ANY_SLIDE, "ask", "next", *ANY_ASK, *SOME_ASKS, *own]))


def _readers(kind: Kind | None) -> Readers:
    if kind is None:
        return ANY_SLIDE
    some = {name: reader for name, reader in SOME_ASKS.items() if name in kind.may}
    return {**ANY_SLIDE, **ANY_ASK, **some, **{setting.name: setting.read for setting in kind.settings}}


def _say_idle(found: Field, kind: Kind | None, problems: Problems) -> None:
    takers = [name for name, each in kinds().items() if found.name in _readers(each)]
    where = f"ask: {kind.name}" if kind else "nothing is asked"
    fix = f'"{found.name}" goes with ' + ("any ask" if len(takers) == len(kinds()) else f"ask: {', '.join(takers)}")
    problems.error(found.line, "S05", f'"{found.name}" does nothing on this slide ({where})', fix)


def _example(found: Field) -> str:
    near = nearest(found.value, WORDS.get(found.name, ())) if isinstance(found.value, str) else None
    if near:
        return f'Did you mean "{near}"?'
    own = {setting.name: setting.example for each in kinds().values() for setting in each.settings}
    return f"for example {found.name}: {EXAMPLES.get(found.name) or own.get(found.name, 'yes')}"
