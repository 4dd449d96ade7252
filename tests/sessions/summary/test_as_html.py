"""The summary as one page: whole, alone, escaped, readable in both lights."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from decks.language import language
from sessions.session import LiveSession
from sessions.summary import as_html, charts, content
from tests.sessions.summary.evening import (
    DECK,
    asking,
    choice,
    few,
    option,
    session,
    shown,
    thursday,
    told,
    written,
)
from tests.sessions.summary.test_charts import ATTACKS

SENTENCE = re.compile(r'<p class="(?:says|withheld)">.*?</p>')
"""In a summary it is spelled out: test_spelled.py."""
VOID = {"meta", "br", "img", "link", "input", "hr"}


class Outline(HTMLParser):
    """The elements of a page as they nest; complains about an end that does not fit."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in {"h1", "h2", "h3"}:
            self.headings.append(f"{self.open[-1]} {data}")


def page(room: LiveSession) -> str:
    return written(room, "html").decode()


def test_the_page_tells_the_evening_in_order() -> None:
    outline = Outline(page(thursday()))

    assert outline.open == []
    assert outline.headings == [
        "h1 Thursday evening",
        "h2 How sure are you?",
        "h2 What do you say?",
        "h3 First vote · 13",
        "h3 Second vote · 14",
        "h3 What the answers do",
        "h2 Has it happened to you?",
        "h2 For the presenter's eyes",
        "h2 How sure are you?",
        "h3 Earlier · 13",
        "h3 Now · 12",
        "h2 The patterns of this session",
        "h2 How to read this",
    ]


def test_the_page_shows_the_pictures_the_room_saw() -> None:
    room = thursday()

    for slide_id in ("arriving", "say", "seen", "leaving"):
        assert SENTENCE.sub("", charts.results(room, slide_id)) in SENTENCE.sub("", page(room))
    assert charts.patterns(room, "say") in page(room)


def test_the_page_says_what_when_and_how_many() -> None:
    assert (
        '<h1>Thursday evening</h1>\n<p class="facts">The slip in the stand-up · '
        '<time datetime="2025-11-20">2025-11-20</time> · 14 phones in the room</p>'
    ) in page(thursday())


def test_each_ask_says_its_class_and_its_limit() -> None:
    assert re.findall('<p class="terms">(.*?)</p>', page(thursday())) == [
        "Open question · told from 3 answers",
        "Standard question · told from 5 answers",
        "Personal question · told from 5 answers",
        "Standard question · told from 5 answers",
        "Open question · told from 3 answers",
    ]


def test_answers_are_listed_where_no_bar_names_them() -> None:
    drawn = page(asking(choice(), shown(told(1, 12, A=6, B=3, C=3))))
    withheld = page(asking(choice(), shown(few(1, 4))))

    assert '<ul class="offered">' not in drawn
    assert '<ul class="offered"><li><span class="letter">A</span> I feel awful</li>' in withheld


def test_rounds_that_were_voided_or_never_counted_are_said() -> None:
    voided = page(asking(choice(), shown(told(1, 12, A=6, B=3, C=3), voided=2)))
    nothing = page(asking(choice(), shown(voided=1)))

    assert '<p class="withheld">2 rounds were voided.</p>' in voided
    assert '<p class="withheld">One round was voided.</p><p class="withheld">No round of it was counted.</p>' in nothing


def test_a_session_without_votes_says_so() -> None:
    assert '<p class="withheld">No question is told here.</p>' in page(session())


@pytest.mark.parametrize("rehearsal", [False, True])
def test_a_rehearsal_is_watermarked(rehearsal: bool) -> None:
    shows = '<p class="rehearsal">Rehearsal: simulated phones, no person answered</p>' in page(
        session(rehearsal=rehearsal)
    )

    assert shows is rehearsal


def test_the_page_needs_nothing_else() -> None:
    room = thursday()
    outline = Outline(page(room))

    assert {tag for tag, _ in outline.seen} & {"script", "link", "img", "iframe", "object", "a", "form"} == set()
    assert [attrs for _, attrs in outline.seen if set(attrs) & {"src", "href", "style"}] == []
    assert [attrs for _, attrs in outline.seen if any(name.startswith("on") for name in attrs)] == []
    assert not re.search(r"url\(|@import|https?:", page(room))


def _with_everywhere(words: str) -> LiveSession:
    options = (option("A", words, "evil", says=words), option("B", "No"))
    patterns = {"evil": replace(DECK.patterns["repair"], label=words)}
    state = shown(told(1, 12, says=words, A=7, B=5), told=1)
    room = asking(choice(options=options), state, words, patterns=patterns)
    return replace(room, state=replace(room.state, title=words, day=words))


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_words_become_elements_or_attributes(attack: str) -> None:
    attacked, plain = Outline(page(_with_everywhere(attack))), Outline(page(_with_everywhere("Fine")))

    assert [(tag, list(attrs)) for tag, attrs in attacked.seen] == [(tag, list(attrs)) for tag, attrs in plain.seen]
    assert f"h1 {attack}" in "".join(attacked.headings)


def test_the_page_speaks_the_decks_language() -> None:
    room = asking(choice(), shown(few(1, 4)), lang="de")

    assert '<html lang="de" dir="ltr">' in page(room)
    assert "Standard question" not in page(room)


def test_a_page_in_arabic_runs_from_right_to_left() -> None:
    assert '<html lang="ar" dir="rtl">' in page(asking(choice(), shown(few(1, 4)), lang="ar"))


def test_the_body_is_the_same_for_the_sessions_page() -> None:
    room = thursday()

    body = as_html.body_html(content(room), language("en"))

    assert body in page(room)
    assert "<h1" not in body


CSS = Path(as_html.__file__).with_name("page.css").read_text("utf-8")


def _light(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


PALETTES = [dict(re.findall(r"--([a-z]+): (#[0-9A-F]{6})", block)) for block in re.findall(r":root \{.*?\}", CSS, re.S)]


@pytest.mark.parametrize("palette", PALETTES, ids=["paper", "night"])
@pytest.mark.parametrize("name", ["ink", "quiet", "a", "b", "c", "d", "e", "f", "g", "h"])
@pytest.mark.parametrize("under", ["ground", "raised"])
def test_text_and_bars_hold_seven_to_one(palette: dict[str, str], name: str, under: str) -> None:
    assert _contrast(palette[name], palette[under]) >= 7


def test_a_deck_is_credited_to_whoever_wrote_it() -> None:
    credited = replace(DECK, author="Ana <b>", license="CC BY-SA 4.0", source="A guide")
    page = written(session(credited), "html").decode()
    assert '<p class="facts">Ana &lt;b&gt; · CC BY-SA 4.0 · A guide</p>' in page


def test_the_patterns_are_told_once_more_over_the_whole_session_without_a_number() -> None:
    _, _, debrief = page(thursday()).partition("The patterns of this session")
    told, _, _ = debrief.partition("</section>")

    assert "<dt>Centring yourself</dt><dd>Now Sam looks after you.</dd>" in told
    assert '<dd class="met">What do you say? · A: I feel awful</dd>' in told
    assert re.findall(r"\d", told.replace("</h2>", "").replace("<h2>", "")) == []
