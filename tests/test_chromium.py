"""Which Chromium the browser tests drive, told with programs that only have the right names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import chromium as browsers
from tests.chromium import INSTALL, WITHOUT_WINDOWS, chromium, main


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of all programs of a machine on which nobody has named a Chromium, or fetched one."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browsers, "_playwrights_own", lambda: None)
    monkeypatch.setattr(browsers, "_fetched", lambda: None)
    return tmp_path


def install(folder: Path, name: str) -> str:
    program = folder / name
    program.touch(mode=0o755)
    return str(program)


def test_the_one_without_windows_is_taken_before_any_other(installed: Path) -> None:
    install(installed, "chromium")
    light = install(installed, WITHOUT_WINDOWS)
    assert chromium() == light


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_any_other_will_do_where_it_is_the_only_one(installed: Path, name: str) -> None:
    only = install(installed, name)
    assert chromium() == only


def test_whoever_names_one_gets_it(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(installed, WITHOUT_WINDOWS)
    monkeypatch.setenv("CHROMIUM", "/elsewhere/chromium")
    assert chromium() == "/elsewhere/chromium"


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_without_any_it_says_what_to_install_and_only_the_checks_of_changes_stop(
    installed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str, status: int
) -> None:
    monkeypatch.setenv("CI", ci)
    assert main() == status
    assert INSTALL in capsys.readouterr().out
