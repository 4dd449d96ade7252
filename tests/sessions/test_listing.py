"""What ran is found by words, deck and day."""

from __future__ import annotations

from typing import Any

import pytest

from sessions.errors import InvalidMessage
from sessions.listing import PER_PAGE, find, page, wanted
from sessions.store.rows import Row

TITLES = {"tour": "The tour", "pitfalls": "Five ally pitfalls"}


def row(name: str, day: str = "2026-11-05", deck: str = "tour", **facts: Any) -> Row:
    return Row(**{"id": name, "title": name, "deck": deck, "day": day, "status": "ended", "code": None} | OLD | facts)


OLD: dict[str, Any] = {"rehearsal": False, "version": 9}
ROWS = [
    row("Würzburg, Führungskräfte", "2026-11-20"),
    row("Team North", "2026-11-10", "pitfalls"),
    row("Team South", "2026-11-01"),
    row("Practice", rehearsal=True),
]


def names(q: str = "", deck: str = "", first: str = "", last: str = "") -> list[str]:
    return [found.title.split(",")[0] for found in find(ROWS, wanted(q, deck, first, last), TITLES)]


@pytest.mark.parametrize(
    ("looked_for", "found"),
    [
        ({}, ["Würzburg", "Team North", "Team South"]),
        ({"q": "  TEAM "}, ["Team North", "Team South"]),
        ({"q": "führungs"}, ["Würzburg"]),
        ({"q": "south team"}, ["Team South"]),
        ({"q": "ally north"}, ["Team North"]),
        ({"q": "pitfalls"}, ["Team North"]),
        ({"q": "nobody"}, []),
        ({"deck": "tour"}, ["Würzburg", "Team South"]),
        ({"first": "2026-11-10"}, ["Würzburg", "Team North"]),
        ({"last": "2026-11-10"}, ["Team North", "Team South"]),
        ({"first": "2026-11-10", "last": "2026-11-10"}, ["Team North"]),
        ({"first": "2026-11-20", "last": "2026-11-01"}, []),
        ({"q": "team", "deck": "tour", "last": "2026-11-05"}, ["Team South"]),
    ],
)
def test_sessions_are_found_by_words_deck_and_day(looked_for: dict[str, str], found: list[str]) -> None:
    assert names(**looked_for) == found


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "20.11.2026", "20261120", "2026-W47-5"])
def test_what_is_no_day_is_refused(day: str) -> None:
    with pytest.raises(InvalidMessage, match="2026-11-21"):
        wanted("", "", day, "")


def test_hundreds_come_a_page_at_a_time() -> None:
    rows = [row(str(n)) for n in range(2 * PER_PAGE + 1)]
    assert [len(page(rows, number).rows) for number in (1, 2, 3)] == [PER_PAGE, PER_PAGE, 1]
    assert [page(rows, number).number for number in (0, 99)] == [1, 3]
    assert (page([], 7).number, page([], 7).pages, page([], 7).found) == (1, 1, 0)
