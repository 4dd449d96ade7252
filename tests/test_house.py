"""The house itself: which room may lean on which, and what only one place may do."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from decks.asks import Kind, kinds
from sessions import protocol
from sessions.summary import charts

HOUSE = Path(__file__).parents[1]
LONGEST_FILE = 300
ROOMS = ("decks", "sessions", "app")


def files(pattern: str, *folders: str) -> list[Path]:
    """The files of these folders that match, as paths from the house's door."""
    found = [path.relative_to(HOUSE) for folder in folders for path in sorted((HOUSE / folder).rglob(pattern))]
    assert found
    return [path for path in found if not {"vendor", "__pycache__"} & set(path.parts)]


MODULES = files("*.py", *ROOMS)
SCRIPTS = files("*.js", "static/js")
TEMPLATES = files("*.html", "app/templates")
SHEETS = [*files("*.css", "static/css"), *files("*.css", "sessions")]


@cache
def text(path: Path) -> str:
    return (HOUSE / path).read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file it does."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            yield node.module or ""


def uses(path: Path) -> Iterator[str]:
    """Every dotted name that a file uses, such as `datetime.now`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            yield ast.unparse(node)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_in(path: Path, *places: str) -> bool:
    return any(path == Path(place) or path.is_relative_to(place) for place in places)


def leaning(path: Path, *forbidden: str) -> list[str]:
    return [f"{path}: {name}" for name in imports(path) if name.split(".")[0] in forbidden]


# --- arrows


@pytest.mark.parametrize(
    ("room", "forbidden"), [("decks", {"sessions", "app", "tests"}), ("sessions", {"app", "tests"}), ("app", {"tests"})]
)
def test_the_arrows_point_one_way(room: str, forbidden: set[str]) -> None:
    assert [wrong for path in files("*.py", room) for wrong in leaning(path, *forbidden)] == []


def test_decks_and_sessions_know_no_web_and_no_sockets() -> None:
    web = {
        "flask",
        "flask_socketio",
        "flask_wtf",
        "werkzeug",
        "jinja2",
        "socketio",
        "engineio",
        "socket",
        "eventlet",
        "gevent",
    }
    assert [wrong for path in files("*.py", "decks", "sessions") for wrong in leaning(path, *web)] == []


def test_decks_know_no_database_and_no_keys() -> None:
    assert [
        wrong for path in files("*.py", "decks") for wrong in leaning(path, "sqlalchemy", "cryptography", "sqlite3")
    ] == []


def test_only_the_engine_room_names_eventlet_or_gevent() -> None:
    elsewhere = [path for path in MODULES if not is_in(path, "app/engine")]
    assert [wrong for path in elsewhere for wrong in leaning(path, "eventlet", "gevent", "greenlet")] == []


def test_only_the_shelf_speaks_sql() -> None:
    speech = re.compile(
        r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s.+\sSET|DELETE\s+FROM|PRAGMA|CREATE\s+TABLE)\b", re.DOTALL
    )
    elsewhere = [path for path in MODULES if not is_in(path, "sessions/store")]

    assert [wrong for path in elsewhere for wrong in leaning(path, "sqlalchemy", "sqlite3", "alembic")] == []
    assert [path for path in elsewhere if speech.search(text(path))] == []
    assert any(speech.search(text(path)) for path in MODULES), "there should be some to find"


CLOCKS = re.compile(
    r"(?:^|\.)(?:time\.(?!sleep\b)\w+|(?:datetime|date)\.(?:now|today|utcnow|fromtimestamp)|os\.urandom|os\.getrandom)$"
)


def test_only_the_world_reads_the_clock_or_rolls_dice() -> None:
    elsewhere = [path for path in MODULES if path != Path("app/world.py")]

    assert [wrong for path in elsewhere for wrong in leaning(path, "random", "secrets", "uuid")] == []
    assert [f"{path}: {name}" for path in elsewhere for name in uses(path) if CLOCKS.search(name)] == []
    assert any(CLOCKS.search(name) for name in uses(Path("app/world.py"))), "there should be some to find"


def test_only_one_file_reads_the_environment_of_the_product() -> None:
    """Settings are read once; the engine must be chosen before anything else is loaded."""
    readers = [path for path in MODULES if "READTHEROOM_" in text(path) and "environ" in text(path)]
    assert [
        path for path in readers if not is_in(path, "app/config.py", "app/engine", "app/cli.py", "app/rehearsal")
    ] == []


# --- scripts, templates, sheets


def test_only_the_wire_opens_a_socket() -> None:
    opens = re.compile(r"\bio\(|new WebSocket|EventSource|from \"[^\"]*socket\.io|XMLHttpRequest")
    assert [path for path in SCRIPTS if opens.search(text(path))] == [Path("static/js/wire.js")]


def test_only_one_script_puts_html_into_a_page() -> None:
    puts = re.compile(
        r"\.(?:innerHTML|outerHTML)\s*[+]?=|insertAdjacentHTML|document\.write|\beval\(|new Function|setHTMLUnsafe"
    )
    assert [path for path in SCRIPTS if puts.search(text(path))] == [Path("static/js/html.js")]


SAFE = re.compile(r"\{\{-?\s*(?P<what>[^{}]*?)\s*\|\s*safe\b")
FROM_THE_DECK = {
    "slide.html",
    "option.html",
    "view.slide.html",
    "view.notes",
    "view.results.html",
    '(view.next.html if view.next else "")',
    '(view.results.html if view.results and not room_sees else "")',
}
"""HTML that `decks.render` and `sessions.summary.charts` made, where every word is escaped or has passed the sieve."""


def test_only_html_of_our_own_making_goes_into_a_page_unescaped() -> None:
    found = {match["what"] for path in TEMPLATES for match in SAFE.finditer(text(path))}
    assert found - FROM_THE_DECK == set()
    assert [path for path in TEMPLATES if re.search(r"autoescape\s+false|Markup\(", text(path))] == []


def test_templates_have_no_style_and_no_script_of_their_own() -> None:
    inline = re.compile(
        r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*(?:\ssrc=|application/json))"
    )
    assert [path for path in TEMPLATES if inline.search(text(path))] == []


def test_templates_get_views_and_never_a_session() -> None:
    assert [path for path in TEMPLATES if re.search(r"\.(?:state|script|standing)\b|\bparts\b", text(path))] == []


def test_what_the_ends_of_a_scale_mean_is_seen() -> None:
    """Without them nobody knows whether 5 is much or little."""
    rules = re.findall(r"[^{}]+\{[^{}]*\}", text(Path("static/css/results.css")))
    steps = [rule for rule in rules if "steps" in rule and ".label {" in rule]
    assert steps
    assert [rule for rule in steps if "visibility: hidden" in rule] == []


COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b(?!\s*\{)|\b(?:rgba?|hsla?|oklch|lab|color)\(")
PALETTES = ("static/css/tokens.css", "sessions/summary/page.css", "app/qr.py")
"""The tokens; the summary, which is a page of its own without them; and the QR, which is black on white for cameras."""
NO_PAINT = re.compile(r"/\*.*?\*/|\{#.*?#\}|data:image[^\"]*|href=\"#[^\"]*\"", re.DOTALL)
"""Comments, the icon in the browser's tab, and links within a page."""


