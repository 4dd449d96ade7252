"""What the words of a deck's settings mean: whole numbers, times, texts, yes and no.

Every reader takes the text an author wrote and gives its value, or raises ValueError with the end of the sentence
`minutes: "soon" …`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from decks.deck import Period

Plain = str | list[str] | dict[str, str]
Reader = Callable[[Plain], object]

LONGEST_TALK = 60 * 60
SLUG = re.compile(r"[^\W_](?:[\w-]{0,58}[^\W_])?")
TIME = re.compile(r"(?:(\d{1,4})\s?m(?:in)?)?\s?(?:(\d{1,4})\s?s(?:ec)?)?(?:\s+(\S.*))?")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


def whole(low: int, high: int) -> Callable[[Plain], int]:
    """A whole number from `low` to `high`."""

    def read(value: Plain) -> int:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{1,6}", value) and low <= int(value) <= high:
            return int(value)
        raise ValueError(f"is not a whole number from {low} to {high}")

    return read


def yes_no(value: Plain) -> bool:
    """yes or no."""
    if value in ("yes", "true"):
        return True
    if value in ("no", "false"):
        return False
    raise ValueError("is not yes or no")


def one_of(*words: str) -> Callable[[Plain], str]:
    """One of these words."""

    def read(value: Plain) -> str:
        if isinstance(value, str) and value in words:
            return value
        raise ValueError(f"is not one of {', '.join(words)}")

    return read


def text(limit: int) -> Callable[[Plain], str]:
    """A text of at most `limit` characters."""

    def read(value: Plain) -> str:
        if not isinstance(value, str):
            raise ValueError("is not a text")
        if not value.strip():
            raise ValueError("is empty")
        if len(value) > limit:
            raise ValueError(f"is longer than {limit} characters (it has {len(value)})")
        return " ".join(value.split())

    return read


def texts(least: int, most: int, limit: int) -> Callable[[Plain], tuple[str, ...]]:
    """A list of `least` to `most` texts of at most `limit` characters."""
    one = text(limit)
    wanted = str(most) if least == most else f"{least} to {most}"

    def read(value: Plain) -> tuple[str, ...]:
        if not isinstance(value, list) or not least <= len(value) <= most:
            raise ValueError(f"is not a list of {wanted} texts")
        return tuple(one(item) for item in value)

    return read


def slug(value: Plain) -> str:
    """A slide's id: letters, digits and hyphens."""
    if isinstance(value, str) and SLUG.fullmatch(value) and value == value.lower():
        return value
    raise ValueError("is not an id: small letters, digits and hyphens, at most 60")


def format_version(value: Plain) -> str:
    """The version of the deck format, of which there is one."""
    if value == "1":
        return "1"
    raise ValueError("is not a version of the deck format that this program reads")


def language_tag(value: Plain) -> str:
    """A language tag such as `de` or `pt-BR`."""
    if isinstance(value, str) and LANGUAGE.fullmatch(value):
        return value
    raise ValueError("is not a language tag such as en, de or pt-BR")


def periods(value: Plain) -> tuple[Period, ...]:
    """`4m`, `90s` or `[1m alone, 3m pairs]`; no time at all is no period."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not 1 <= len(items) <= 6:
        raise ValueError("is not a time such as 4m, 90s or [1m alone, 3m pairs]")
    found = tuple(_period(item) for item in items)
    if sum(period.seconds for period in found) > LONGEST_TALK:
        raise ValueError("is longer than 60 minutes")
    return tuple(period for period in found if period.seconds)


def _period(item: str) -> Period:
    match = TIME.fullmatch(item.strip())
    minutes, seconds, label = match.groups() if match else (None, None, None)
    if (minutes is None and seconds is None) or len(label or "") > 40:
        raise ValueError("is not a time such as 4m, 90s or [1m alone, 3m pairs]")
    return Period(int(minutes or 0) * 60 + int(seconds or 0), label or "")
