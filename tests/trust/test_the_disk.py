"""Somebody else has an account on Ana's computer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.process import ROOT


@pytest.mark.skipif(os.name != "posix", reason="other systems have other permissions")
def test_the_database_is_for_its_user_alone_whichever_command_makes_it(tmp_path: Path) -> None:
    """The server has a mask for its files; the other commands leave the user's own as it is."""
    tmp_path.chmod(0o755)

    typed = [sys.executable, "-m", "app", "db", "upgrade", "--data", str(tmp_path)]
    subprocess.run(typed, cwd=ROOT, check=True, capture_output=True, umask=0o022)

    assert (tmp_path / "readtheroom.db").is_file()
    assert [path.name for path in tmp_path.iterdir() if path.stat().st_mode & 0o077] == []
