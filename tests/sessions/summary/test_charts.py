"""The pictures, markup for markup: what is drawn, what is withheld, and that every word is escaped."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from decks.deck import Ask, Option
from decks.language import language
from sessions.flows import OTHER
from sessions.state import Shift
from sessions.summary import charts
from sessions.summary.asked import asked
from tests.sessions.summary.evening import (
    DECK,
    SCALE,
    SORRY,
    asking,
    choice,
    few,
    hidden,
    option,
    session,
    shown,
    slide,
    told,
)

PAIR = (option("A", "Yes"), option("B", "No"))
YES_NO = choice(options=PAIR)


def bar(key: str, label: str, colour: str, count: int, share: int) -> str:
    return (
        f'<li class="bar" data-key="{key}"><span class="letter">{key}</span> <span class="label">{label}</span> '
        f'<svg class="track" aria-hidden="true"><rect class="fill {colour}" width="{share}%" height="100%"/></svg> '
        f'<span class="number">{count}</span> <span class="share">{share} %</span></li>'
    )


def table(caption: str, head: str, *rows: str) -> str:
    """A table from cells parted by |; the first of a row is its heading."""
    columns = "".join(f'<th scope="col">{cell}</th>' for cell in head.split("|"))
    lines = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
        for first, *rest in (row.split("|") for row in rows)
    )
    return f"<table><caption>{caption}</caption><thead><tr>{columns}</tr></thead><tbody>{lines}</tbody></table>"


VOTES = "Answers, and their share of all who answered, passes included"


def test_one_vote_is_a_sentence_bars_a_number_and_a_table() -> None:
    room = asking(YES_NO, shown(told(1, 12, says="A has the most answers: 7 of 12.", A=7, B=5)))

    assert charts.results(room, "say") == (
        '<figure class="results" data-picture="bars"><p class="says">A has the most answers: 7 of 12.</p>'
        f'<ul class="bars">{bar("A", "Yes", "a", 7, 58)}{bar("B", "No", "b", 5, 42)}</ul>'
        '<p class="count">12 have answered, passing included</p>'
        '<details class="table"><summary>As a table</summary>'
        f"{table(VOTES, 'Answer|Answers · 12|Share', 'A: Yes|7|58 %', 'B: No|5|42 %')}</details></figure>"
    )


def test_two_rounds_stand_side_by_side_each_with_its_own_number() -> None:
    moved = Shift(14, None, None, "B: 5 of 12, then 9 of 14.")
    room = asking(replace(YES_NO, rounds=2), shown(told(1, 12, A=7, B=5), told(2, 14, A=5, B=9), shift=moved))

    head = "Answer|First vote · 12|Share|Second vote · 14|Share"
    assert charts.results(room, "say") == (
        '<figure class="results" data-picture="bars"><p class="says">B: 5 of 12, then 9 of 14.</p>'
        '<div class="columns alike">'
        '<section class="column"><h3>First vote · 12</h3>'
        f'<ul class="bars">{bar("A", "Yes", "a", 7, 58)}{bar("B", "No", "b", 5, 42)}</ul></section>'
        '<section class="column"><h3>Second vote · 14</h3>'
        f'<ul class="bars">{bar("A", "Yes", "a", 5, 36)}{bar("B", "No", "b", 9, 64)}</ul></section></div>'
        '<details class="table"><summary>As a table</summary>'
        f"{table(VOTES, head, 'A: Yes|7|58 %|5|36 %', 'B: No|5|42 %|9|64 %')}"
        "</details></figure>"
    )


def test_one_round_of_two_is_drawn_alone_and_without_the_shift() -> None:
    moved = Shift(14, None, None, "B: 5 of 12, then 9 of 14.")
    room = asking(replace(YES_NO, rounds=2), shown(told(1, 12, A=7, B=5), told(2, 14, A=5, B=9), shift=moved))
    alone = asking(replace(YES_NO, rounds=2), shown(told(1, 12, A=7, B=5)))

    assert charts.results(room, "say", rounds=[1]) == charts.results(alone, "say")
    assert charts.results(room, "say", rounds=[1, 2]) == charts.results(room, "say")


def test_a_withheld_vote_says_why_and_draws_nothing() -> None:
    room = asking(YES_NO, shown(few(1, 4)))

    assert charts.results(room, "say") == (
        '<figure class="results" data-picture="bars"><p class="withheld">Fewer than 5 answers: not shown.</p>'
        '<p class="count">4 have answered, passing included</p></figure>'
    )


def test_a_withheld_round_stands_beside_one_that_is_told() -> None:
    picture = charts.results(asking(replace(YES_NO, rounds=2), shown(few(1, 4), told(2, 6, A=1, B=5))), "say")

    assert '<h3>First vote · 4</h3><p class="withheld">Fewer than 5 answers: not shown.</p></section>' in picture
    assert f'<h3>Second vote · 6</h3><ul class="bars">{bar("A", "Yes", "a", 1, 17)}' in picture
    assert table(VOTES, "Answer|Second vote · 6|Share", "A: Yes|1|17 %", "B: No|5|83 %") in picture


def test_a_vote_that_nobody_answered_is_drawn_with_noughts() -> None:
    picture = charts.results(asking(YES_NO, shown(told(1, 0, A=0, B=0))), "say")

    assert f'<ul class="bars">{bar("A", "Yes", "a", 0, 0)}{bar("B", "No", "b", 0, 0)}</ul>' in picture
    assert '<p class="count">0 have answered, passing included</p>' in picture


def test_nothing_closed_is_no_picture() -> None:
    assert charts.results(asking(YES_NO, hidden()), "say") == ""
    assert charts.results(asking(YES_NO, hidden()), "gone") == ""
    assert charts.patterns(asking(YES_NO, hidden()), "gone") == ""


def test_a_scale_has_a_bar_for_each_step_one_colour_and_words_at_its_ends() -> None:
    room = asking(Ask("scale", "open", settings=SCALE), shown(told(1, 10, _1=2, _2=3, _3=5, mean=2.3)))

    picture = charts.results(room, "say")

    assert f"{bar('1', 'Easy', 'a', 2, 20)}{bar('2', '', 'a', 3, 30)}{bar('3', 'Hard', 'a', 5, 50)}" in picture
    rows = ("1: Easy|2|20 %", "2|3|30 %", "3: Hard|5|50 %", "Mean|2.3|")
    assert table(VOTES, "Answer|Answers · 10|Share", *rows) in picture


def test_a_mean_that_may_not_be_told_is_nowhere() -> None:
    room = asking(Ask("scale", "open", settings=SCALE), shown(told(1, 7, _1=2, _2=3, _3=2)))

    assert "mean" not in charts.results(room, "say").lower()


def test_steps_of_a_scale_without_labels_stand_alone() -> None:
    room = asking(Ask("scale", "open", settings={"min": 9, "max": 10, "labels": ()}), shown(told(1, 5, _9=1, _10=4)))

    assert f"{bar('9', '', 'a', 1, 20)}{bar('10', '', 'a', 4, 80)}" in charts.results(room, "say")


PULSE = replace(
    DECK,
    slides=(
        slide("start", 1, "Before the story", Ask("scale", "open", settings=SCALE)),
        slide("end", 2, "After the story", Ask("scale", "open", settings=SCALE, pair="start")),
    ),
)


def test_a_pulse_at_the_end_stands_beside_the_one_at_the_start() -> None:
    room = session(
        PULSE,
        {
            "start": shown(told(1, 10, _1=5, _2=3, _3=2, mean=1.7)),
            "end": shown(told(1, 8, says="Now it is 3.", _1=2, _2=2, _3=4, mean=2.3)),
        },
    )

    picture = charts.results(room, "end")

    assert '<p class="says">Now it is 3.</p><div class="columns alike">' in picture
    assert re.findall("<h3>(.*?)</h3>", picture) == ["Before the story · 10", "After the story · 8"]
    assert re.findall('<p class="count">(.*?)</p>', picture) == ["The mean is 1.7.", "The mean is 2.3."]
    rows = ("1: Easy|5|50 %|2|25 %", "2|3|30 %|2|25 %", "3: Hard|2|20 %|4|50 %", "Mean|1.7||2.3|")
    assert table(VOTES, "Answer|Before the story · 10|Share|After the story · 8|Share", *rows) in picture


def test_two_slides_of_the_same_title_are_told_apart() -> None:
    start, end = PULSE.slides
    twins = replace(PULSE, slides=(start, replace(end, title=start.title)))
    room = session(twins, {"start": shown(told(1, 10, _1=10)), "end": shown(told(1, 8, _1=8))})

    assert re.findall("<h3>(.*?)</h3>", charts.results(room, "end")) == ["Earlier · 10", "Now · 8"]


def test_a_first_pulse_that_the_room_never_saw_does_not_come_in_by_the_second() -> None:
    seen = {"start": shown(told(1, 10, _1=7, _3=3)), "end": shown(told(1, 8, _1=8))}
    unseen = {**seen, "start": hidden(told(1, 10, _1=7, _3=3))}

    assert "70 %" in charts.results(session(PULSE, seen), "end")
    assert "70 %" not in charts.results(session(PULSE, unseen), "end")


def test_answers_shuffled_otherwise_are_matched_by_their_words() -> None:
    turned = (option("A", "No"), option("B", "Yes"))
    deck = replace(
        DECK, slides=(slide("one", 1, "One", YES_NO), slide("two", 2, "Two", choice(options=turned, pair="one")))
    )
    room = session(deck, {"one": shown(told(1, 10, A=9, B=1)), "two": shown(told(1, 10, A=4, B=6))})

    rows = ("A: No|1|10 %|4|40 %", "B: Yes|9|90 %|6|60 %")
    assert table(VOTES, "Answer|One · 10|Share|Two · 10|Share", *rows) in charts.results(room, "two")


FLOWS = (("A", "A", 10), ("A", "B", 12), ("B", "B", 8), (OTHER, OTHER, 4))
MOVED = shown(
    told(1, 36, A=24, B=12), told(2, 36, A=12, B=24), shift=Shift(36, 34, FLOWS, "B: 12 of 36, then 24 of 36.", True)
)
TWICE = replace(YES_NO, rounds=2)


def test_the_shift_is_two_columns_of_bars_with_ribbons_between() -> None:
    picture = charts.results(asking(TWICE, MOVED), "say")

    svg = re.search(r'<svg class="shift" viewBox="0 0 600 320" aria-hidden="true">(.*?)</svg>', picture)
    assert svg
    ribbons = re.findall(r'<path class="ribbon ([a-z ]+)" d="([^"]*)"/>', svg[1])
    assert [(look, path.count("M")) for look, path in ribbons] == [("stay", 2), ("move a", 1)]
    heights = re.findall(r'<rect class="fill (\w)" x="(\d+)" y="\d+" width="18" height="(\d+)"/>', svg[1])
    assert heights == [("a", "90", "173"), ("b", "90", "87"), ("a", "492", "87"), ("b", "492", "173")]
    assert re.findall(r">([AB] · \d+)</text>", svg[1]) == ["A · 24", "B · 12", "A · 12", "B · 24"]


def test_the_shift_says_whom_it_leaves_out_and_has_its_table() -> None:
    picture = charts.results(asking(TWICE, MOVED), "say")

    assert (
        '<p class="count">34 people chose an answer in both votes. 4 of them are not drawn: too few people went the '
        "same way. A few more are left out by lot, so that nobody can be found by subtraction.</p>"
    ) in picture
    caption = "From the first vote (rows) to the second (columns): 34 people. Empty where too few or none went."
    assert table(caption, "First vote|A|B", "A|10|12", "B||8") in picture


def test_ribbons_stay_inside_the_picture_and_inside_their_bars() -> None:
    eight = tuple(option(letter, letter) for letter in "ABCDEFGH")
    flows = tuple((a, b, 3) for a in "ABCDEFGH" for b in "ABCDEFGH")
    everyone = dict.fromkeys("ABCDEFGH", 24)
    state = shown(told(1, 192, **everyone), told(2, 192, **everyone), shift=Shift(192, 192, flows, "Level."))

    session = asking(choice(options=eight, rounds=2), state)
    picture = charts.figure(asked(session, session.slides[0]), session.words)

    ends = [int(y) for y in re.findall(r"[\d ]+ 492 (\d+)", picture)]
    assert len(re.findall("M108", picture)) == 64
    assert min(ends) >= 0
    assert max(ends) <= 320


@pytest.mark.parametrize("shift", [None, Shift(14, None, None, "B: 5 of 12, then 9 of 14.")])
def test_without_flows_there_is_no_flow_picture(shift: Shift | None) -> None:
    picture = charts.results(asking(TWICE, shown(told(1, 12, A=7, B=5), told(2, 14, A=5, B=9), shift=shift)), "say")

    assert 'class="columns alike"' in picture
    assert 'class="shift"' not in picture


def test_patterns_are_told_one_answer_at_a_time_in_the_order_shown() -> None:
    first = (
        '<li data-key="A"><span class="letter">A</span> <blockquote class="response">I feel awful</blockquote>'
        '<p class="impact">Now Sam looks after you.</p><p class="pattern">Centring yourself</p></li>'
    )
    second = (
        '<li data-key="C"><span class="letter">C</span> <blockquote class="response">Sorry, Sam</blockquote>'
        '<p class="impact">Short and handed back.</p><p class="pattern">Apologise, centre, listen</p>'
        '<p class="pattern">Deciding for her (ours)</p></li>'
    )

    pictures = [charts.patterns(asking(choice(), shown(told=count)), "say") for count in range(4)]

    assert pictures == [
        "",
        f'<ol class="patterns">{first}</ol>',
        f'<ol class="patterns">{first}{second}</ol>',
        f'<ol class="patterns">{first}{second}</ol>',
    ]


def test_patterns_show_no_counts() -> None:
    room = asking(choice(), shown(told(1, 8_888, A=7_777, B=1_111, C=0), told=2))

    assert "7777" in charts.results(room, "say")
    assert not re.search("7777|1111|8888|%", charts.patterns(room, "say"))


def test_several_pictures_on_a_page_share_no_id() -> None:
    assert " id=" not in charts.results(asking(TWICE, MOVED), "say") + charts.patterns(asking(choice(), MOVED), "say")


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></style><script>alert(1)</script>",
    "{0.__class__} {choice} %s %(n)s",
    "]]><!--",
    "&lt;script&gt;",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_word_is_escaped(attack: str) -> None:
    from markupsafe import escape

    evil = replace(SORRY[0], patterns=("evil",))
    patterns = {"evil": replace(DECK.patterns["repair"], label=attack)}
    state = shown(told(1, 12, says=attack, A=7, B=5, C=0), told=1)
    room = asking(choice(options=(evil, *SORRY[1:])), state, patterns=patterns)
    scale = asking(
        Ask("scale", "open", settings={"min": 1, "max": 2, "labels": (attack, "Hard")}), shown(told(1, 5, _1=1, _2=4))
    )
    pair = replace(PULSE, slides=(replace(PULSE.slides[0], title=attack), PULSE.slides[1]))
    paired = session(pair, {"start": shown(told(1, 10, _1=10)), "end": shown(told(1, 8, _1=8))})

    for picture in (
        charts.results(room, "say"),
        charts.patterns(room, "say"),
        charts.results(scale, "say"),
        charts.results(paired, "end"),
    ):
        assert str(escape(attack)) in picture
        assert attack not in picture.replace(str(escape(attack)), "")


def test_the_answers_own_html_is_kept_as_the_deck_made_it() -> None:
    bold = Option("A", "Sorry, they", "Sorry, <strong>they</strong>", ("repair",), "Short.", "<em>Short.</em>")
    room = asking(choice(options=(bold, PAIR[1])), shown(told(1, 12, A=7, B=5), told=1))

    assert '<span class="label">Sorry, <strong>they</strong></span>' in charts.results(room, "say")
    assert '<blockquote class="response">Sorry, <strong>they</strong></blockquote>' in charts.patterns(room, "say")
    assert '<p class="impact"><em>Short.</em></p>' in charts.patterns(room, "say")


def test_pictures_speak_the_decks_language() -> None:
    room = asking(TWICE, MOVED, lang="de")

    picture = charts.results(room, "say")

    assert language("de").say("First vote") != "First vote"
    assert f"<h3>{language('de').say('First vote')} · 36</h3>" in picture
    assert "vote" not in picture


LONG = "a sentence that somebody might really say in a room like this one, spoken out loud and to the very end"


def test_the_second_of_two_like_columns_cuts_its_answers_short() -> None:
    long = (option("A", LONG), option("B", "No"))
    both = charts.results(
        asking(choice(options=long, rounds=2), shown(told(1, 9, A=4, B=5), told(2, 9, A=5, B=4))), "say"
    )
    second = charts.results(asking(choice(options=long, rounds=2), shown(few(1, 3), told(2, 9, A=5, B=4))), "say")

    short = "a sentence that somebody might really say in a room like this one, spoken out …"
    assert re.findall('<span class="label">(a .*?)</span>', both) == [LONG, short]
    assert re.findall('<span class="label">(.*?)</span>', second) == [LONG, "No"]


def test_a_picture_too_large_for_a_view_keeps_every_number_and_cuts_words() -> None:
    letters = "ABCDEFGH"
    long = tuple(option(letter, f"{letter} {LONG} {LONG}") for letter in letters)
    flows = tuple((a, b, 3) for a in letters for b in letters)
    everyone = dict.fromkeys(letters, 24)
    state = shown(told(1, 192, **everyone), told(2, 192, **everyone), shift=Shift(192, 192, flows, "Level."))

    picture = charts.results(asking(choice(options=long, rounds=2), state), "say")

    assert len(picture.encode()) <= charts.LARGEST
    assert re.findall('<span class="number">(\\d+)</span>', picture) == ["24"] * 16
    assert LONG not in picture