def test_colours_are_chosen_in_one_place() -> None:
    painted = [path for path in (*SHEETS, *SCRIPTS, *TEMPLATES, *MODULES) if not is_in(path, *PALETTES)]
    assert [f"{path}: {hue}" for path in painted for hue in COLOUR.findall(NO_PAINT.sub("", text(path)))] == []
    assert COLOUR.search(text(Path(PALETTES[0]))), "there should be some to find"


def test_nothing_is_fetched_from_another_site() -> None:
    away = re.compile(
        r"(?:src|href)=\"https?://|url\(\s*[\"']?https?://|from \"https?://|import\(\"https?://|fetch\(\s*[\"'`]https?://"
    )
    assert [path for path in (*TEMPLATES, *SCRIPTS, *SHEETS) if away.search(text(path))] == []


# --- completeness


OF_THE_KINDS = ("app/templates/asks", "static/js/asks")


@pytest.mark.parametrize("kind", kinds().values(), ids=kinds().keys())
def test_a_kind_is_whole(kind: Kind) -> None:
    """What it takes to add one; until all of it is there, this is red."""
    assert inspect.getmodule(kind) is importlib.import_module(f"decks.asks.{kind.name}")
    if kind.rule != "nothing":
        assert "macro form(" in text(Path(f"app/templates/asks/{kind.name}.html"))
        assert re.search(r"^export .*\bfill\b", text(Path(f"static/js/asks/{kind.name}.js")), re.MULTILINE)
        assert kind.picture in charts.PICTURES
    assert asks(kind.name, text(Path("decks/library/tour.md"))), "a slide in the tour"
    told = [path.stem for path in files("*.md", "tests/cast/decks") if asks(kind.name, text(path))]
    assert any(f'"{deck}"' in stories() for deck in told), "a story"


