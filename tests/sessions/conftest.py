"""Fixtures of the core's stories."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sessions.house import Core, Run


@pytest.fixture
def core(tmp_path: Path) -> Core:
    return Core(tmp_path)


@pytest.fixture
def run(core: Core) -> Run:
    return core.opens()
