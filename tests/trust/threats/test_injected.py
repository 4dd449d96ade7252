"""T13, T22: whatever is typed anywhere stays text, on every page and in every file that is taken home."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from sessions.session import LiveSession
from sessions.summary import FORMATS
from sessions.summary.as_csv import FORMULA
from tests.cast import until
from tests.trust.threats.doors import Door, doors
from tests.trust.threats.inert import awake
from tests.trust.threats.inside import HERE, Inside
from tests.trust.threats.payloads import PAYLOADS, chunks
from tests.trust.threats.stuffed import stuff

SHORT = chunks(160)
POLICY = "require-trusted-types-for 'script'"


@pytest.fixture(scope="module")
def stuffed(inside: Inside) -> LiveSession:
    return stuff(inside)


def test_the_corpus_is_large_and_the_eyes_see() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 80
    raw = [payload for payload in PAYLOADS if awake(f"<p>{payload}</p>")]
    assert len(raw) > 30, "put into a page as they are, they would be seen"
    assert awake("<p>Good morning, <b>everybody</b>. <a href='/privacy'>Privacy</a></p>") == []


SHOWN = [door for door in doors() if door.method == "GET" and door.rule != "/media/<name>"]


@pytest.mark.parametrize("door", SHOWN, ids=str)
def test_every_page_is_what_its_template_made_it(inside: Inside, stuffed: LiveSession, door: Door) -> None:
    people = inside.everybody(stuffed, stuffed)
    path = door.at(stuffed).replace("nobody", inside.identity.screen_key(stuffed.state.id))

    for name in ("stranger", "phone", "console", "remote", "moderator", "bearer"):
        somebody = people[name]
        page = inside.asks("GET", path, somebody.peer, headers=somebody.headers())
        assert page.status_code < 500
        assert page.mimetype != "application/pdf" or is_inert(path, page.data) == []
        assert POLICY in page.headers["Content-Security-Policy"]
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        if page.mimetype == "text/html":
            assert awake(page.text) == [], (door, name)


def test_there_was_something_to_see(inside: Inside, stuffed: LiveSession) -> None:
    people, code = inside.everybody(stuffed, stuffed), stuffed.state.code
    console = inside.asks("GET", f"/present/{stuffed.state.id}", HERE, headers=people["console"].headers()).text
    summary = inside.asks("GET", f"/sessions/{stuffed.state.id}", HERE, headers=people["console"].headers()).text
    phone = inside.asks("GET", f"/{code}", headers=people["phone"].headers()).text
    for page in (console, summary, phone):
        assert "alert(1)" in page
        assert "&lt;" in page


Fill = Callable[[Inside, str, dict[str, Any]], Any]


def by_form(path: str, **fields: str) -> Fill:
    """Send this form from a console, with the worst in the fields that are `*`."""

    def fill(inside: Inside, payload: str, headers: dict[str, Any]) -> Any:
        cookie, token = inside.form
        _, people = inside.known
        known = people["console"].headers(cookie)
        data = {name: payload if value == "*" else value for name, value in fields.items()}
        to = path.replace("*", quote(payload, safe="")).replace("SESSION", inside.known[0].state.id)
        how = {"follow_redirects": False, "data": {**data, "csrf_token": token}}
        return inside.asks("POST", to, HERE, headers={**known, **headers}, **how)

    return fill


def by_address(path: str, who: str = "stranger") -> Fill:
    def fill(inside: Inside, payload: str, headers: dict[str, Any]) -> Any:
        session, people = inside.known
        to = path.replace("*", quote(payload, safe="")).replace("CODE", session.state.code)
        return inside.asks("GET", to, people[who].peer, headers={**people[who].headers(), **headers})

    return fill


EVERY_LINE = dict.fromkeys("title presenter relation machine reports support cast-Sam min_answers".split(), "*")
FIELDS: dict[str, Fill] = {
    "a code that is typed": by_address("/join?code=*"),
    "an address": by_address("/*"),
    "the room a page leads back to": by_address("/privacy?room=*"),
    "the part a phone sits out": by_address("/CODE?out=*&ready=*&change=*", "phone"),
    "a sign-in link": by_address("/enter/*", "stranger on this machine"),
    "a projector's key": by_address("/screen/*"),
    "a pairing code in the address": by_address("/pair/*"),
    "a deck's name in the address": by_address("/present/decks/*/edit", "console"),
    "a session's name in the address": by_address("/present/*", "console"),
    "a format": by_address("/sessions/x/summary.*", "console"),
    "the start form": by_form("/present/sessions", deck="vote", **EVERY_LINE),
    "the deck to start": by_form("/present/sessions", deck="*"),
    "a new deck": by_form("/present/decks", title="*", name="*"),
    "a copy of a deck": by_form("/present/decks/vote/copy", name="*"),
    "a deck's other name": by_form("/present/decks/vote/rename", name="*"),
    "a deck's text": by_form("/present/decks/vote/check", text="*", digest="*", line="*"),
    "a title in a deck's text": by_form("/present/decks/vote/check", text="*", line="1"),
    "a command": by_form("/present/SESSION/command", do="*", version="*"),
    "a field of a command": by_form("/present/SESSION/command", do="goto", slide="*", version="²"),
    "an unplanned question": by_form("/present/SESSION/command", do="unplanned", title="*", kind="*", options="*"),
    "raised hands": by_form("/present/SESSION/command", **{"do": "hands", "counts.A": "*", "counts": "*"}),
    "a ruling": by_form("/present/SESSION/moderate", item="*", do="*"),
    "a device": by_form("/present/SESSION/pairing", device="*"),
    "a role": by_form("/present/SESSION/pairing", role="*"),
    "a pairing code": by_form("/pair", code="*"),
}
"""Every other field: what is typed there comes back on the page that answers, or on the one after."""


@pytest.mark.parametrize("name", FIELDS)
def test_what_is_typed_comes_back_as_text_or_not_at_all(inside: Inside, name: str) -> None:
    session, people = inside.known
    for payload in SHORT:
        answer = FIELDS[name](inside, payload, {})
        assert answer.status_code < 500, (payload, answer.text)
        assert not awake(answer.text) or answer.mimetype != "text/html", (payload, awake(answer.text))
        assert "\n" not in answer.headers.get("Location", "")
        assert not re.match(r"(//|\\|javascript:|data:|http)", answer.headers.get("Location", "")), payload
    if name.startswith("a command") or "SESSION" in name:
        page = inside.asks("GET", f"/present/{session.state.id}", HERE, headers=people["console"].headers())
        assert awake(page.text) == []


def test_a_deck_that_is_drawn_beside_its_text_is_text(inside: Inside) -> None:
    """The editor's answer to its script: problems, wall, phone and notes as HTML."""
    for payload in SHORT:
        for text in (f"---\ntitle: x\n---\n\n## {payload}\n\n{payload}\n\nNotes:\n{payload}\n", payload):
            fields = {"text": text, "line": "6"}
            answer = by_form("/present/decks/vote/check", **fields)(inside, "", {"Accept": "application/json"})
            if answer.status_code == 429:
                break
            facts = answer.json
            drawn = [facts["problems"], *[str(value) for value in (facts["slide"] or {}).values()]]
            assert [found for each in drawn for found in awake(each)] == [], text


