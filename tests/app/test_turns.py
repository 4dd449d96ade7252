"""The threads of a server pass each other the interpreter often, or each statement of a commit waits for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from app.engine import fast


@pytest.fixture
def python_s_own() -> Iterator[float]:
    before = sys.getswitchinterval()
    yield before
    sys.setswitchinterval(before)


def test_a_turn_is_a_tenth_of_what_python_would_make_it(python_s_own: float) -> None:
    fast.take_short_turns()
    assert sys.getswitchinterval() <= python_s_own / 10
