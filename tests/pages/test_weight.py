"""The phone's first load: few requests, few bytes, and nothing that waits for anything but the page itself."""

from __future__ import annotations

import gzip
import re
from posixpath import dirname, join, normpath

import pytest

from app.assets import bare, contents
from app.paths import HERE, static

PAGE = (HERE / "templates" / "participant.html").read_text(encoding="utf-8")
FONT = "fonts/atkinson-hyperlegible-next-latin.woff2"
IMPORT = re.compile(r'^import .*? from "(.+?)"', re.MULTILINE)

MOST_REQUESTS = 5
MOST_BYTES = 60_000
THE_PAGE = 6_000
"""What the page itself may weigh, compressed; the browser tests measure the real one."""
HEADERS = 700
"""Bytes of headers with each answer, rounded up."""


SENT = dict(contents(static()))


def imported(script: str) -> set[str]:
    """Everything a script loads before it runs, and what that loads, itself included."""
    found = {script}
    for place in IMPORT.findall(SENT[script].decode()):
        found |= imported(normpath(join(dirname(script), place)))
    return found


def loaded() -> set[str]:
    """What the phone fetches beside its page and its style sheet."""
    return {*imported("js/phone.js"), FONT}


def weight(name: str) -> int:
    return len(SENT[name] if name.endswith(".woff2") else gzip.compress(SENT[name], mtime=0))


def test_every_script_is_announced_so_that_none_waits_for_another() -> None:
    announced = set(re.findall(r"""modulepreload".*asset\('(.+?)'\)""", PAGE))

    assert announced == loaded() - {FONT}


def test_the_first_load_is_small() -> None:
    requests = 2 + len(loaded())
    total = THE_PAGE + weight("css/phone.css") + sum(weight(name) for name in loaded())

    assert requests <= MOST_REQUESTS
    assert total + requests * HEADERS <= MOST_BYTES


@pytest.mark.parametrize(
    ("name", "source", "sent"),
    [
        ("a.js", "// why\nconst a = 1 // how\n", "\nconst a = 1 // how\n"),
        ("a.js", "/** one\n * two */\nlet b\n", "\n\nlet b\n"),
        ("a.js", "/** @type {any} */ (c).d()\n", "(c).d()\n"),
        ("a.js", "f((/** @type {any} */ it) => it)\n", "f((it) => it)\n"),
        ("a.js", "/** x */\nlet e = 1 /* y */\n", "\nlet e = 1 /* y */\n"),
        ("a.js", "/*! licence */\n", "/*! licence */\n"),
        ("a.css", "  /* why */\na { b: c }\n", "\na { b: c }\n"),
        ("a.svg", "// why\n", "// why\n"),
    ],
)
def test_comments_stay_at_home_and_lines_keep_their_numbers(name: str, source: str, sent: str) -> None:
    assert bare(name, source.encode()).decode() == sent
