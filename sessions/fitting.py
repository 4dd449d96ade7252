"""As much of something as there is room for: views and what is drawn have a size that a line can carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

One = TypeVar("One")


def fitting(things: Iterable[One], room: int, size: Callable[[One], int], least: int = 0) -> list[One]:
    """The first of them that fit into so many bytes together, but no fewer than `least`. No more are made than that."""
    few: list[One] = []
    for one in things:
        room -= size(one)
        if room < 0 and len(few) >= least:
            break
        few.append(one)
    return few
