"""Fixtures of follow-ups."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sessions.followup.months import Months


@pytest.fixture
def months(tmp_path: Path) -> Months:
    return Months(tmp_path)
