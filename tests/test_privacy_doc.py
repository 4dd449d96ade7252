"""docs/privacy.md promises nothing that no test holds, and its numbers are the program's."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.config import Config
from app.pages.who import PHONE_COOKIE_LIVES
from sessions.disclosure import FLOORS, LOWEST_FLOOR, MEAN_FLOOR
from sessions.flows import FLOWS_FLOOR

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "privacy.md").read_text("utf-8")
PAGE = (ROOT / "app" / "templates" / "privacy.html").read_text("utf-8")
ON_THE_PAGE = re.compile(r'"(tests/[\w/.]+)::([^"]+)"')
NAMED = re.compile(r"`(tests/[\w/.]+)::([^`]+)`")
JAVASCRIPT = re.compile(r'^test\("((?:[^"\\]|\\.)+)"', re.MULTILINE)
NUMBERS = {3: "three", 5: "five", 8: "eight", 12: "twelve", 30: "thirty"}


def promises() -> Iterator[str]:
    """Each promise of the chapter that names the tests."""
    chapters = re.split(r"^## ", TEXT, flags=re.MULTILINE)
    (chapter,) = (one for one in chapters if one.startswith("What is promised"))
    yield from (line for line in chapter.splitlines() if line.startswith("- "))


def known_in(path: Path) -> set[str]:
    if path.suffix == ".mjs":
        return set(JAVASCRIPT.findall(path.read_text("utf-8")))
    tree = ast.walk(ast.parse(path.read_text("utf-8")))
    return {node.name for node in tree if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize(("path", "name"), [*NAMED.findall(TEXT), *ON_THE_PAGE.findall(PAGE)])
def test_each_test_that_is_named_exists(path: str, name: str) -> None:
    assert name in known_in(ROOT / path)


def test_each_promise_names_its_test() -> None:
    assert len(list(promises())) > 30
    assert [promise for promise in promises() if len(NAMED.findall(promise)) != 1] == []


def test_each_sentence_on_the_page_about_what_is_kept_names_its_test() -> None:
    listed = re.findall(r"^  \(say\(.*$", PAGE, flags=re.MULTILINE)
    assert len(listed) > 15
    assert [line for line in listed if len(ON_THE_PAGE.findall(line)) != 1] == []


def test_a_test_that_does_not_exist_would_be_missed() -> None:
    assert "test_that_nobody_wrote" not in known_in(Path(__file__))
    assert "test_each_promise_names_its_test" in known_in(Path(__file__))


def test_the_numbers_are_those_of_the_program() -> None:
    table = dict(re.findall(r"^\| (open|standard|personal): .*? \| (\d+) answers \|", TEXT, flags=re.MULTILINE))
    assert {kind: int(floor) for kind, floor in table.items()} == FLOORS
    assert f"only if the phones belong to {NUMBERS[FLOORS['standard']]} people" in TEXT
    assert f"drawn from {NUMBERS[FLOWS_FLOOR]} people on" in TEXT
    assert f"told from {NUMBERS[MEAN_FLOOR]} answers on" in TEXT
    assert f"not lowered below {NUMBERS[LOWEST_FLOOR]}" in TEXT
    assert f"by itself after {Config(ROOT, b'').retention_days} days" in TEXT
    assert f"cookie: {NUMBERS[PHONE_COOKIE_LIVES // 3600]} hours" in TEXT
