"""The phones' view for whoever holds an earlier one: what has lasted is left out, and it says since which version.

All that stands in it stands in the whole view too, under the same name. Whoever holds a view that is at least as new as
`since` has what is left out; whoever does not asks for the whole one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

View = dict[str, Any]
Part = Mapping[str, Any]

LASTING = ("audience", "rehearsal", "session", "slide")
"""Parts that only a move changes, and with them the version."""
PASSING = ("phase", "round", "closing", "prompt", "reasons", "items", "more", "picked")
"""What of an ask is said each time; all else of it lasts as well."""
PICTURED = ("says", "html")
"""What a page shows of results; the numbers stand in the picture."""
FIXED = ("text", "option")
"""What never changes of a text that the room may see."""


class Light:
    """One session's. What it leaves out counts on everybody having been told the view before."""

    def __init__(self) -> None:
        self._told: View = {"version": -1}
        self._since: dict[str, int] = {}

    def of(self, view: View) -> View | None:
        """What of this view is to be told now; None where nothing but its version is new."""
        told, self._told = self._told, view
        if {**view, "version": told["version"]} == told:
            return None
        parts, before = _lasting(view), _lasting(told)
        kept = [name for name in parts if name in before and parts[name] == before[name]]
        self._since = {name: self._since[name] if name in kept else view["version"] for name in parts}
        light = {name: part for name, part in view.items() if name not in kept}
        light["ask"] = _ask(view["ask"], told.get("ask"), "ask" in kept)
        light["results"] = _results(view["results"])
        return {**light, "since": max(self._since[name] for name in kept)} if kept else light


def _lasting(view: View) -> dict[str, Any]:
    """By name; of an ask all that does not pass."""
    parts = {name: view[name] for name in LASTING if name in view}
    if view.get("ask"):
        parts["ask"] = {name: fact for name, fact in view["ask"].items() if name not in PASSING}
    return parts


def _ask(ask: Part | None, before: Part | None, kept: bool) -> View | None:
    if ask is None:
        return None
    known = {item["item"] for item in before["items"]} if before else set()
    said = {name: fact for name, fact in ask.items() if name in PASSING or not kept}
    return {**said, "items": [_item(item, item["item"] in known) for item in ask["items"]]}


def _item(item: Part, known: bool) -> View:
    return {name: fact for name, fact in item.items() if not (known and name in FIXED)}


def _results(results: Part | None) -> View | None:
    """Of the patterns which answers they have been told of: their words stand in the picture."""
    if results is None:
        return None
    patterns = results["patterns"]
    told = None if patterns is None else {letter: {"key": one["key"]} for letter, one in patterns.items()}
    return {**{name: results[name] for name in PICTURED}, "patterns": told}
