"""Settings mean what they say: texts stay texts, and everything else is read once, with its line."""

from __future__ import annotations

import pytest

from decks.deck import Pattern, Period
from tests.decks.writing import ANSWERS, ask_of, ask_text, codes, deck_text, good, slide_of


def test_a_deck_knows_all_that_its_author_wrote_at_the_top():
    front = (
        "deck: 1\nlang: de-AT\nminutes: 45\nauthor: Ana\nlicense: CC BY-SA 4.0\nsource: A book\ntheme: default\n"
        "content-note: Hard words\nprivacy: open\nsupport: Ana, in the break\n"
        'patterns:\n  repair: Repair\n  rush: "*Rushing"\ncast:\n  Sam: your colleague'
    )
    deck = good("## A", front=front)
    assert (deck.title, deck.lang, deck.minutes, deck.author, deck.license) == ("T", "de-AT", 45, "Ana", "CC BY-SA 4.0")
    assert (deck.source, deck.theme, deck.content_note, deck.privacy) == ("A book", "default", "Hard words", "open")
    assert deck.support == "Ana, in the break"
    assert deck.patterns == {"repair": Pattern("repair", "Repair"), "rush": Pattern("rush", "Rushing", own=True)}
    assert deck.cast == {"Sam": "your colleague"}


def test_a_deck_with_a_title_alone_has_the_defaults():
    deck = good("## A", front="lang: en")
    assert (deck.privacy, deck.theme, deck.minutes, deck.cast, deck.patterns) == ("standard", "default", 0, {}, {})


def test_words_that_yaml_reads_as_something_else_stay_as_they_are_written():
    deck = good("## A", front="author: no\nsource: 4:00\nsupport: 2026-01-01\nlicense: 0x1F")
    assert (deck.author, deck.source, deck.support, deck.license) == ("no", "4:00", "2026-01-01", "0x1F")


@pytest.mark.parametrize("front", ["minutes: 1", "minutes: 1440", "lang: pt-BR", f"content-note: {'x' * 500}"])
def test_a_value_at_its_limit_is_taken(front: str):
    assert codes(deck_text("## A", front=front)) == []


@pytest.mark.parametrize(
    "front",
    ["minutes: 0", "minutes: 1441", "minutes: ten", "minutes:", "lang: d", f"content-note: {'x' * 501}", "deck: 2"],
)
def test_a_value_beyond_its_limit_is_refused(front: str):
    assert codes(deck_text("## A", front=front)) == [(3, "D05")]


def test_a_deck_has_at_most_twelve_patterns():
    twelve = "patterns:\n" + "".join(f"  p{number}: P\n" for number in range(12))
    assert len(good("## A", front=twelve.rstrip()).patterns) == 12
    assert codes(deck_text("## A", front=twelve + "  p12: P")) == [(3, "D05")]


def test_all_settings_of_an_ask_arrive():
    ask = ask_of(
        "ask: choice\nprivacy: open\nrounds: 2\ndiscuss: [1m alone, 3m in pairs]\ntime: 90s\nprompts: [Why, Who]\n"
        "results: never\nagreement: at-least\nshuffle: yes\nconfidence: yes\nreasons: yes"
    )
    assert (ask.kind, ask.privacy, ask.rounds, ask.results, ask.agreement) == ("choice", "open", 2, "never", "at-least")
    assert ask.discuss == (Period(60, "alone"), Period(180, "in pairs"))
    assert ask.time == (Period(90),)
    assert ask.prompts == ("Why", "Who")
    assert (ask.shuffle, ask.confidence, ask.reasons) == (True, True, True)


def test_an_ask_with_nothing_set_has_the_defaults():
    ask = ask_of("ask: choice")
    assert (ask.privacy, ask.rounds, ask.discuss, ask.time, ask.prompts) == ("standard", 1, (), (), ())
    assert (ask.results, ask.agreement, ask.shuffle, ask.confidence) == ("after", "show", False, False)


def test_the_deck_s_privacy_holds_where_a_slide_says_nothing():
    first, second = good(
        ask_text("ask: choice"), ask_text("ask: choice\nprivacy: standard", title="R"), front="privacy: open"
    ).slides
    assert (first.ask and first.ask.privacy, second.ask and second.ask.privacy) == ("open", "standard")


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ("ask: scale", {"min": 1, "max": 5, "labels": ()}),
        ("ask: scale\nmin: 0\nmax: 10\nlabels: [Low, High]", {"min": 0, "max": 10, "labels": ("Low", "High")}),
        ("ask: multi", {"pick": None}),
        ("ask: multi\npick: 2", {"pick": 2}),
        ("ask: points", {"points": 100}),
        ("ask: words", {"answers": 3, "chars": 30, "moderate": True}),
        ("ask: text\nmoderate: no", {"answers": 1, "chars": 280, "moderate": False}),
        ("ask: qa", {"answers": 3, "chars": 280, "moderate": True}),
        ("ask: commit\nshare: yes", {"chars": 200, "share": True}),
        ("ask: rank", {}),
        ("ask: discuss", {}),
    ],
)
def test_each_kind_knows_its_own_settings(settings: str, found: dict[str, object]):
    with_answers = settings.split()[1] in ("multi", "points", "rank")
    assert ask_of(settings, ANSWERS if with_answers else "").settings == found


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("4m", [240]), ("90s", [90]), ("1m30s", [90]), ("1m 30s", [90]), ("4 min", [240]), ("0m", []), ("60m", [3600])],
)
def test_times_are_written_as_people_write_them(written: str, seconds: list[int]):
    assert [period.seconds for period in ask_of(f"ask: choice\ndiscuss: {written}").discuss] == seconds


