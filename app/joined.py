"""What is sent as one file: a hall of phones arrives at once, and each request is paid for by all of them.

Scripts stay small where they are written. What several pages need goes into one that all of them import, so that it
still runs once, whatever a page imports later; what a phone's page runs first is put behind each other, and what others
wrote before it, in a scope of its own. Imports are read in the one form in which they are written here.
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
COMMON, PHONE = "js/common.js", "js/phone.js"
SCRIPTS = {COMMON: ("words", "html", "scenes", "outbox"), PHONE: ("wire", "participant")}
"""In the order in which they run. Those of one file share a scope: no two give the same name to different things."""
IN_COMMON = frozenset(f"js/{part}.js" for part in SCRIPTS[COMMON])
VENDORED = "vendor/"
IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)"\n', re.MULTILINE)

Read = Callable[[str], str]
"""The text of a file, by its path under static/."""
Wanted = dict[str, dict[str, None]]
"""The names that are imported, once each and in order, by the path of the script that gives them."""


def sheets(read: Read) -> Iterator[tuple[str, str]]:
    """Each joint style sheet: its path, and its text."""
    for name, parts in SHEETS.items():
        yield name, "\n".join(read(f"css/{part}.css") for part in parts)


def scripts(read: Read) -> Iterator[tuple[str, str]]:
    """Each joint script: its path, and its text."""
    for name, parts in SCRIPTS.items():
        paths = [f"js/{part}.js" for part in parts]
        yield name, _joint(name, paths, read)


def redirected(name: str, source: str) -> str:
    """A script that imports what all pages need from where it is now."""

    def redirect(found: re.Match[str]) -> str:
        return f'import {{{found[1]}}} from "{_relative(name, _resolved(name, found[2]))}"\n'

    return IMPORT.sub(redirect, source)


def _joint(name: str, parts: list[str], read: Read) -> str:
    """What they import, what others wrote, and then the parts themselves."""
    sources = [read(part) for part in parts]
    imports, vendored = [], []
    for path, names in _wanted(name, parts, sources).items():
        if path.startswith(VENDORED):
            vendored.append(_enclosed(read(path), names))
        else:
            imports.append(f'import {{ {", ".join(names)} }} from "{_relative(name, path)}"\n')
    return "".join([*imports, *vendored, *(IMPORT.sub("", source) for source in sources)])


def _wanted(name: str, parts: list[str], sources: list[str]) -> Wanted:
    """All that the parts import, but for what they import from each other."""
    wanted: Wanted = {}
    for names, place in (found for source in sources for found in IMPORT.findall(source)):
        path = _resolved(name, place)
        if path not in {name, *parts}:
            wanted.setdefault(path, {}).update(dict.fromkeys(re.split(r"\s*,\s*", names.strip())))
    return wanted


def _enclosed(module: str, names: Iterable[str]) -> str:
    """A module that others wrote, unchanged but for its end, in a scope of its own, and what is wanted of it."""
    body, _, end = module.rpartition("export{")
    given = {name: theirs for theirs, name in re.findall(r"([\w$]+) as ([\w$]+)", end)}
    wanted = ", ".join(f"{name}: {given[name]}" for name in names)
    return f"const {{ {', '.join(names)} }} = (() => {{\n{body}\nreturn {{ {wanted} }}\n}})()\n"


def _resolved(name: str, place: str) -> str:
    """The path of what a script of that name imports from there."""
    path = normpath(join(dirname(name), place))
    return COMMON if path in IN_COMMON else path


def _relative(name: str, path: str) -> str:
    """How a script of that name says this path."""
    said = relpath(path, dirname(name))
    return said if said.startswith(".") else f"./{said}"
