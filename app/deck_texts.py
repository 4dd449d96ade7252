"""A deck's text and the bytes of its file: how one becomes the other, and how a file is never half written."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from decks.parse.text import LARGEST
from sessions.errors import DeckTooLarge, DeckUnreadable, StorageFull

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Written:
    """A deck's text, with LF at the ends of its lines. `digest` names the state of its file; empty without a file."""

    text: str
    digest: str


def content_of(path: Path) -> bytes | None:
    """The bytes of a file, None where there is none. Raises DeckUnreadable."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        raise DeckUnreadable from None


def written(content: bytes) -> Written:
    """The text of these bytes. Raises DeckUnreadable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DeckUnreadable from None
    return Written(with_lf(text), digest_of(content))


def overtaken_by(content: bytes | None) -> dict[str, str]:
    """What stands there instead, to be shown beside the text that was not saved."""
    theirs = content or b""
    return {"text": with_lf(theirs.decode("utf-8-sig", errors="replace")), "digest": digest_of(content)}


def digest_of(content: bytes | None) -> str:
    """Names a state of a file; the name of no file is empty."""
    return "" if content is None else hashlib.sha256(content).hexdigest()


def encoded(text: str, before: bytes | None) -> bytes:
    """The text as bytes, its lines ended as the file ended them. Raises DeckTooLarge."""
    ending = "\r\n" if before and b"\r\n" in before else "\n"
    content = with_lf(text).replace("\n", ending).encode()
    if len(content) > LARGEST:
        raise DeckTooLarge
    return content


def with_lf(text: str) -> str:
    """The text with one kind of line end, whatever a form or a file has made of it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def careful(act: Callable[..., Done], *facts: object) -> Done:
    """Do it. Raises StorageFull when the disk does not let us."""
    try:
        return act(*facts)
    except OSError:
        raise StorageFull from None


def copied(file: Path, place: Path) -> None:
    """A copy of a file, in a folder that is made if need be."""
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, place)


def replaced(path: Path, content: bytes) -> None:
    """All of it or nothing of it: whoever reads meanwhile sees the old text or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half_done = path.with_name(f".{path.name}.half")
    try:
        with half_done.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half_done.replace(path)
    finally:
        half_done.unlink(missing_ok=True)