@pytest.mark.parametrize("written", ["4", "4:00", "m", "61m", "[30m a, 31m b]", "four minutes", "[]", "-1m"])
def test_a_time_that_could_be_read_in_two_ways_is_refused(written: str):
    assert codes(deck_text(ask_text(f"ask: choice\ndiscuss: {written}"))) == [(12, "S04")]


def test_the_settings_of_a_slide_without_an_ask_arrive():
    slide = slide_of(
        "## A\n\n```slide\nid: here\nlayout: quote\nminutes: 7\noptional: yes\ncontent-note: Hard\nnext: end\n```"
    )
    assert (slide.id, slide.layout, slide.minutes, slide.optional) == ("here", "quote", 7, True)
    assert (slide.content_note, slide.next and slide.next.ways) == ("Hard", {"else": "end"})


@pytest.mark.parametrize("value", ["[a, b]", "{a: b}", "[]", "[[a]]", "{a: {b: c}}"])
@pytest.mark.parametrize("name", ["minutes", "lang", "privacy", "title", "deck", "theme"])
def test_a_list_is_no_value_for_a_setting_of_the_deck(name: str, value: str):
    (line, code), *_ = codes(f"---\n{name}: {value}\n---\n\n## A")
    assert (line, code) in [(2, "D05"), (2, "Y05")] or (line, code) == (1, "D03")


@pytest.mark.parametrize("pick", ["0", "11", "two"])
def test_a_pick_goes_from_1_to_10(pick: str):
    assert codes(deck_text(ask_text(f"ask: multi\npick: {pick}"))) == [(12, "S04")]
    assert codes(deck_text(ask_text("ask: multi\npick: 1"))) == []


@pytest.mark.parametrize("settings", ["min: 11", "max: 11", "min: -1", f"labels: [a, {'x' * 61}]", "labels: [a, b, c]"])
def test_a_scale_goes_from_0_to_10_at_most(settings: str):
    assert codes(deck_text(ask_text(f"ask: scale\n{settings}", ""))) == [(12, "S04")]
    assert codes(deck_text(ask_text(f"ask: scale\nmin: 0\nmax: 10\nlabels: [a, {'x' * 60}]", ""))) == []


@pytest.mark.parametrize("value", ["[a, b]", "{a: b}", "[]"])
@pytest.mark.parametrize("name", ["id", "layout", "minutes", "optional", "content-note", "rounds", "results", "again"])
def test_a_list_is_no_value_for_a_setting_of_a_slide(name: str, value: str):
    assert codes(deck_text(ask_text(f"ask: choice\n{name}: {value}"))) == [(12, "S04")]


@pytest.mark.parametrize(
    "value", ["{a: 4m}", "[4m, x]", "[1m a, 1m b, 1m c, 1m d, 1m e, 1m f, 1m g]", f"4m {'x' * 41}"]
)
def test_a_talk_is_a_time_or_a_list_of_at_most_six(value: str):
    assert codes(deck_text(ask_text(f"ask: choice\ndiscuss: {value}"))) == [(12, "S04")]
    assert codes(deck_text(ask_text(f"ask: choice\ndiscuss: [1m a, 1m b, 1m c, 1m d, 1m e, 1m {'x' * 40}]"))) == []


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("a", ""),
        ("a-b", ""),
        ("x" * 60, ""),
        ("x" * 61, "S04"),
        ("A", "S04"),
        ("a b", "S04"),
        ("-a", "S04"),
        ("a-", "S04"),
    ],
)
def test_a_written_id_is_small_letters_digits_and_hyphens(written: str, code: str):
    found = codes(deck_text(f"## A\n\n```slide\nid: {written}\n```"))
    assert found == ([(11, code)] if code else [])


def test_a_block_may_be_called_yaml_slide_so_that_editors_colour_it():
    assert slide_of("## A\n\n```yaml slide\nid: here\n```").id == "here"
    assert slide_of("## A\n\n~~~slide\nid: here\n~~~").id == "here"


def test_prompts_may_be_at_most_six_of_two_hundred_characters():
    six = "\n".join(f'  - "{"x" * 200}"' for _ in range(6))
    assert len(ask_of(f"ask: choice\nprompts:\n{six}").prompts) == 6
    assert codes(deck_text(ask_text(f"ask: choice\nprompts:\n{six}\n  - x"))) == [(12, "S04")]
    assert codes(deck_text(ask_text(f"ask: choice\nprompts: [{'x' * 201}]"))) == [(12, "S04")]


@pytest.mark.parametrize("bomb", ["&a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "&a [*a]", "&a {x: *a}"])
def test_anchors_and_loops_of_yaml_are_no_way_in(bomb: str):
    assert codes(deck_text("## A", front=f"author: {bomb}"))[0][1][0] in "YD"


@pytest.mark.parametrize("comment", ["# The people\ncast:\n  Sam: x", "# That is all", "#hashtag"])
def test_a_comment_among_the_deck_s_settings_is_no_slide(comment: str):
    assert codes(deck_text("## A", front=f"lang: en\n\n{comment}")) == []


@pytest.mark.parametrize(
    "slide", ["# Hello\n", "## Hello\n\nText", "```python\nprint()\n```\n", "# Hello\n\n# Again\n"]
)
def test_settings_that_run_into_the_first_slide_are_noticed(slide: str):
    assert codes(f"---\ntitle: T\n\n{slide}\n---\n\n## Two\n") == [(1, "D01")]


def test_quiet_lines_and_comment_lines_of_settings_are_allowed():
    assert ask_of("# why we ask\nask: choice\n\n# twice\nrounds: 1").kind == "choice"
