"""What is sent as one file: a hall of phones arrives at once, and each request is paid for by all of them.

Scripts stay small where they are written. What several pages need goes into one that all of them import, so that it
still runs once, whatever a page imports later; what a phone's page runs first is put behind each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from posixpath import dirname, join, normpath, relpath

SHEETS = {
    "css/phone.css": ("tokens", "base", "slide", "participant"),
    "css/later.css": ("results", "asks", "beside"),
}
"""What a phone needs only once something is asked comes later."""
COMMON = "js/common.js"
SCRIPTS = {COMMON: ("words", "html", "scenes", "outbox"), "js/phone.js": ("wire", "participant")}
"""In the order in which they run. Those of one file share a scope: no two give the same name to different things."""
IN_COMMON = frozenset(f"js/{part}.js" for part in SCRIPTS[COMMON])
VENDORED = "vendor/"
IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)"\n', re.MULTILINE)

Read = Callable[[str], str]
"""The text of a file, by its path under static/."""


def sheets(read: Read) -> Iterator[tuple[str, str]]:
    """Each joint style sheet: its path, and its text."""
    for name, parts in SHEETS.items():
        yield name, "\n".join(read(f"css/{part}.css") for part in parts)


def scripts(read: Read) -> Iterator[tuple[str, str]]:
    """Each joint script: its path, and its text."""
    for name, parts in SCRIPTS.items():
        paths = [f"js/{part}.js" for part in parts]
        yield name, _one(name, paths, read)


def led(name: str, source: str) -> str:
    """A script that imports what all pages need from where it is now."""
    return IMPORT.sub(lambda found: f'import {{{found[1]}}} from "{_way(name, _meant(name, found[2]))}"\n', source)


def _one(name: str, parts: list[str], read: Read) -> str:
    """Their imports come first, each name once, without those from each other; and what others wrote, as a whole."""
    sources, wanted = [read(part) for part in parts], dict[str, dict[str, None]]()
    for names, place in (found for source in sources for found in IMPORT.findall(source)):
        meant = _meant(name, place)
        if meant not in {name, *parts}:
            wanted.setdefault(meant, {}).update(dict.fromkeys(re.split(r"\s*,\s*", names.strip())))
    theirs = [_enclosed(read(meant), names) for meant, names in wanted.items() if meant.startswith(VENDORED)]
    imports = [
        f'import {{ {", ".join(names)} }} from "{_way(name, meant)}"\n'
        for meant, names in wanted.items()
        if not meant.startswith(VENDORED)
    ]
    return "".join([*imports, *theirs, *(IMPORT.sub("", source) for source in sources)])


def _enclosed(module: str, names: Iterable[str]) -> str:
    """A module that others wrote, unchanged but for its end, in a scope of its own, and what is wanted of it."""
    body, _, end = module.rpartition("export{")
    given = {name: theirs for theirs, name in re.findall(r"([\w$]+) as ([\w$]+)", end)}
    wanted = ", ".join(f"{name}: {given[name]}" for name in names)
    return f"const {{ {', '.join(names)} }} = (() => {{\n{body}\nreturn {{ {wanted} }}\n}})()\n"


def _meant(name: str, place: str) -> str:
    """The path of what a script of that name imports from there."""
    meant = normpath(join(dirname(name), place))
    return COMMON if meant in IN_COMMON else meant


def _way(name: str, to: str) -> str:
    way = relpath(to, dirname(name))
    return way if way.startswith(".") else f"./{way}"
