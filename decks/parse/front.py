"""The settings of the whole deck, from the top of its file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from decks.deck import Pattern, Privacy
from decks.parse.problems import Problems, meant, nearest, shown
from decks.parse.settings import Field, read_settings
from decks.values import Plain, format_version, language_tag, one_of, text, whole

THEMES = ("default",)
PRIVACIES: tuple[str, ...] = get_args(Privacy)
KEY = re.compile(r"[a-z0-9-]{1,30}")
MOST_PATTERNS = 12
MOST_CAST = 8

READERS: Mapping[str, Callable[[Plain], Any]] = {
    "deck": format_version,
    "title": text(120),
    "author": text(300),
    "license": text(300),
    "source": text(1000),
    "theme": one_of(*THEMES),
    "lang": language_tag,
    "minutes": whole(1, 1440),
    "content-note": text(500),
    "privacy": one_of(*PRIVACIES),
    "support": text(300),
}
EXAMPLES = {
    "deck": "1",
    "title": "Recovering from mistakes",
    "author": "Ana Example",
    "license": "CC BY-SA 4.0",
    "source": "Author, title, publisher, year",
    "theme": "default",
    "lang": "en",
    "minutes": "45",
    "content-note": "Somebody is insulted in this story.",
    "privacy": "standard",
    "support": "Talk to Ana in the break.",
}
NAMES = (*READERS, "patterns", "cast")


@dataclass(frozen=True, slots=True)
class Front:
    """What the deck says about itself."""

    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    patterns: Mapping[str, Pattern] = field(default_factory=dict)
    cast: Mapping[str, str] = field(default_factory=dict)


def read_front(block: str, problems: Problems) -> Front:
    """The deck's settings; what is wrong with them is among the problems."""
    before = problems.errors
    fields = read_settings(block, 2, problems)
    if "title" not in fields and problems.errors == before:
        problems.error(1, "D03", "the deck has no title", "add a line to its settings: title: What this deck is called")
    values = {name: _value(found, problems) for name, found in fields.items() if name not in ("patterns", "cast")}
    return Front(
        values={name: value for name, value in values.items() if value is not None},
        lines={name: found.line for name, found in fields.items()},
        patterns=_patterns(fields.get("patterns"), problems),
        cast=_cast(fields.get("cast"), problems),
    )


def _value(found: Field, problems: Problems) -> Any:
    reader = READERS.get(found.name)
    if reader is None:
        fix = meant(found.name, NAMES, f"deck settings are {', '.join(NAMES)}")
        problems.error(found.line, "D04", f'unknown deck setting "{shown(found.name)}"', fix)
        return None
    try:
        return reader(found.value)
    except ValueError as error:
        problems.error(found.line, "D05", says_wrong(found, str(error)), _example(found))
        return None


def says_wrong(found: Field, sentence: str) -> str:
    """What is wrong with a setting's value."""
    value = found.value if isinstance(found.value, str) else ", ".join(found.value)
    return f'{found.name}: "{shown(value)}" {sentence}'


def _example(found: Field) -> str:
    words = {"privacy": PRIVACIES, "theme": THEMES}.get(found.name, ())
    near = nearest(found.value, words) if isinstance(found.value, str) else None
    if near:
        return f'Did you mean "{near}"?'
    return f"for example {found.name}: {EXAMPLES[found.name]}"


def _patterns(found: Field | None, problems: Problems) -> dict[str, Pattern]:
    read: dict[str, Pattern] = {}
    for key, label, line in _entries(found, "patterns", MOST_PATTERNS, problems):
        own, name = label.startswith("*"), label.lstrip("* ").strip()
        if not KEY.fullmatch(key):
            fix = "use small letters, digits and hyphens, at most 30: deciding-for-her"
            problems.error(line, "D07", f'"{shown(key)}" cannot be the key of a pattern', fix)
        elif not name or len(name) > 120:
            problems.error(
                line, "D08", f'pattern "{key}" needs a label of 1 to 120 characters', f"{key}: What it is called"
            )
        else:
            read[key] = Pattern(key, name, own)
    return read


def _cast(found: Field | None, problems: Problems) -> dict[str, str]:
    read: dict[str, str] = {}
    for name, note, line in _entries(found, "cast", MOST_CAST, problems):
        if not name.strip() or len(name) > 40 or len(note) > 300:
            fix = "write Sam: who Sam is in the story"
            problems.error(
                line,
                "D08",
                f'cast: "{shown(name)}" needs a name of at most 40 and a note of at most 300 characters',
                fix,
            )
        else:
            read[name] = note
    return read


def _entries(found: Field | None, name: str, most: int, problems: Problems) -> list[tuple[str, str, int]]:
    if found is None:
        return []
    if not isinstance(found.value, dict):
        problems.error(
            found.line,
            "D05",
            f"{name}: this is no list of names with texts",
            f"write below {name}: indented lines of name: text",
        )
        return []
    if len(found.value) > most:
        problems.error(
            found.line, "D05", f"{name}: there are {len(found.value)}; a deck has at most {most}", "leave some out"
        )
    return list(found.parts())[:most]
