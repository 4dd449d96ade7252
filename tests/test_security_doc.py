"""docs/security.md names a test for each threat, and its numbers are the program's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app import limits
from app.config import Config
from app.guard import LARGEST_BODY, LARGEST_FRAME
from tests.test_privacy_doc import NAMED, known_in

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "security.md").read_text("utf-8")
THREATS = re.findall(r"^- \*\*T(\d+)\. (.*)$", TEXT, re.MULTILINE)
HOW_MANY = 30


@pytest.mark.parametrize(("path", "name"), sorted(set(NAMED.findall(TEXT))))
def test_each_test_that_is_named_exists(path: str, name: str) -> None:
    assert name in known_in(ROOT / path)


def test_each_threat_is_there_once_and_names_its_tests() -> None:
    assert sorted(int(number) for number, _ in THREATS) == list(range(1, HOW_MANY + 1))
    assert [number for number, line in THREATS if not NAMED.search(line)] == []


def test_no_test_of_a_threat_is_forgotten() -> None:
    """Each file of attacks is named, so that whoever reads the page finds all of them."""
    files = {f"tests/trust/threats/{path.name}" for path in (ROOT / "tests/trust/threats").glob("test_*.py")}
    assert len(files) > 5
    assert files <= {path for path, _ in NAMED.findall(TEXT)}


def row(what: str, whose: str) -> str:
    (found,) = re.findall(rf"^\| {re.escape(what)} \| {re.escape(whose)} \| (.*) \|$", TEXT, re.MULTILINE)
    return str(found)


def test_the_numbers_are_those_of_the_program() -> None:
    a_second, at_once = limits.ANSWERS
    assert row("answers", "one phone") == f"{a_second:.0f} a second, {at_once} at once"
    assert row("texts", "one phone, for each question") == (
        f"{limits.TEXTS[1]} at once, then one in {1 / limits.TEXTS[0]:.0f} seconds"
    )
    a_second, at_once = limits.OTHER_EVENTS
    assert row("other messages", "one phone") == f"{a_second:.0f} a second, {at_once} at once"
    assert row("sockets", "one phone").startswith(f"{limits.SOCKETS_OF_ONE_PHONE};")
    assert limits.SOCKETS_OF_ONE_ADDRESS == (1.5, 64)
    assert row("sockets", "one address") == "one and a half times the capacity, and 64"
    assert f"for {limits.SILENT_S:.0f} seconds each" in row("sockets that have not said whose they are", "the server")
    for whose, (a_second, at_once) in {"one address": limits.WRONG_CODES, "everybody": limits.WRONG_CODES_ALL}.items():
        assert row("wrong codes", whose) == f"{at_once} at once, then {a_second:.0f} a second"
    sizes = f"{LARGEST_FRAME // 1024} kB · {LARGEST_BODY // 1024} kB"
    assert row("one message · one page's form", "anybody") == sizes
    assert f"{Config(ROOT, b'').capacity:,} at first" in TEXT
