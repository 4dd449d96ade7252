"""Where a slide points: pictures, links, jumps to other slides, sources."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from markdown_it.token import Token

from decks.parse.blocks import inlines, line_of, plain
from decks.parse.checks import with_lines
from decks.parse.problems import Problems, shown

LARGEST_IMAGE = 5 * 1024 * 1024
KINDS = ("png", "jpg", "jpeg", "webp", "gif", "svg")
SAFE = re.compile(r"(https?://|mailto:)\S", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
CITED = re.compile(r"\[\^([^\]\s]{1,60})\]")
NO_ALT_FIX = "write ![what it shows](…) ; for decoration only, ![decorative](…)"


@dataclass(frozen=True, slots=True)
class Jump:
    """A link to another slide: which, what it says, where it stands."""

    to: str
    title: str
    line: int


@dataclass(slots=True)
class Gallery:
    """The pictures of a deck: the address each has in the HTML, and its file."""

    folder: Path | None
    files: dict[str, str] = field(default_factory=dict)

    def place(self, inline: Token, problems: Problems) -> None:
        """Give every picture of this text its address, or say what is wrong with it."""
        for child, line in with_lines(inline):
            if child.type == "image":
                self._place(child, line, problems)

    def _place(self, image: Token, line: int, problems: Problems) -> None:
        name = unquote(str(image.attrs.get("src", "")))
        if not image.content.strip():
            problems.error(line, "M08", f'image "{shown(name)}" has no description', NO_ALT_FIX)
        path = self._find(name, line, problems)
        if path:
            address = f"/media/{_digest(str(path), *_stamp(path))}{path.suffix.lower()}"
            self.files[address] = str(path)
            image.attrs["src"] = address

    def _find(self, name: str, line: int, problems: Problems) -> Path | None:
        """The picture's file, when it lies in the deck's folder, exists and is small enough."""
        if SCHEME.match(name) or name.startswith(("/", "\\", "~")):
            problems.error(line, "M09", f'image "{shown(name)}" is not in the deck\'s folder', "save it beside the deck")
        elif name.rsplit(".", 1)[-1].lower() not in KINDS:
            problems.error(line, "M11", f'image "{shown(name)}" is not png, jpg, webp, gif or svg', "save it as one of these")
        else:
            return self._file(name, line, problems)
        return None

    def _file(self, name: str, line: int, problems: Problems) -> Path | None:
        path = _inside(self.folder, name)
        if path is None:
            problems.error(line, "M09", f'image "{shown(name)}" leads out of the deck\'s folder', "save it beside the deck")
        elif not _exists(path):
            problems.error(line, "M10", f'image file "{shown(name)}" not found')
        elif path.stat().st_size > LARGEST_IMAGE:
            problems.error(line, "M13", f'image "{shown(name)}" is larger than 5 MB', "save a smaller copy")
        else:
            return path
        return None


def _inside(folder: Path | None, name: str) -> Path | None:
    """The path of that name, unless it leads out of the folder. Without a folder nothing is found, and nothing escapes."""
    base = (folder or Path("no folder")).absolute()
    try:
        path = (base / name).resolve()
        return path if path.is_relative_to(base.resolve()) else None
    except (OSError, ValueError):
        return base / "unreadable"


def _exists(path: Path) -> bool:
    try:
        with path.open("rb"):
            return path.is_file()
    except (OSError, ValueError):
        return False


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=2048)
def _digest(path: str, changed: int, size: int) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:32]


def check_links(inline: Token, problems: Problems) -> None:
    """Report links that a page may not have."""
    for child, line in with_lines(inline):
        if child.type == "link_open":
            target = str(child.attrs.get("href", ""))
            if not SAFE.match(target) and not target.startswith("#"):
                fix = "link to https://…, to mailto:… or to a slide: #its-id"
                problems.error(line, "M19", f'a link cannot lead to "{shown(unquote(target))}"', fix)
        elif child.type == "text" and (cited := CITED.search(child.content)):
            fix = f"add a line at the end of the deck: [^{cited[1]}]: Author, title, publisher, year"
            problems.error(line, "M20", f'there is no source "[^{cited[1]}]"', fix)


def take_jumps(tokens: Sequence[Token]) -> tuple[list[Token], tuple[Jump, ...]]:
    """The tokens without their links to slides, and those links. What held nothing else goes too."""
    jumps = [jump for inline in inlines(tokens) for jump in _jumps(inline)]
    if not jumps:
        return list(tokens), ()
    kept: list[Token] = []
    for token in tokens:
        if token.type == "inline" and any(_jumps(token)):
            token.children = _without_jumps(token)
            if not token.children:
                continue
        if token.nesting == -1 and kept and _empty(kept[-1], token):
            kept.pop()
        else:
            kept.append(token)
    return kept, tuple(jumps)


def _empty(opening: Token, closing: Token) -> bool:
    return opening.nesting == 1 and opening.type.removesuffix("_open") == closing.type.removesuffix("_close")


def _is_jump(token: Token) -> bool:
    return token.type == "link_open" and str(token.attrs.get("href", "")).startswith("#")


def _jumps(inline: Token) -> Iterator[Jump]:
    target, words = "", list[Token]()
    for child in inline.children or []:
        if _is_jump(child):
            target, words = unquote(str(child.attrs["href"]))[1:], []
        elif child.type == "link_close" and target:
            yield Jump(target, plain(words) or target, line_of(inline))
            target = ""
        elif target:
            words.append(child)


def _without_jumps(inline: Token) -> list[Token]:
    """What stays when the jumps are gone: nothing where only they stood, else the words without the links."""
    kept: list[Token] = []
    outside: list[Token] = []
    inside = False
    for child in inline.children or []:
        if _is_jump(child) or (inside and child.type == "link_close"):
            inside = child.type == "link_open"
        else:
            kept.append(child)
            outside += [] if inside else [child]
    return kept if re.search(r"\w", plain(outside)) or any(child.type == "image" for child in outside) else []
