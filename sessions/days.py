"""Days of the calendar as the house writes them, such as 2026-11-21: later ones, and whether a text is one."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def is_day(text: str) -> bool:
    """Written the one way in which days can be compared as texts."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def days_later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def days_between(day: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(day)).days


def months_later(day: str, months: int) -> str:
    """The same day so many months later, or the last of that month where there is none."""
    start = date.fromisoformat(day)
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()


def kept_until(day: str, days: int) -> str:
    """The last day on which something of that day is kept, where it is kept for so many days."""
    return days_later(day, days)
