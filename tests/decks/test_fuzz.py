"""Any text gives a deck or messages, never a traceback; and what is private stays private, whatever is around it."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from decks.deck import Deck, Problem
from decks.parse import parse
from decks.recast import recast, shuffled
from decks.render import clean

SECRET = "SECRETOFTHENOTES"
quick = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))

FRONT = [
    "title: T",
    "lang: de",
    "minutes: 3",
    "patterns:",
    "  a: A",
    '  b: "*B"',
    "cast:",
    "  Sam: x",
    "- x",
    "privacy: personal",
]
SETTINGS = [
    *(
        "ask: choice",
        "ask: scale",
        "ask: quiz",
        "ask: text",
        "ask: discuss",
        "ask: x",
        "rounds: 2",
        "discuss: [1m a, 3m]",
    ),
    *(
        "next: {A: one, b: two, else: end}",
        "next: presenter",
        "id: one",
        "id: two",
        "again: one",
        "by: one",
        "pair: two",
    ),
    *("min: 0", "max: 3", "prompts:", "  - Why: so", "  - x", "labels: [a, b]", "shuffle: yes", "{", "*x", "x: 'y"),
]
BLOCKS = [
    *(
        "# One",
        "## Two",
        "### Three",
        "Text *with* **marks**",
        "> quote",
        "> - > - deep",
        "- item\n- [x] item",
        "***",
        "---",
        ". . .",
    ),
    *(
        "- [ ] a\n- [ ] b",
        "- [ ] a\n  > a: does\n- [x] b\n  > a, b: does",
        "1. [ ] a",
        "- [ ] a\n> does",
        "|a|b|\n|-|-|\n|1|2|",
    ),
    *(
        "[x](#one)",
        "- [x](#two)\n- [y](#one)",
        "![alt](x.png)",
        "![](../x.png)",
        "[a](javascript:x)",
        "<b>x</b>",
        "<!-- c -->",
    ),
    *(
        "text[^s] more[^t]",
        "[^s]: A source",
        "[^s]: A\n\n    B",
        "[r]: x\n\n[r]",
        "```\ncode\n```",
        "```slide",
        "```",
        "~~~",
        "    code",
    ),
    *(
        "Notes:",
        "Notes:\nsay",
        "notes: x",
        "x\n===",
        "x\n---",
        "\\",
        "&amp; &lt; &#0;",
        "a <!-- b",
        "Sam’s",
        "…",
        "#x",
        "\t- x",
        "[]",
    ),
]
front = st.lists(st.sampled_from(FRONT), max_size=6).map("\n".join)
block = st.lists(st.sampled_from(SETTINGS), min_size=1, max_size=5).map(
    lambda lines: "```slide\n" + "\n".join(lines) + "\n```"
)
glue = st.sampled_from(["\n\n", "\n\n", "\n\n", "\n", "\n\n---\n\n", "\n---\n", "  \n", "\n> ", "\n  "])
pieces = st.lists(st.tuples(st.one_of(st.sampled_from(BLOCKS), block, st.text(max_size=12)), glue), max_size=14)


def written(head: str, body: list[tuple[str, str]]) -> str:
    return f"---\ntitle: T\n{head}\n---\n\n" + "".join(piece + after for piece, after in body)


def room_sees(deck: Deck) -> str:
    """Every text of the deck that reaches the wall or a phone at one time or another."""
    seen = []
    for slide in deck.slides:
        seen += [slide.title, slide.content_note, *slide.beats]
        for option in slide.ask.options if slide.ask else ():
            seen += [option.html, option.says_html]
    return "\n".join(seen)


def check(text: str | bytes, deck: Deck | None, problems: tuple[Problem, ...]) -> None:
    assert (deck is None) == any(problem.severity == "error" for problem in problems)
    readable = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    last = len(re.findall("\r\n|\r|\n", readable)) + 1
    assert all(1 <= problem.line <= last and str(problem) for problem in problems), problems
    if deck:
        check_deck(deck)


def check_deck(deck: Deck) -> None:
    ids = [slide.id for slide in deck.slides]
    assert len(set(ids)) == len(ids) > 0
    for slide in deck.slides:
        assert slide.beats
        assert all(clean(beat) == beat for beat in (*slide.beats, slide.notes))
        assert {to for to, _ in slide.jumps} <= set(ids)
        assert not slide.next or set(slide.next.ways.values()) <= {*ids, "end", "presenter"}
        order = range(len(slide.ask.options))[::-1] if slide.ask else ()
        assert len(shuffled(slide, order).beats) == len(slide.beats)
    assert [slide.id for slide in recast(deck, {"Sam": "<Kim>"}).slides] == ids


@quick
@given(st.one_of(st.text(), st.binary(), st.text("-:# \n[]>`*_!<&\t|^~x", max_size=200)))
@example("---\n---\n")
@example("---\ntitle: T\n---\n\n\x0c")
@example("---\ntitle: T\n---\n[^a]: [^a]\n\n[^a]")
@example(b"---\ntitle: \xff\n---\n")
def test_any_text_gives_a_deck_or_messages(text: str | bytes):
    check(text, *parse(text))


@quick
@given(front, pieces)
@example("", [("Notes:", "\n"), ("x\n---", "\n"), ("[x](#one)", "\n\n")])
def test_any_deck_made_of_a_deck_s_pieces_gives_a_deck_or_messages(head: str, body: list[tuple[str, str]]):
    text = written(head, body)
    check(text, *parse(text))


@quick
@given(st.lists(st.one_of(st.sampled_from(FRONT + SETTINGS), st.text(max_size=20)), max_size=8))
def test_any_settings_give_a_deck_or_messages(lines: list[str]):
    text = (
        "---\ntitle: T\n"
        + "\n".join(lines)
        + "\n---\n\n## Q\n\n```slide\n"
        + "\n".join(lines)
        + "\n```\n\n- [ ] a\n- [ ] b\n"
    )
    check(text, *parse(text))


@quick
@given(pieces, st.sampled_from(["\n\n", "\n", "\n\n  ", "\n- ", "\n> ", "\n\n- a\n\n  ", "\n\n    "]), pieces)
@example([("- a", "\n")], "\n", [])
@example([("|a|\n|-|\n|b|", "\n")], "\n", [])
@example([("[^s]: A source", "\n")], "\n", [])
@example([("    code", "\n")], "\n\n    ", [])
def test_no_deck_that_passes_its_check_shows_its_notes_to_the_room(
    before: list[tuple[str, str]], glue: str, after: list[tuple[str, str]]
):
    inside = "".join(piece + end for piece, end in before).rstrip()
    text = f"---\ntitle: T\npatterns:\n  a: A\n  b: B\n---\n\n## One\n\n{inside}{glue}Notes:\n{SECRET}\n"
    deck, _ = parse(text + "\n\n---\n\n## Two\n\n" + "".join(piece + end for piece, end in after))
    fences = inside.count("```") + inside.count("~~~")
    assert deck is None or fences or SECRET not in room_sees(deck)
