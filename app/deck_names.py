"""What a deck's file may be called: a short name that every system can hold, and that leads nowhere else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import count

from sessions.errors import DeckName

LONGEST = 60
NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
RESERVED = frozenset(
    {"readme", "deck", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
"""Files that mean something else: to us, to whoever looks into the folder, or to Windows."""


def checked(name: str) -> str:
    """The name, if a deck may bear it. Raises DeckName."""
    if not NAME.fullmatch(name) or name in RESERVED:
        raise DeckName
    return name


def named_after(title: str, taken: Callable[[str], bool]) -> str:
    """A name made of a title's letters and digits, with a number behind it if it is taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain)[: LONGEST - 5].strip("-") or "my-deck"
    wanted = f"{name}-deck" if name in RESERVED else name
    return next(name for number in count(1) if not taken(name := wanted if number == 1 else f"{wanted}-{number}"))
