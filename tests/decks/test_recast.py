"""The same deck for another room: other names, another order of the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from decks.deck import Deck
from decks.recast import recast, shuffled
from tests.decks.writing import ask_text, good, slide_of

FRONT = (
    "content-note: Jamie is hurt\nsupport: Ask Jamie's friend\n"
    "patterns:\n  jamie: Speaking for Jamie\ncast:\n  Jamie: a friend of Robin\n  Robin: a colleague of Jamie"
)
STORY = (
    "# Jamie's week\n\n"
    "Jamie, *Jamie* and Jamieson; jamie too. Robin’s turn.[^s] [Jamie](https://x.org/Jamie)\n\n"
    "![Jamie waves](Jamie.png)\n\n"
    "[To Jamie](#jamies-week)\n\n"
    "```slide\nask: choice\ncontent-note: Jamie cries\nprompts: [What does Jamie need]\n```\n\n"
    "- [ ] Ask Jamie\n  > jamie: Jamie is *asked*.\n- [ ] Ask Robin\n\n"
    "Notes:\nJamie is a friend.\n\n[^s]: Jamie Utt, a book.\n"
)


@pytest.fixture
def deck(tmp_path: Path) -> Deck:
    (tmp_path / "Jamie.png").write_bytes(b"x")
    return good(STORY, front=FRONT, folder=tmp_path)


def test_the_names_of_the_cast_change_wherever_people_read_them(deck: Deck):
    new = recast(deck, {"Jamie": "Noa"})
    slide = new.slides[0]
    assert (new.content_note, new.support) == ("Noa is hurt", "Ask Noa's friend")
    assert new.cast == {"Noa": "a friend of Robin", "Robin": "a colleague of Noa"}
    assert new.patterns["jamie"].label == "Speaking for Noa"
    assert (slide.title, slide.content_note, slide.notes) == ("Noa's week", "Noa cries", "<p>Noa is a friend.</p>\n")
    assert slide.jumps == (("jamies-week", "To Noa"),)
    assert slide.ask
    assert slide.ask.prompts == ("What does Noa need",)
    first = slide.ask.options[0]
    assert (first.text, first.html, first.says, first.says_html) == (
        "Ask Noa",
        "Ask Noa",
        "Noa is asked.",
        "Noa is <em>asked</em>.",
    )


def test_ids_addresses_sources_and_longer_words_keep_their_letters(deck: Deck):
    new = recast(deck, {"Jamie": "Noa"})
    html = new.slides[0].html(0)
    assert "Noa, <em>Noa</em> and Jamieson; jamie too." in html
    assert '<a href="https://x.org/Jamie" rel="noopener">Noa</a>' in html
    assert 'alt="Noa waves"' in html
    assert "<li>Jamie Utt, a book.</li>" in html
    assert new.slides[0].id == "jamies-week"
    assert set(new.patterns) == {"jamie"}
    assert new.images == deck.images


def test_names_may_change_places(deck: Deck):
    html = recast(deck, {"Jamie": "Robin", "Robin": "Jamie"}).slides[0].html(0)
    assert "Robin, <em>Robin</em>" in html
    assert "Jamie’s turn" in html


def test_a_new_name_is_text_and_never_html(deck: Deck):
    new = recast(deck, {"Jamie": '<b onclick="x">O\'Neil & Co'})
    html = new.slides[0].html(0)
    assert "<b" not in html
    assert "&lt;b onclick=&quot;x&quot;&gt;O&#x27;Neil &amp; Co" in html
    assert 'alt="&lt;b onclick=&quot;x&quot;' in html
    assert new.slides[0].title == "<b onclick=\"x\">O'Neil & Co's week"


def test_a_name_with_marks_in_it_is_found_in_text_and_in_html():
    deck = good("## A\n\nAsk A&B (or C.) now", front='cast:\n  "A&B": x\n  C.: y')
    assert "<p>Ask Ana (or Cleo) now</p>" in recast(deck, {"A&B": "Ana", "C.": "Cleo"}).slides[0].html(0)


def test_without_a_change_the_deck_is_the_same(deck: Deck):
    assert recast(deck, {}) is deck
    assert recast(deck, {"Jamie": "Jamie", "Robin": "  "}) is deck


def test_the_labels_of_a_scale_change_too():
    deck = good("## A\n\n```slide\nask: scale\nlabels: [Like Sam, Not]\n```", front="cast:\n  Sam: x")
    ask = recast(deck, {"Sam": "Kim"}).slides[0].ask
    assert ask
    assert ask.settings == {"min": 1, "max": 5, "labels": ("Like Kim", "Not")}


VOTE = ask_text("ask: choice\nnext: {A: end, repair: q, else: q}", "- [ ] one\n- [ ] two\n  > repair: x\n- [ ] three")


def test_shuffled_answers_are_lettered_as_they_stand_and_next_follows_them():
    slide = shuffled(slide_of(VOTE), [2, 0, 1])
    assert slide.ask
    assert [(option.key, option.text) for option in slide.ask.options] == [("A", "three"), ("B", "one"), ("C", "two")]
    assert slide.ask.options[2].patterns == ("repair",)
    assert slide.next
    assert slide.next.ways == {"B": "end", "repair": "q", "else": "q"}


def test_a_slide_without_answers_cannot_be_shuffled():
    slide = slide_of("## A")
    assert shuffled(slide, []) is slide
