"""A file becomes slides: where they begin, what they are called, which part they belong to, what they show when."""

from __future__ import annotations

import pytest

from tests.decks.writing import ask_text, codes, deck_text, good, slide_of


def test_slides_are_separated_by_hyphens_and_nothing_else():
    code = "## A\n\n```yaml\n---\ntitle: x\n---\n```\n\n***\n\n___\n\n> ---\n\n- a\n\n  ---"
    first, second = good(code, "## B").slides
    assert (first.title, second.title) == ("A", "B")
    assert "---\ntitle: x\n---" in first.html(0)
    assert first.html(0).count("<hr>") == 4


@pytest.mark.parametrize("separator", ["---", "-----", "- - -", "  ---"])
def test_any_line_of_hyphens_separates(separator: str):
    assert len(good(f"## A\n\n{separator}\n\n## B").slides) == 2


def test_slides_are_numbered_and_know_their_lines():
    deck = good("## A", "## B\n\nText", "<!-- a note to myself -->\n\n## C")
    assert [(slide.number, slide.line) for slide in deck.slides] == [(1, 8), (2, 12), (3, 20)]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("What do you say next?", "what-do-you-say-next"),
        ("Beat 1: the slip", "beat-1-the-slip"),
        ("*Really* `sorry`", "really-sorry"),
        ("Über die Straße", "über-die-straße"),
        ("  Two  words ", "two-words"),
        ("snake_case & co", "snake_case--co"),
        ("???", "slide-1"),
        ("End", "end-1"),
        ("日本語", "日本語"),
    ],
)
def test_an_id_is_the_slug_that_github_makes(title: str, slug: str):
    assert slide_of(f"## {title}").id == slug


def test_repeated_titles_get_numbers_and_written_ids_are_left_free():
    deck = good("## A", "## A", "## B\n\n```slide\nid: a-1\n```", "## A")
    assert [slide.id for slide in deck.slides] == ["a", "a-2", "a-1", "a-3"]


def test_a_heading_with_one_hash_begins_a_part():
    deck = good("## Before", "# One", "## Two", "### Three", "# Four", "## Five")
    assert [slide.part for slide in deck.slides] == ["", "one", "one", "one", "four", "four"]
    assert [slide.level for slide in deck.slides] == [2, 1, 2, 2, 1, 2]


def test_a_slide_without_a_heading_belongs_to_its_part_and_has_a_name_all_the_same():
    text = deck_text("# One", "Just text")
    assert codes(text) == [(12, "W03")]

    from decks.parse import parse

    deck, _ = parse(text)
    assert deck
    slide = deck.slides[1]
    assert (slide.id, slide.title, slide.level, slide.part) == ("slide-2", "", 0, "one")
    assert slide.beats == ("<p>Just text</p>\n",)


def test_pauses_cut_a_slide_into_beats():
    slide = slide_of("## A\n\nOne\n\n. . .\n\nTwo\n\n. . .\n\nThree")
    assert slide.beats == ("<h2>A</h2>\n<p>One</p>\n", "<p>Two</p>\n", "<p>Three</p>\n")
    assert slide.steps == 2
    assert slide.html(1) == "<h2>A</h2>\n<p>One</p>\n<p>Two</p>\n"


def test_a_pause_with_nothing_behind_it_waits_for_nobody():
    assert slide_of("## A\n\nOne\n\n. . .\n\n. . .\n\nTwo\n\n. . .").steps == 1
    assert slide_of("## A\n\n. . .\n\nOne").beats == ("<h2>A</h2>\n", "<p>One</p>\n")


@pytest.mark.parametrize("text", ["- . . .", "> . . .", "Text\n. . .", ". . .\nText"])
def test_a_pause_inside_something_else_is_named(text: str):
    assert [code for _, code in codes(deck_text(f"## A\n\n{text}"))] == ["M15"]


def test_a_title_has_at_most_two_hundred_characters():
    assert len(slide_of(f"## {'x' * 200}").title) == 200
    assert codes(deck_text(f"## {'x' * 201}")) == [(8, "M24")]


def test_the_title_stands_in_the_first_beat_wherever_it_was_written():
    assert slide_of("Before\n\n. . .\n\n## A").beats[0].startswith("<h2>A</h2>\n<p>Before</p>")


