"""Days of the calendar: counted, and said as people say them."""

from __future__ import annotations

import pytest

from decks.language import language
from sessions.days import days_between, kept_until, months_later


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [("2026-11-22", 1, "2026-12-22"), ("2026-11-30", 3, "2027-02-28"), ("2026-05-31", 8, "2027-01-31")],
)
def test_months_later_is_the_same_day_or_the_last_of_its_month(day: str, months: int, later: str) -> None:
    assert months_later(day, months) == later


def test_what_is_kept_is_kept_for_so_many_days_after_its_own() -> None:
    assert kept_until("2026-11-20", 30) == "2026-12-20"
    assert days_between("2026-11-20", "2026-12-20") == 30


@pytest.mark.parametrize(
    ("tag", "day", "month"),
    [
        ("en", "1 March 2027", "March 2027"),
        ("de", "1. März 2027", "März 2027"),
        ("de-AT", "1. März 2027", "März 2027"),
        ("xx-nonsense-tag", "1 March 2027", "March 2027"),
    ],
)
def test_days_and_months_are_said_as_people_say_them(tag: str, day: str, month: str) -> None:
    words = language(tag)
    assert (words.day("2027-03-01"), words.month("2027-03")) == (day, month)
