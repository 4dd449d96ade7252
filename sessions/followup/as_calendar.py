"""The organiser's own reminders: a calendar file with the day on which to send the link, and that of the result."""

from __future__ import annotations

from collections.abc import Iterator

from sessions.days import days_later
from sessions.followup.invitation import Invitation
from sessions.followup.state import FollowupState

LONGEST = 73
"""Bytes of one line, as calendars want it."""
SIGNS = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


def as_calendar(state: FollowupState, address: str) -> bytes:
    """An iCalendar file (RFC 5545) with two days in it."""
    words, told = state.words, Invitation(state, address)
    opens = words.say("Send the link: {title}", title=state.title)
    over = words.say("The result is there: {title}", title=state.title)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Read the Room//Follow-up//EN",
        *_day(state, "opens", state.opens, opens, told.mail),
        *_day(state, "over", days_later(state.last, 1), over, ""),
        "END:VCALENDAR",
    )
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _day(state: FollowupState, name: str, day: str, title: str, text: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{state.id}-{name}@readtheroom"
    yield f"DTSTAMP:{_plain(state.made)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_plain(day)}"
    yield f"DTEND;VALUE=DATE:{_plain(days_later(day, 1))}"
    yield f"SUMMARY:{_escaped(title)}"
    if text:
        yield f"DESCRIPTION:{_escaped(text)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _plain(day: str) -> str:
    return day.replace("-", "")


def _escaped(text: str) -> str:
    return "".join(SIGNS.get(sign, sign) for sign in text if sign.isprintable() or sign == "\n")


def _folded(line: str) -> Iterator[str]:
    """A long line as several, each but the first beginning with a space; no letter is cut in two."""
    piece, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LONGEST:
            yield piece
            piece, size = " ", 1
        piece, size = piece + sign, size + width
    yield piece
