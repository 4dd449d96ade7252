"""The commands beside serving: quick, unpatched, and with the exit status that scripts rely on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import with_command
from app.version import version
from tests.app.process import ROOT
from tests.app.test_serve import run
from tests.trust.threats.inside import Inside

GOOD = "---\ntitle: Good\n---\n\n# Hello\n\nWelcome.\n"
BROKEN = "---\ntitle: Broken\n---\n\n# Hello\n\n```slide\nask: nothing-like-it\n```\n"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ([], ["serve"]),
        (["--port", "0"], ["serve", "--port", "0"]),
        (["serve", "--port", "0"], ["serve", "--port", "0"]),
        (["deck", "list"], ["deck", "list"]),
        (["--help"], ["--help"]),
        (["--version"], ["--version"]),
    ],
)
def test_without_a_command_it_serves(words: list[str], meant: list[str]) -> None:
    assert with_command(words) == meant


def test_the_version_is_the_newest_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert changelog.split("\n## ")[1].startswith(version())
    assert run("--version").stdout == f"Read the Room {version()}\n"


def test_a_good_deck_passes_in_silence(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(GOOD)

    checked = run("deck", "check", str(tmp_path / "good.md"))

    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


def test_a_broken_deck_is_told_by_file_and_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.md"
    broken.write_text(BROKEN)
    (tmp_path / "good.md").write_text(GOOD)

    checked = run("deck", "check", str(tmp_path / "good.md"), str(broken), str(tmp_path / "missing.md"))

    assert checked.returncode == 1
    assert f"{broken}:8: error " in checked.stdout
    assert f"{tmp_path / 'missing.md'}:1: error " in checked.stdout
    assert checked.stderr == ""


def test_a_new_deck_is_ready_to_be_presented_and_overwrites_nothing(tmp_path: Path) -> None:
    path = tmp_path / "our-team.md"

    first, again = run("deck", "new", str(path)), run("deck", "new", str(path))

    assert first.returncode == 0
    assert run("deck", "check", str(path)).returncode == 0
    assert again.returncode == 1
    assert "exists already" in again.stderr


def test_the_list_has_the_shipped_decks_and_ones_own(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(GOOD)
    (tmp_path / "broken.md").write_text(BROKEN)

    lines = run("deck", "list", "--decks", str(tmp_path)).stdout.splitlines()
    about = {line.split()[0]: line for line in lines}

    assert about["good"].endswith("  Good (1 slides)")
    assert "deck check" in about["broken"]
    assert "She has other priorities" in about["she-has-other-priorities"]
    assert run("deck", "list", READTHEROOM_DECKS=str(tmp_path)).stdout.splitlines() == lines


def test_a_deck_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    refused = run("deck", "list", "--decks", str(tmp_path / "none"))

    assert refused.returncode == 1
    assert "does not exist" in refused.stderr


def test_a_summary_of_nothing_is_refused_and_writes_no_file(tmp_path: Path) -> None:
    out = tmp_path / "out.json"

    refused = run("summary", "nosuchsession", "--format", "json", "-o", str(out), "--data", str(tmp_path))

    assert refused.returncode == 1
    assert "no such session" in refused.stderr
    assert not out.exists()


@pytest.fixture(scope="module")
def monday(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str], Any]:
    """A session that was begun on a server, where its data are, and the summary that the server offered of it."""
    inside = Inside(tmp_path_factory.mktemp("monday"))
    session = inside.begins("she-has-other-priorities", title="Monday")
    ana = inside.everybody(session, session)["bearer"]
    offered = inside.asks("GET", f"/api/sessions/{session.state.id}/summary.json", ana.peer, headers=ana.headers())
    assert offered.status_code == 200
    inside.closes()
    return session.state.id, ["--data", str(inside.parts.config.data)], offered.json


def test_the_summary_of_a_session_is_the_one_that_the_server_offers(
    tmp_path: Path, monday: tuple[str, list[str], Any]
) -> None:
    session, data, offered = monday
    written = run("summary", session, "--format", "json", "-o", str(tmp_path / "out.json"), *data)
    printed = run("summary", session, "--format", "json", "-o", "-", *data)

    assert written.returncode == 0
    assert json.loads((tmp_path / "out.json").read_text("utf-8")) == json.loads(printed.stdout) == offered
    assert offered["session"]["title"] == "Monday"


def test_a_summary_that_cannot_be_written_or_has_no_such_format_is_refused(
    tmp_path: Path, monday: tuple[str, list[str], Any]
) -> None:
    session, data, _ = monday
    nowhere = run("summary", session, "--format", "json", "-o", str(tmp_path / "no" / "out"), *data)
    unheard = run("summary", session, "--format", "docx", "-o", "-", *data)

    assert [nowhere.returncode, unheard.returncode] == [1, 1]
    assert "cannot be written" in nowhere.stderr
    assert "There are these: csv, html, json, pdf, xlsx, zip." in unheard.stderr


def test_the_database_can_be_brought_up_to_date_without_serving(tmp_path: Path) -> None:
    assert run("db", "upgrade", "--data", str(tmp_path)).returncode == 0
    assert (tmp_path / "readtheroom.db").is_file()
    assert run("db", "upgrade", "--data", str(tmp_path)).returncode == 0


@pytest.mark.parametrize("words", [["deck", "list"], ["--help"], ["token", "--data", "{tmp}"]])
def test_only_serving_loads_what_serving_needs(tmp_path: Path, words: list[str]) -> None:
    said = [word.format(tmp=tmp_path) for word in words]
    code = f"""
import atexit, sys
sys.argv[1:] = {said}
heavy = {{"eventlet", "gevent", "flask", "sqlalchemy", "socketio", "whitenoise"}}
atexit.register(lambda: print("loaded:", sorted(heavy & set(sys.modules))))
from app.__main__ import main
main()
"""
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert ran.stdout.splitlines()[-1] == "loaded: []"


def test_a_guide_to_a_deck_is_printed_for_the_evening(tmp_path: Path) -> None:
    written = run("deck", "guide", "starter", "--at", "18:30", "-o", str(tmp_path / "guide.pdf"))
    odd = run("deck", "guide", "starter", "--at", "25:00", "-o", "-")
    unknown = run("deck", "guide", "nosuchdeck", "-o", "-")

    assert (written.returncode, odd.returncode) == (0, 1)
    assert (tmp_path / "guide.pdf").read_bytes().startswith(b"%PDF-")
    assert "Write it like 18:30." in odd.stderr
    assert unknown.returncode != 0
    assert "no deck called" in unknown.stderr
