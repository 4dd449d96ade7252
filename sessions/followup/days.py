"""Days of the calendar: so many months later, and how people read them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from decks.language import Language

MONTH = 30.44
"""Days, on the whole."""


def months_later(day: str, months: int) -> str:
    """The same day so many months later, or the last of that month where there is none."""
    start = date.fromisoformat(day)
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()


def is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def spoken(day: str, words: Language) -> str:
    """The day as people say it: 22 February 2027."""
    try:
        locale = Locale.parse(words.tag, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en", "GB")
    if words.tag == "en":
        locale = Locale("en", "GB")
    return format_date(date.fromisoformat(day), format="d MMMM y" if locale.language == "en" else "long", locale=locale)


def later(day: str, opens: str, words: Language) -> str:
    """How long after the session it opened, in words."""
    days = (date.fromisoformat(opens) - date.fromisoformat(day)).days
    if (months := round(days / MONTH)) > 0:
        return words.many("{n} month later", "{n} months later", months)
    if days < 1:
        return words.say("Asked again")
    return words.many("{n} day later", "{n} days later", days)
