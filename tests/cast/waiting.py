"""Waiting for what must come, with an end to patience."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_S = 30.0
"""As long as a busy machine may need. Waiting ends as soon as what must come is there."""
LOOK_EVERY_S = 0.01

Answer = TypeVar("Answer")


def until(question: Callable[[], Answer], patience: float = PATIENCE_S) -> Answer:
    """Ask again and again until the answer is a yes; that answer. Fails when patience ends."""
    give_up = time.monotonic() + patience
    while not (answer := question()):
        assert time.monotonic() < give_up, f"Waited {patience} seconds in vain; the last answer was {answer!r}."
        time.sleep(LOOK_EVERY_S)
    return answer
