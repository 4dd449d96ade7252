"""The phone's first load: few requests, few bytes, and nothing that waits for anything but the page itself."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from app.assets import JOINED, bare
from app.paths import HERE, static

PAGE = (HERE / "templates" / "participant.html").read_text(encoding="utf-8")
FONT = "fonts/atkinson-hyperlegible-next-latin.woff2"
IMPORT = re.compile(r'^import .*? from "(.+?)"|^} from "(.+?)"', re.MULTILINE)

MOST_REQUESTS = 10
MOST_BYTES = 60_000
THE_PAGE = 6_000
"""What the page itself may weigh, compressed; the browser tests measure the real one."""
HEADERS = 700
"""Bytes of headers with each answer, rounded up."""


def imported(script: Path) -> set[Path]:
    """Everything a script loads before it runs, and what that loads, itself included."""
    found = {script}
    for names in IMPORT.findall(script.read_text(encoding="utf-8")):
        found |= imported((script.parent / next(filter(None, names))).resolve())
    return found


def loaded() -> set[str]:
    """What the phone fetches beside its page and its style sheet."""
    scripts = {path.relative_to(static()).as_posix() for path in imported(static() / "js" / "participant.js")}
    return scripts | {FONT}


def weight(name: str) -> int:
    content = (static() / name).read_bytes()
    return len(content if name.endswith(".woff2") else gzip.compress(bare(name, content), mtime=0))


def test_every_script_is_announced_so_that_none_waits_for_another() -> None:
    listed = re.search(r"for module in \[(.*?)\]", PAGE)
    assert listed
    announced = {f"js/{name}.js" for name in re.findall(r'"(\w+)"', listed[1])}
    announced |= {f"vendor/{name}" for name in re.findall(r"vendor/([\w.]+)", PAGE)}

    assert announced == loaded() - {FONT}


def test_the_first_load_is_small() -> None:
    css = b"".join((static() / "css" / f"{sheet}.css").read_bytes() for sheet in JOINED["css/phone.css"])
    requests = 2 + len(loaded())
    total = THE_PAGE + len(gzip.compress(bare("phone.css", css), mtime=0)) + sum(weight(name) for name in loaded())

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