def test_the_first_slide_of_a_part_has_a_title_of_its_own_kind():
    assert slide_of("# A *b*").beats == ('<h2 class="part">A <em>b</em></h2>\n',)
    assert slide_of("# A *b*").title == "A b"


def test_headings_inside_a_slide_are_smaller_than_its_title():
    html = slide_of("## A\n\n### B\n\n#### C").html(0)
    assert "<h3>B</h3>" in html
    assert "<h4>C</h4>" in html


def test_the_minutes_that_no_slide_claims_are_shared_out():
    slides = ["## A\n\n```slide\nminutes: 4\n```", "## B", "## C\n\n```slide\nminutes: 0\n```", "## D"]
    deck = good(*slides, front="minutes: 10")
    assert [slide.minutes for slide in deck.slides] == [4, 3, 0, 3]
    assert deck.minutes == 10


def test_without_a_total_the_deck_takes_as_long_as_its_slides_say():
    deck = good("## A\n\n```slide\nminutes: 4\n```", "## B\n\n```slide\nminutes: 3\n```", "## C")
    assert (deck.minutes, deck.slides[2].minutes) == (7, 0)


IMAGE = "![x](ring.png)"


@pytest.mark.parametrize(
    ("slides", "layout"),
    [
        (["# A"], "title"),
        (["## Before", "# A"], "title"),
        (["# A", "# B\n\nA few words"], "section"),
        (["# A", "# B\n\n" + "Many words. " * 20], "text"),
        (["# A", ask_text("ask: scale", "").replace("## Q", "# Q")], "text"),
        (["## A"], "text"),
        (["## A\n\n> A word from somebody"], "quote"),
        (["## A\n\n> A word from somebody\n\nand ours"], "text"),
        (["## A\n\n" + IMAGE], "image"),
        (["## A\n\n" + IMAGE + " beside words"], "text"),
        (["## A\n\n> Quote\n\n```slide\nask: qa\n```"], "text"),
        (["## A\n\n```slide\nlayout: promise\n```"], "promise"),
        (["# A\n\n```slide\nlayout: debrief\n```"], "debrief"),
    ],
)
def test_the_layout_follows_the_content_unless_it_is_set(slides: list[str], layout: str):
    assert slide_of(*slides).layout == layout


def test_notes_are_all_that_follows_the_line_that_says_so():
    slide = slide_of("## A\n\nText\n\nNotes:\nSay it.\n\n- Listen\n\n***\n\n. . .\n\nMore", "## B\n\nNotes:\n\nNow.")
    assert slide.notes == "<p>Now.</p>\n"
    first = good("## A\n\nText\n\nNotes:\nSay it *slowly*.\n\n- Listen\n\n## More", "## B").slides[0]
    assert first.notes == "<p>Say it <em>slowly</em>.</p>\n<ul>\n<li>Listen</li>\n</ul>\n<h3>More</h3>\n"
    assert first.beats == ("<h2>A</h2>\n<p>Text</p>\n",)


def test_the_word_notes_inside_a_code_sample_is_code():
    slide = slide_of("## A\n\n```\nNotes:\nnot mine\n```")
    assert slide.notes == ""
    assert "Notes:\nnot mine" in slide.html(0)


@pytest.mark.parametrize(
    "text",
    ["A note: bring a pen.", "Note: the door is locked.", "- Notes from Ana", "Take notes", "### Notes", "### Then:"],
)
def test_a_text_that_speaks_of_notes_is_a_text(text: str):
    assert slide_of(f"## A\n\n{text}").notes == ""


def test_the_deck_s_content_note_is_shown_on_the_first_slide_in_the_deck_s_language():
    deck = good("# A\n\nText", "## B", front="content-note: Hard <words>")
    assert deck.slides[0].beats == (
        '<h2 class="part">A</h2>\n<p class="content-note"><strong>Content note:</strong> Hard &lt;words&gt;</p>\n'
        "<p>Text</p>\n",
    )
    assert "content-note" not in deck.slides[1].html(0)


def test_another_text_has_another_digest_and_the_same_text_the_same():
    assert good("## A").digest == good("## A").digest
    assert good("## A").digest != good("## B").digest
