"""Every message of the checker: a deck that earns it, its line, its code, its words and its fix."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from decks.parse import parse
from decks.parse.problems import MOST
from tests.decks.writing import ANSWERS, ask_text, codes, deck_text, says

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CODE = re.compile(r"[A-Z]\d\d")
LIST = (ROOT / "docs" / "deck-messages.md").read_text("utf-8")
LISTED = dict(re.findall(r"^\| ([A-Z]\d\d) \| (error|warning) \|", LIST, re.MULTILINE))
MADE_HERE = {"D09", "D10", "F01", "F02", "F03", "F04", "F05", "F06", "F07", "M13", "M21"}
"""Codes whose decks are too large, too odd or too many to keep as files; test_files and test_images make them."""


def expected(folder: Path) -> dict[str, str]:
    """The messages of EXPECTED.txt for each deck of the folder."""
    found: dict[str, str] = {}
    name = ""
    for line in (folder / "EXPECTED.txt").read_text("utf-8").splitlines(keepends=True):
        name = name if line.startswith(" ") else line.split(":")[0]
        found[name] = found.get(name, "") + line
    return found


CASES = [(folder, name) for folder in (HERE / "bad", HERE / "mistakes") for name in expected(folder)]


@pytest.mark.parametrize(("folder", "name"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_mistake_is_named_with_its_line_and_its_fix(folder: Path, name: str):
    deck, problems = parse((folder / name).read_bytes(), file=name, folder=folder)
    assert "".join(f"{problem}\n" for problem in problems) == expected(folder)[name]
    assert (deck is None) == any(problem.severity == "error" for problem in problems)


@pytest.mark.parametrize("folder", [HERE / "bad", HERE / "mistakes"], ids=lambda folder: folder.name)
def test_every_deck_of_the_folder_has_its_messages(folder: Path):
    assert set(expected(folder)) == {path.name for path in folder.glob("*.md")}


@pytest.mark.parametrize("name", ["ally-mistakes.md", "starter.md"])
def test_a_sample_is_checked_without_a_word(name: str):
    deck, problems = parse((HERE / "samples" / name).read_bytes(), file=name, folder=HERE / "samples")
    assert [str(problem) for problem in problems] == []
    assert deck


def test_the_list_of_messages_and_the_code_agree():
    assert set(LISTED) == codes_in_the_code()


def test_every_listed_message_is_earned_by_a_deck_of_these_tests():
    earned = {code for folder, name in CASES for code in re.findall(r" ([A-Z]\d\d): ", expected(folder)[name])}
    assert earned | MADE_HERE == set(LISTED)
    assert not earned & MADE_HERE


def test_the_list_says_which_messages_are_warnings():
    lines = "".join(text for folder in (HERE / "bad", HERE / "mistakes") for text in expected(folder).values())
    said = {code: severity for severity, code in re.findall(r": (error|warning) ([A-Z]\d\d): ", lines)}
    assert said == {code: severity for code, severity in LISTED.items() if code in said}


def codes_in_the_code() -> set[str]:
    """Every text in `decks/` that has the shape of a code."""
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "decks").rglob("*.py")]
    texts = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return {text for text in texts if isinstance(text, str) and CODE.fullmatch(text)}


def test_messages_come_in_the_order_of_their_lines():
    lines = [line for line, _ in codes(deck_text("## A\n\n![](x.png)", ask_text("ask: chioce"), "## B\n\n<b>"))]
    assert lines == sorted(lines)
    assert len(set(lines)) == 3


def test_after_a_hundred_mistakes_the_checker_says_that_there_may_be_more():
    problems = codes(deck_text("## A\n\n" + "[x](y.md)\n\n" * 300))
    assert len(problems) == MOST + 1
    assert problems[-1][1] == "F07"


def test_warnings_alone_never_stop_a_deck():
    text = deck_text(*["Text without a title"] * 250, front="lang: en")
    deck, problems = parse(text)
    assert deck
    assert {problem.code for problem in problems} == {"W03"}


def test_a_message_quotes_only_the_beginning_of_a_long_text():
    (message,) = says(deck_text("## A\n\n<b " + "x" * 900 + ">"))
    assert len(message) < 150
    assert "…" in message


def test_a_broken_fence_is_the_only_thing_said_since_it_swallows_the_rest():
    text = deck_text(ask_text("ask: choice\nnext: later").replace("```\n\n- ", "\n\n- "), "## Later")
    assert [code for _, code in codes(text)] == ["M03"]


@pytest.mark.parametrize("fence", ["```", "````\n```", "~~~\n```", "> ```\n> a\n\n```\nb\n```", "- ```\n  a\n\nb"])
def test_a_fence_without_its_end_is_found_wherever_it_stands(fence: str):
    assert codes(deck_text(f"## A\n\n{fence}")) == [(10, "M03")]


@pytest.mark.parametrize(
    "fence", ["````\n```\n````", "```\n`````", "> ```\n> a\n> ```", "- ~~~\n  a\n  ~~~", "```\n```"]
)
def test_a_fence_with_its_end_is_a_code_sample(fence: str):
    assert codes(deck_text(f"## A\n\n{fence}")) == []


@pytest.mark.parametrize(
    "language", ["slim", "sieve", "slang", "sql", "idl", "python", "yaml", "SLIM", "", "side-by-side"]
)
def test_a_code_sample_in_a_language_is_a_code_sample(language: str):
    assert codes(deck_text(f"## A\n\n```{language}\nx\n```")) == []


@pytest.mark.parametrize("info", ["slde", "sldie", "slides", "SLIDE", "yaml slid", "{slide}", "Slide"])
def test_a_block_that_is_nearly_called_slide_is_named(info: str):
    assert codes(deck_text(f"## A\n\n```{info}\nx\n```")) == [(10, "M05")]


def test_quotes_may_stand_in_quotes_but_not_without_end():
    assert codes(deck_text("## A\n\n" + "> " * 11 + "a")) == []
    assert codes(deck_text("## A\n\n" + "> " * 12 + "a")) == [(10, "M17")]


def test_a_deck_without_mistakes_has_nothing_said_about_it():
    assert says(deck_text("## A\n\nText", ask_text("ask: choice", ANSWERS))) == []
