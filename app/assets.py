"""What browsers load: compressed ahead, served before the web framework, kept by the browser for good."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from wsgiref.headers import Headers

from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from app import joined
from app.engine import WSGIApp
from app.paths import static

HASH_LENGTH = 16
COMMENT = re.compile(
    rb"^[ \t]*(?://[^\n]*|/\*(?!!)(?:(?!\*/).)*\*/)[ \t]*$|/\*\* @[^\n]*?\*/ ?", re.MULTILINE | re.DOTALL
)
"""A comment that has its lines to itself, or says the type of what follows. They are a third of what is written, and
for readers of the source alone."""


class Assets:
    """The static files under one address that changes whenever any of them does, imports among scripts included."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or static()
        self.digest = _digest(self._folder)
        self.prefix = f"/static/{self.digest}/"

    def asset(self, path: str) -> str:
        """The address of a file in static/."""
        return self.prefix + path

    def around(self, inside: WSGIApp, cache: Path) -> WSGIApp:
        """The product with these files in front of it. `cache` is a folder for the compressed copies."""
        noise = WhiteNoise(
            inside,
            max_age=WhiteNoise.FOREVER,
            allow_all_origins=False,
            immutable_file_test=lambda path, url: True,
            add_headers_function=_closed,
        )
        noise.add_files(str(_compressed(self._folder, cache / self.digest)), self.prefix)
        return noise


def _closed(headers: Headers, path: str, url: str) -> None:
    """A script or a style sheet is no page: it needs no policy but the shortest, and the long one would be a twentieth
    of all that a phone first loads."""
    headers["Content-Security-Policy"] = "default-src 'none'"


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file there is to load: its path under static/, and its bytes. The shipped folder has joint ones, too."""

    def read(name: str) -> str:
        return bare(name, (folder / name).read_bytes()).decode()

    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        content = bare(name, path.read_bytes())
        yield name, joined.redirected(name, content.decode()).encode() if _is_ours(name, ".js") else content
    if folder == static():
        for name, text in (*joined.sheets(read), *joined.scripts(read)):
            yield name, text.encode()


def bare(name: str, content: bytes) -> bytes:
    """A script or style sheet of ours without its comments; their empty lines stay, so that line numbers do."""
    if not _is_ours(name, ".css", ".js"):
        return content
    return COMMENT.sub(lambda comment: b"\n" * comment[0].count(b"\n"), content)


def _is_ours(name: str, *kinds: str) -> bool:
    """A text of one of these kinds that was written here."""
    return name.endswith(kinds) and not name.startswith(joined.VENDORED)


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for name, content in contents(folder):
        digest.update(name.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()[:HASH_LENGTH]


def _compressed(folder: Path, ahead: Path) -> Path:
    """A copy with a gzip variant beside each file that gains by it; copies of other versions go.

    Brotli would be a dependency that browsers only accept over https, so the phones of a venue never would.
    """
    if ahead.is_dir():
        return ahead
    shutil.rmtree(ahead.parent, ignore_errors=True)
    half_done = ahead.with_suffix(".new")
    compressor = Compressor(use_brotli=False, quiet=True)
    for name, content in contents(folder):
        copy = half_done / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)
        if compressor.should_compress(copy.name):
            compressor.compress(str(copy))
    return half_done.rename(ahead)
