"""Answers: their letters, their words, what they do, and where they lead."""

from __future__ import annotations

import pytest

from decks.deck import Branch
from decks.parse import parse
from tests.decks.writing import ANSWERS, PATTERNS, ask_of, ask_text, codes, deck_text, good, slide_of


def test_answers_get_letters_in_the_order_in_which_they_stand():
    ask = ask_of("ask: choice")
    assert [(option.key, option.text, option.html) for option in ask.options] == [
        ("A", "One", "One"),
        ("B", "Two", "Two"),
        ("C", "Three", "Three"),
        ("D", "Four", "Four"),
    ]


def test_an_answer_keeps_its_marks_as_html_and_its_words_as_text():
    (option, _) = ask_of("ask: choice", '- [ ] "Sorry, *Sam*" & <!-- hm -->\n  more\n- [ ] `two`').options
    assert option.text == '"Sorry, Sam" & more'
    assert option.html == '"Sorry, <em>Sam</em>" &amp; \nmore'


def test_a_quote_says_what_the_answer_does_and_begins_with_its_patterns():
    answers = (
        "- [ ] a\n  > repair: It is *handed* back.\n"
        "- [ ] b\n  > centring, repair: Both.\n"
        "- [ ] c\n  > It only says something.\n\n  > Twice.\n"
        "- [ ] d\n  > Note: no pattern here.\n"
    )
    options = ask_of("ask: choice", answers.replace("something.\n\n", "something.\n  >\n")).options
    assert [option.patterns for option in options] == [("repair",), ("centring", "repair"), (), ()]
    assert options[0].says == "It is handed back."
    assert options[0].says_html == "It is <em>handed</em> back."
    assert options[2].says_html == "It only says something.<br>Twice."
    assert options[3].says == "Note: no pattern here."


def test_what_an_answer_does_is_in_no_beat_of_the_slide():
    slide = slide_of("## Q\n\n```slide\nask: choice\n```\n\n- [ ] a\n  > repair: Secret.\n- [ ] b\n\nAfter")
    assert slide.ask
    assert slide.ask.options[0].says == "Secret."
    assert slide.beats == ("<h2>Q</h2>\n<p>After</p>\n",)


def test_a_quote_beside_the_answers_is_a_quote_unless_it_is_meant_for_one():
    question = "## Q\n\n```slide\nask: choice\n```\n\n{}- [ ] a\n- [ ] b\n\n{}"
    assert "<blockquote>" in slide_of(question.format("> Sam said: no.\n\n", "> Sam: never.")).html(0)
    for quote in ("> repair: because", "> centring, repair: because"):
        assert codes(deck_text(question.format("", quote))) == [(17, "O09")]
        assert codes(deck_text(question.format(quote + "\n\n", ""))) == [(14, "O09")]


def test_a_loose_list_of_answers_is_one_list():
    assert len(ask_of("ask: choice", "- [ ] a\n\n- [ ] b\n\n  > repair: x\n\n- [ ] c").options) == 3


def test_a_quiz_marks_its_right_answer():
    options = ask_of("ask: quiz", "- [ ] a\n- [x] b\n- [X] c").options
    assert [option.right for option in options] == [False, True, True]


@pytest.mark.parametrize("text", ["[ ] one", "-[ ] one", "- a\n\n  [ ] one", "> [ ] one", "| a |\n|---|\n| [ ] one |"])
def test_a_box_where_no_answer_can_stand_is_named(text: str):
    assert "O06" in {code for _, code in codes(deck_text(f"## A\n\n{text}"))}


def test_answers_inside_an_answer_are_named():
    assert (15, "O06") in codes(deck_text(ask_text("ask: choice", "- [ ] a\n  - [ ] b\n- [ ] c")))


@pytest.mark.parametrize("text", ["a [ ] b", "`[ ]`", "[x](https://x.org)", "- [x](https://x.org)", "array[]"])
def test_brackets_that_are_no_box_are_text(text: str):
    assert codes(deck_text(f"## A\n\n{text}")) == []


def test_a_plain_list_is_content():
    slide = slide_of("## A\n\n- one\n- two")
    assert slide.ask is None
    assert "<li>one</li>" in slide.html(0)


@pytest.mark.parametrize(
    ("kind", "low", "high"), [("choice", 2, 8), ("multi", 2, 12), ("quiz", 2, 8), ("rank", 2, 8), ("points", 2, 8)]
)
def test_each_kind_says_how_many_answers_it_takes(kind: str, low: int, high: int):
    def text(number: int) -> str:
        first = "- [x] 0\n" if kind == "quiz" else "- [ ] 0\n"
        return deck_text(ask_text(f"ask: {kind}", first + "".join(f"- [ ] {each}\n" for each in range(1, number))))

    assert (codes(text(low)), codes(text(high))) == ([], [])
    assert (11, "O04") in codes(text(low - 1))
    assert codes(text(high + 1)) == [(11, "O04")]


