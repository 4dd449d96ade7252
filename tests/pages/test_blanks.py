"""Blank forms: fetched once by each phone, kept for good, and nothing of any session in them."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from app.paths import HERE
from decks.language import catalogue, language
from tests.trust.threats.inside import Inside
from tests.trust.threats.test_arriving import PAGE, Phone

GERMAN = language("de").say("Pass")


@pytest.fixture
def inside(tmp_path: Path) -> Inside:
    return Inside(tmp_path)


def address(inside: Inside, deck: str = "vote") -> str:
    """Where a phone in a room is told to fetch them."""
    phone = Phone(inside, inside.begins(deck))
    told = json.loads(html.unescape(PAGE.findall(phone.joins())[0]))
    inside.closes()
    found: str = told["forms"]
    return found


def test_anybody_gets_them_and_keeps_them_for_good(inside: Inside) -> None:
    where = address(inside)
    answer = inside.asks("GET", where)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers
    assert answer.text.count("<template data-kind=") == len(list((HERE / "templates" / "asks").glob("*.html")))
    assert inside.asks("GET", where, headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"


def test_a_page_of_yesterday_gets_those_of_today_and_asks_again_tomorrow(inside: Inside) -> None:
    where = address(inside)
    yesterday = re.sub(r"[0-9a-f]{16}", "0" * 16, where)
    answer = inside.asks("GET", yesterday)

    assert yesterday != where
    assert answer.text == inside.asks("GET", where).text
    assert answer.headers["Cache-Control"] == "no-store"


def test_each_language_has_its_own(inside: Inside) -> None:
    english = address(inside)
    german = inside.asks("GET", english.replace("/en", "/de"))

    assert GERMAN in german.text
    assert GERMAN not in inside.asks("GET", english).text
    assert inside.asks("GET", english.replace("/en", "/xx")).status_code == 404


def test_a_deck_of_vienna_is_sent_to_the_german_ones(inside: Inside) -> None:
    deck = (inside.decks / "vote.md").read_text(encoding="utf-8")
    (inside.decks / "vienna.md").write_text(deck.replace("---\n", "---\nlang: de-AT\n", 1), encoding="utf-8")
    where = address(inside, "vienna")

    assert where.endswith("/de")
    assert inside.asks("GET", where).headers["Cache-Control"] != "no-store"


def test_nothing_of_any_session_stands_in_them(inside: Inside) -> None:
    answer = inside.asks("GET", address(inside))
    deck = inside.begins("vote").deck

    said = [option.text for slide in deck.slides if slide.ask for option in slide.ask.options]
    assert said
    assert not [text for text in (deck.title, *said) if text in answer.text]
    assert "csrf" not in answer.text.lower()


@pytest.mark.parametrize(
    ("tag", "spoken"), [("de", "de"), ("de-AT", "de"), ("fr", "en"), ("en-GB", "en"), ("..", "en")]
)
def test_a_language_speaks_in_the_words_of_its_nearest_catalogue(tag: str, spoken: str) -> None:
    assert catalogue(tag) == spoken
    assert language(tag).say("Pass") == language(spoken).say("Pass")
    assert language(tag).tag == tag
