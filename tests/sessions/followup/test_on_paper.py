"""The result and the sheet on paper, the calendar file and the JSON, opened by other programs."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app import qr
from docs.wire.shapes import PLACE, schemas
from sessions.brand import Brand
from sessions.followup.as_calendar import as_calendar
from sessions.followup.as_html import body_html
from sessions.followup.as_json import as_json
from sessions.followup.as_pdf import as_pdf, as_sheet
from sessions.followup.state import FollowupState
from tests.app.test_brand import png
from tests.sessions.followup.months import Months
from tests.sessions.summary.readers import pages
from tests.sessions.summary.schema import problems

ADDRESS = "https://room.example.org/again/k7m2pqhp4xw9c3dt6njy5rb8fgh2"
KEEPS_UA = b"pdfuaid:part"


def ended(months: Months, pulses: str = "1234455-", **facts: Any) -> FollowupState:
    state = months.plans(opens=months.in_days(90), **facts)
    months.turns_to(state.opens)
    months.all_answer(state, pulses, ("ABCD" * len(pulses))[: len(pulses)])
    return months.core.followups.end(state.id)


def sheet(state: FollowupState) -> bytes:
    return as_sheet(state, ADDRESS, qr.svg(ADDRESS, ADDRESS))


def test_the_result_tells_then_and_now_on_one_page(months: Months) -> None:
    body = as_pdf(ended(months))
    text, place = pages(body), 0
    for words in (
        "Practising", "Session of 18 November 2026", "How easy is it now?", "told from 5 answers",
        "At the start · 6", "At the end · 6", "3 months later · 8", "What became of what you had in mind",
        "I did it", "How to read this", "nothing here says how any one person has changed",
    ):  # fmt: skip
        assert words in text[place:], words
        place = text.index(words, place)
    assert KEEPS_UA in body
    assert len(PdfReader(io.BytesIO(body)).pages) == 1


def test_its_sentence_names_an_answer_by_its_words(months: Months) -> None:
    result = ended(months, "AAAAB", pulse="then")
    for told in (pages(as_pdf(result)), body_html(result)):
        assert "A “Speak up” has the most answers: 4 of 5." in told


def test_what_is_withheld_says_why_and_shows_no_number(months: Months) -> None:
    few = ended(months, "5---")
    assert "Fewer than 5 answers: not shown" in pages(as_pdf(few))
    assert "<rect" not in body_html(few).rpartition("What became of")[2]

    hidden = ended(months, "AAABB", pulse="hidden")
    assert "At the end · 5: The room was not shown this result" in pages(as_pdf(hidden))
    totals = json.loads(as_json(hidden))["asks"][0]["totals"]
    assert [(total["counts"] is None, total["withheld"]) for total in totals] == [
        (False, None),
        (True, "not-shown"),
        (False, None),
    ]


def broken(name: str, value: Any) -> list[str]:
    """Where the value is not what the documents say of that shape."""
    known = schemas({"$ref": PLACE + name})

    def whole(facts: Any) -> Any:
        if isinstance(facts, list):
            return [whole(each) for each in facts]
        if not isinstance(facts, dict):
            return facts
        return (
            whole(known[facts["$ref"].removeprefix(PLACE)])
            if "$ref" in facts
            else {k: whole(v) for k, v in facts.items()}
        )

    return problems(value, whole(known[name]))


def test_the_json_has_the_shape_that_the_documents_describe(months: Months) -> None:
    for state in (ended(months), ended(months, "5"), ended(months, "AAB", pulse="then")):
        assert broken("FollowupResult", json.loads(as_json(state))) == []


def test_after_a_restart_in_between_the_result_says_what_it_lacks(months: Months) -> None:
    state = months.plans(opens=months.in_days(90))
    months.turns_to(state.opens)
    months.all_answer(months.find(state), "11111", "AAAAA")
    months.dies(keys=False)
    months.all_answer(state, "12345", "ABCDA")
    lacks = "The server was restarted on 16 February 2027. Answers given before could not be read"
    told = months.core.followups.end(state.id)
    assert lacks in body_html(told)
    assert lacks in pages(as_pdf(told))


def test_the_sheet_is_one_page_with_an_address_that_can_be_typed(months: Months) -> None:
    state = months.plans(opens=months.in_days(90))
    body = sheet(state)
    text = pages(body)
    assert len(PdfReader(io.BytesIO(body)).pages) == 1
    assert KEEPS_UA in body
    for words in (
        "Two questions about the session of 18 November 2026.",
        "Open from 16 February 2027 to 1 March 2027.",
        "room.example.org/again/",
        "K7M2-PQHP-4XW9-C3DT-",
        "6NJY-5RB8-FGH2",
        "nobody keeps a list",
    ):
        assert words in text, words


@pytest.mark.parametrize(
    "title",
    ["<script>alert(1)</script>", "ועכשיו \u202eעברית", "📎" * 60, "=1+1 #set page()", "x" * 120],
    ids=["script", "overrides", "signs", "commands", "long"],
)
def test_no_title_breaks_a_page_a_sheet_or_a_calendar(tmp_path: Path, title: str) -> None:
    months = Months(tmp_path, lang="de", title=title)
    state = ended(months)
    assert len(PdfReader(io.BytesIO(sheet(state))).pages) == 1
    assert len(PdfReader(io.BytesIO(as_pdf(state))).pages) <= 2
    assert "<script>" not in body_html(state)
    for line in as_calendar(state, ADDRESS).split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_the_calendar_has_the_day_to_send_the_link_and_the_day_of_the_result(months: Months) -> None:
    state = months.plans(opens=months.in_days(90))
    unfolded = as_calendar(state, ADDRESS).decode().replace("\r\n ", "")
    lines = unfolded.split("\r\n")
    assert (lines[0], lines[-2:], unfolded.count("BEGIN:VEVENT")) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""], 2)
    assert [line for line in lines if line.startswith("DTSTART")] == [
        "DTSTART;VALUE=DATE:20270216",
        "DTSTART;VALUE=DATE:20270302",
    ]
    assert "SUMMARY:Send the link: Practising" in lines
    assert ADDRESS in unfolded


def test_the_result_and_the_sheet_bear_the_house_at_their_head_and_stay_one_page(months: Months) -> None:
    brand = Brand("Example College", light="#1F4E8C", logo=png(), alt="A tree")
    state = ended(months)
    printed = (as_pdf(state, brand), as_sheet(state, ADDRESS, qr.svg(ADDRESS, ADDRESS), brand))

    for paper in (PdfReader(io.BytesIO(body)) for body in printed):
        assert paper.pages[0].extract_text().startswith("Example College")
        assert (len(paper.pages), len(paper.pages[0].images)) == (1, 1)