def asks(kind: str, deck: str) -> bool:
    return f"\nask: {kind}\n" in deck


def test_no_form_belongs_to_no_kind() -> None:
    forms = [*files("*.html", "app/templates/asks"), *files("*.js", "static/js/asks")]
    assert {path.stem for path in forms} - set(kinds()) == {"form"}, "form.js is what all forms have in common"


def test_pages_go_by_what_an_ask_says_of_itself_and_never_by_the_name_of_its_kind() -> None:
    compares = re.compile(rf"[=!]==?\s*[\"'](?:{'|'.join(kinds())})[\"']|[\"'](?:{'|'.join(kinds())})[\"']\s*[=!]==?")
    pages = [path for path in (*SCRIPTS, *TEMPLATES) if not is_in(path, *OF_THE_KINDS)]
    named = [f"{path}: {line.strip()}" for path in pages for line in text(path).splitlines() if compares.search(line)]
    assert [line for line in named if "layout" not in line] == []
    assert compares.search('ask.kind === "scale"')


def stories() -> str:
    return "".join(text(path) for path in files("*.py", "tests/stories", "tests/cast", "tests/sessions"))


@pytest.mark.parametrize("name", sorted({*protocol.MESSAGES, protocol.VIEW, protocol.MINE, protocol.PULSE}))
def test_every_message_is_told_in_a_story_or_in_the_docs(name: str) -> None:
    docs = "".join(text(path) for path in [*files("*.md", "docs"), *files("*.yaml", "docs"), *files("*.json", "docs")])
    assert re.search(rf"\b{name}\b", docs)
    assert f'"{name}"' in stories()


@pytest.mark.parametrize("name", sorted(protocol.COMMANDS))
def test_every_command_is_given_in_a_story(name: str) -> None:
    assert re.search(rf"(?:says|cannot|commands)\(\s*\"{name}\"|\"do\": \"{name}\"", stories())


def test_every_module_begins_with_a_fact() -> None:
    silent = [path for path in MODULES if not ast.get_docstring(tree(path)) and text(path).strip()]
    assert silent == []


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    code = [*MODULES, *SCRIPTS, *TEMPLATES, *SHEETS]
    assert [path for path in code if text(path).count("\n") > LONGEST_FILE] == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
    assert [path for path in (*MODULES, *SCRIPTS, *TEMPLATES, *SHEETS) if later.search(text(path))] == []


def test_a_word_that_once_meant_several_things_names_nothing() -> None:
    """What was tidied was a folder of keys, what a killed server had left, garbage, or sessions whose days were over; a
    macro named `sheets` was about colours. A style sheet is a sheet; a page that is printed once is a print."""
    several = re.compile(r"\b_?tidy\b|\bmacro sheets\b", re.IGNORECASE)
    assert [path for path in MODULES if path.stem == "tidy"] == []
    assert [path for path in (*MODULES, *SCRIPTS, *TEMPLATES) if several.search(text(path))] == []


def test_no_import_is_hidden_from_the_arrows() -> None:
    """`importlib` finds kinds, engines, formats and our own files by name, and nothing else."""
    finders = {str(path.parent) for path in MODULES if any(name.split(".")[0] == "importlib" for name in imports(path))}
    assert finders <= {"app", "app/engine", "decks", "decks/asks", "sessions/summary"}
    assert [path for path in MODULES if re.search(r"\b__import__\(|\bexec\(", text(path))] == []


@pytest.mark.parametrize(
    "page", ["CHANGELOG.md", "CONTRIBUTING.md", "README.md", "docs/privacy.md", "docs/security.md"]
)
def test_no_page_that_many_hands_write_says_a_thing_twice(page: str) -> None:
    """What begins with the same forty letters is the same point, merged and not reconciled."""
    points = re.findall(r"^(?:- |\| ).{38}", text(Path(page)), re.MULTILINE)
    assert {point for point in points if points.count(point) > 1} == set()