def test_an_answer_of_240_characters_is_the_longest():
    assert codes(deck_text(ask_text("ask: choice", f"- [ ] {'x' * 240}\n- [ ] b"))) == []
    assert codes(deck_text(ask_text("ask: choice", f"- [ ] {'x' * 241}\n- [ ] b"))) == [(14, "O13")]


def test_again_takes_the_answers_of_an_earlier_slide():
    first = "## Q\n\n```slide\nask: choice\n```\n\n- [ ] a\n  > repair: x\n- [ ] b"
    slide = slide_of(first, "## R\n\n```slide\nask: choice\nagain: q\n```")
    assert slide.ask
    assert slide.ask.again == "q"
    assert slide.ask.options == good(first).slides[0].ask.options  # type: ignore[union-attr]

    written = slide_of(first, "## R\n\n```slide\nask: choice\nagain: q\n```\n\n- [ ] a\n  > Other.\n- [ ] b").ask
    assert written
    assert [option.says for option in written.options] == ["Other.", ""]


def test_again_of_a_quiz_does_not_say_which_answer_was_right():
    first = "## Q\n\n```slide\nask: quiz\n```\n\n- [x] a\n- [ ] b"
    ask = slide_of(first, "## R\n\n```slide\nask: choice\nagain: q\n```").ask
    assert ask
    assert [option.right for option in ask.options] == [False, False]


def test_a_pair_and_a_split_point_at_an_earlier_ask_with_the_right_answers():
    scale = "ask: scale\nmax: 7"
    second = slide_of(ask_text(scale, ""), ask_text(f"{scale}\npair: q", "", title="R")).ask
    assert second
    assert second.pair == "q"

    split = slide_of(ask_text("ask: choice"), ask_text("ask: scale\nby: q", "", title="R")).ask
    assert split
    assert split.by == "q"


@pytest.mark.parametrize(
    ("written", "branch"),
    [
        ("r", Branch({"else": "r"})),
        ("end", Branch({"else": "end"})),
        ("presenter", Branch(presenter=True)),
        (
            "{A: r, repair: end, tie: presenter, else: r}",
            Branch({"A": "r", "repair": "end", "tie": "presenter", "else": "r"}),
        ),
    ],
)
def test_next_leads_to_a_slide_to_the_end_or_asks_the_presenter(written: str, branch: Branch):
    question = f"## Q\n\n```slide\nask: choice\nnext: {written}\n```\n\n- [ ] a\n  > repair: x\n- [ ] b"
    deck, _ = parse(deck_text(question, "## R"))
    assert deck
    assert deck.slides[0].next == branch


def test_without_next_a_slide_has_no_branch():
    assert slide_of("## A").next is None


def test_an_unknown_way_is_told_at_its_own_line():
    text = deck_text(ask_text("ask: choice\nnext:\n  A: q\n  B: nowhere\n  E: q"))
    assert codes(text) == [(14, "B02"), (15, "B01")]


def test_links_to_slides_are_jumps_and_stand_on_the_console_alone():
    slide = good(
        "## A\n\nWhere to?\n\n- [To *B*](#b)\n- [To C](#c)\n\nOr [C](#c) at once.\n\n[B](#b) · [C](#c)", "## B", "## C"
    )
    first = slide.slides[0]
    assert first.jumps == (("b", "To B"), ("c", "To C"), ("c", "C"), ("b", "B"), ("c", "C"))
    assert first.beats == ("<h2>A</h2>\n<p>Where to?</p>\n<p>Or C at once.</p>\n",)


def test_a_jump_beside_other_things_leaves_them_as_they_are():
    deck = good("## A\n\n[x](https://x.org) or [B](#b) now\n\n![ring](r.png) [](#b)", "## B")
    first = deck.slides[0]
    assert first.jumps == (("b", "B"), ("b", "b"))
    link = '<a href="https://x.org" rel="noopener">x</a>'
    assert first.beats == (f"<h2>A</h2>\n<p>{link} or B now</p>\n<p>ring </p>\n",)


def test_jumps_in_the_notes_count_too():
    slide = good("## A\n\nNotes:\nIf it is late: [to B](#b)", "## B").slides[0]
    assert slide.jumps == (("b", "to B"),)
    assert slide.notes == "<p>If it is late: to B</p>\n"


def test_a_jump_to_an_id_with_letters_of_another_language_arrives():
    assert good("## A\n\n[los](#übung)", "## Übung").slides[0].jumps == (("übung", "los"),)


def test_a_mistake_in_one_slide_leaves_no_deck():
    assert parse(deck_text("## A", ask_text("ask: chioce", ANSWERS), front=PATTERNS))[0] is None