# --- files that are taken home

SELF_MADE = "default-src 'none'; style-src 'unsafe-inline'"
"""A page that is taken home brings its own policy along: it may look like something, and do nothing."""


def is_inert(name: str, body: bytes) -> list[str]:
    """What in that file some program would run."""
    if name.endswith((".html", ".htm")):
        page = body.decode()
        return [found for found in awake(page) if not found.endswith(" style") and SELF_MADE not in found]
    if name.endswith(".csv"):
        rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
        return [cell for row in rows for cell in row if cell.startswith(tuple(FORMULA))]
    if name.endswith(".json"):
        json.loads(body)
        return []
    if name.endswith((".xlsx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            members = {member: packed.read(member) for member in packed.namelist()}
        strange = [member for member in members if ".." in member or member.startswith("/") or "vba" in member.lower()]
        xml = {member: text for member, text in members.items() if member.endswith((".xml", ".rels"))}
        sheets = [member for member, text in xml.items() if re.search(rb"<f[ >]|externalLink|<ddeLink", text)]
        inner = [found for member, text in members.items() if name.endswith(".zip") for found in is_inert(member, text)]
        return strange + sheets + inner
    if name.endswith(".pdf"):
        runs = (b"/JS", b"/JavaScript", b"/OpenAction", b"/AA", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
        return [word.decode() for word in runs if re.search(re.escape(word) + rb"\b", body)]
    return [] if name.endswith((".txt", ".md", ".png", ".svg", ".xml", ".rels")) else [f"What is {name}?"]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_file_that_is_taken_home_runs_anything(inside: Inside, stuffed: LiveSession, name: str) -> None:
    """Formats come from the registry: a new one is asked here before anybody else opens it."""
    _, people = inside.known
    headers = people["console"].headers()
    path = f"/sessions/{stuffed.state.id}/summary.{name}"
    until(lambda: inside.asks("GET", path, HERE, headers=headers).status_code != 202)
    answer = inside.asks("GET", path, HERE, headers=headers)

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert not set("\r\n\"'<>") & set(answer.headers["Content-Disposition"].partition('filename="')[2].rstrip('"'))
    assert is_inert(f"summary.{FORMATS[name].extension}", answer.data) == []


def test_the_texts_did_go_home(inside: Inside, stuffed: LiveSession) -> None:
    _, people = inside.known
    at = f"/sessions/{stuffed.state.id}/summary.json"
    told = inside.asks("GET", at, HERE, headers=people["console"].headers()).text
    assert "alert(1)" in told
    assert "=1+1" in told
    assert "{{7*7}}" in told, "and no template was run"


def test_a_formula_in_a_sheet_would_be_seen() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as sheet:
        sheet.writestr("xl/worksheets/sheet1.xml", "<c><f>1+1</f></c>")
    assert is_inert("a.xlsx", packed.getvalue()) == ["xl/worksheets/sheet1.xml"]
    assert is_inert("a.pdf", b"%PDF-1.7 /OpenAction << /S /JavaScript >>") == ["/JavaScript", "/OpenAction"]
    assert is_inert("a.csv", b"a,=1+1\r\n") == ["=1+1"]
    assert chunks(40)
