"""The pictures of a deck: files in its own folder, each with an address made from its contents."""

from __future__ import annotations

import contextlib
import hashlib
import re
import stat
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from markdown_it.token import Token

from decks.parse.blocks import with_lines
from decks.parse.problems import Problems, shown

LARGEST = 5 * 1024 * 1024
KINDS = ("png", "jpg", "jpeg", "webp", "gif", "svg")
LIGHT = ".phone.webp"
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\~]", re.IGNORECASE)
NO_ALT_FIX = "write ![what it shows](…) ; for decoration only, ![decorative](…)"


@dataclass(slots=True)
class Gallery:
    """The pictures found so far: the address each has in the HTML, and its file. Without a folder none is looked for,
    and their descriptions are shown instead."""

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
        if ELSEWHERE.match(name):
            says = f'image "{shown(name)}" is not in the deck\'s folder'
            problems.error(line, "M09", says, "save it beside the deck")
        elif name.rsplit(".", 1)[-1].lower() not in KINDS:
            says = f'image "{shown(name)}" is not png, jpg, webp, gif or svg'
            problems.error(line, "M11", says, "save it as one of these")
        elif self.folder is not None:
            self._place_file(self.folder, image, name, line, problems)

    def _place_file(self, folder: Path, image: Token, name: str, line: int, problems: Problems) -> None:
        try:
            path = _inside(folder, name)
            size = _size(path)
            address = f"/media/{_digest(path)}{path.suffix.lower()}" if size <= LARGEST else ""
        except _Outside:
            says = f'image "{shown(name)}" leads out of the deck\'s folder'
            problems.error(line, "M09", says, "save it beside the deck")
        except (OSError, ValueError, RuntimeError):
            problems.error(line, "M10", f'image file "{shown(name)}" not found')
        else:
            if address:
                self.files[address] = str(path)
                image.attrs["src"] = address
                self._place_light(path, image)
            else:
                problems.error(line, "M13", f'image "{shown(name)}" is larger than 5 MB', "save a smaller copy")

    def _place_light(self, path: Path, image: Token) -> None:
        """A smaller copy that lies beside the picture is what phones load: `map.phone.webp` beside `map.png`."""
        light = path.with_suffix(LIGHT)
        with contextlib.suppress(OSError):
            if not light.is_symlink() and _size(light) <= LARGEST:
                address = f"/media/{_digest(light)}{light.suffix}"
                self.files[address] = str(light)
                image.attrs["light"] = address


class _Outside(Exception):
    """The name leads out of the deck's folder."""


def _inside(folder: Path, name: str) -> Path:
    """The real path of that name. Links that lead out of the folder are followed and refused; one that leads to
    itself is an OSError or, in older versions of Python, a RuntimeError."""
    base = folder.resolve()
    path = (base / name).resolve()
    if not path.is_relative_to(base):
        raise _Outside
    return path


def _size(path: Path) -> int:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise FileNotFoundError(path)
    return status.st_size


def _digest(path: Path) -> str:
    status = path.stat()
    return _digest_of(str(path), status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=2048)
def _digest_of(path: str, changed: int, size: int) -> str:
    """The contents as a name. Read once for each state of the file."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:32]
