"""Warnings come where a deck would run better otherwise, and nowhere else."""

from __future__ import annotations

import pytest

from tests.decks.writing import ask_text, codes, deck_text, says

LINE = "A line that is read.\n\n"


def slide(title: str, *settings: str, body: str = "") -> str:
    return f"## {title}\n\n```slide\n" + "\n".join(settings) + f"\n```\n\n{body}"


def warned(*slides: str, front: str = "lang: en") -> list[str]:
    return [code for _, code in codes(deck_text(*slides, front=front))]


def test_eight_lines_are_read_and_nine_are_not():
    assert warned("## A\n\n" + LINE * 8) == []
    assert warned("## A\n\n" + LINE * 9) == ["W01"]


@pytest.mark.parametrize(
    "body", ["- item\n" * 9, "x" * 72 * 8 + " y", "| a |\n|---|\n" + "| b |\n" * 8, "    code\n" * 9]
)
def test_lists_long_paragraphs_tables_and_code_are_lines_too(body: str):
    assert warned(f"## A\n\n{body}") == ["W01"]


@pytest.mark.parametrize("body", ["Notes:\n" + LINE * 30, "<!-- " + LINE * 30 + " -->", (LINE + ". . .\n\n") * 8])
def test_what_the_room_does_not_read_is_not_counted(body: str):
    assert warned(f"## A\n\n{body}") == []


def test_text_and_answers_together_must_fit_the_smallest_letters():
    answers = "".join(f"- [ ] {number} {'word ' * 40}\n" for number in range(7))
    assert warned(ask_text("ask: choice", answers)) == []
    assert warned(ask_text("ask: choice", answers + "\n" + LINE * 5)) == ["W02"]


@pytest.mark.parametrize(
    "slides",
    [
        [slide("One", "next: three"), "## Two", "## Three"],
        [slide("One", "next: end"), "## Two"],
        ["## One", slide("Two", "next: one"), "## Three"],
    ],
)
def test_a_slide_that_no_path_reaches_is_named(slides: list[str]):
    assert "W04" in warned(*slides)


@pytest.mark.parametrize(
    "slides",
    [
        [slide("One", "next: three", body="[two](#two)"), "## Two", "## Three"],
        [slide("One", "next: presenter", body="[two](#two) [three](#three)"), slide("Two", "next: end"), "## Three"],
        [slide("One", "next: presenter"), "## Two"],
        [ask_text("ask: choice\nnext: {A: three}"), "## Two", "## Three"],
        [ask_text("ask: choice\nnext: {A: three, else: presenter}"), "## Two", "## Three"],
        [ask_text("ask: choice\nnext: {A: two, B: three, else: three}"), slide("Two", "next: three"), "## Three"],
    ],
)
def test_every_way_that_a_presenter_can_take_counts(slides: list[str]):
    assert warned(*slides) == []


def test_a_loop_is_fine_while_there_is_a_way_out():
    again = "## One", ask_text("ask: choice\nnext: {A: one, else: end}")
    assert warned(*again) == []
    assert warned("## One", slide("Two", "next: one", body="[on](#three)"), "## Three") == []
    assert warned("## One", ask_text("ask: choice\nnext: {A: one, else: one}")) == ["W07"]


def test_the_minutes_of_the_slides_may_fill_the_deck_s():
    two = slide("A", "minutes: 4"), slide("B", "minutes: 6")
    assert warned(*two, front="minutes: 10") == []
    assert warned(*two, front="minutes: 9") == ["W05"]
    assert warned(*two) == []


def patterned(*orders: str, settings: str = "ask: choice") -> list[str]:
    keys = {"c": "centring", "r": "repair"}
    return [
        ask_text(
            settings,
            "".join(f"- [ ] {n}{p}\n" + (f"  > {keys[n]}: x\n" if n in keys else "") for p, n in enumerate(order)),
            f"Q{i}",
        )
        for i, order in enumerate(orders)
    ]


@pytest.mark.parametrize(
    ("orders", "found"),
    [
        (["cr", "cr"], ["W06", "W06"]),
        (["cr", "rc"], []),
        (["crx", "cxr"], ["W06"]),
        (["cr", "cxr", "rxc"], []),
        (["xcr", "xrc", "crx"], []),
        (["rc", "rxc", "rcx"], ["W06"]),
        (["cr", "xcr", "xxr"], ["W06"]),
        (["cr"], []),
        (["cr", "cx"], []),
        (["cr", "xx", "cr"], ["W06", "W06"]),
    ],
)
def test_a_pattern_that_always_stands_at_one_place_is_named(orders: list[str], found: list[str]):
    front = "patterns:\n  centring: C\n  repair: R"
    assert warned(*patterned(*orders), front=front) == found


def test_shuffled_answers_stand_nowhere_in_particular():
    front = "patterns:\n  centring: C\n  repair: R"
    assert warned(*patterned("cr", "cr", "cr", settings="ask: choice\nshuffle: yes"), front=front) == []


@pytest.mark.parametrize(("number", "found"), [(3, ["W08"]), (4, [])])
def test_a_personal_question_needs_four_answers(number: int, found: list[str]):
    answers = "".join(f"- [ ] {each}\n" for each in range(number))
    assert warned(ask_text("ask: choice\nprivacy: personal", answers)) == found
    assert warned(ask_text(f"ask: scale\nprivacy: personal\nmax: {number}", "")) == found
    assert warned(ask_text("ask: choice", answers)) == []


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ("rounds: 2", ["W10"]),
        ("rounds: 2\ndiscuss: 0m", []),
        ("rounds: 2\ndiscuss: 4m\nresults: live", ["W09"]),
        ("results: live", []),
        ("discuss: 4m", []),
    ],
)
def test_two_rounds_want_a_talk_between_them_and_no_live_results(settings: str, found: list[str]):
    assert warned(ask_text(f"ask: choice\n{settings}")) == found


@pytest.mark.parametrize("text", ["#hashtag", "##Two", "Text\n\n#one"])
def test_a_heading_without_its_space_is_named(text: str):
    assert "W15" in warned(f"## A\n\n{text}")


@pytest.mark.parametrize("text", ["...", "…", ". . . .", "· · ·", "....."])
def test_dots_that_do_not_pause_are_named(text: str):
    assert warned(f"## A\n\nText\n\n{text}\n\nMore") == ["W18"]


def test_a_text_that_ends_in_dots_is_a_text():
    assert warned("## A\n\nAnd then...") == []


def test_a_comment_in_quotes_is_none():
    assert warned("## A", front='author: "Ana # Bo"') == []
    assert says(deck_text("## A", front="author: Ana # Bo"))[0].endswith('author: "Ana # Bo"') is False
    assert warned("## A", front="author: Ana # Bo") == ["W12"]
