"""What was written by hand, and whether it covers what the code has."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent

Facts = dict[str, Any]


class Gap(Exception):
    """Code and words do not cover the same things; the message names what is missing."""


@cache
def words(name: str) -> Facts:
    """What was written by hand."""
    facts: Facts = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return facts


def both(what: str, known: Iterable[str], said: Iterable[str]) -> list[str]:
    """The names, in the order of the words. Raises Gap unless code and words have the same ones."""
    order, code = list(said), set(known)
    if missing := sorted(code - set(order)):
        raise Gap(f"docs/wire says nothing of these {what}: {', '.join(missing)}")
    if gone := [name for name in order if name not in code]:
        raise Gap(f"docs/wire describes {what} that the code does not have: {', '.join(gone)}")
    return order
