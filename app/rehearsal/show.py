"""Presenting a session from start to end without a presenter: the natural way, vote by vote, told line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from threading import Event
from typing import Any

from app.rehearsal.remote import Remote
from app.world import World

LOOK_S = 0.1
QUIET_S = 1.5
"""When nobody has come or answered for so long, nobody else will."""
MOST_MOVES = 2000

View = Mapping[str, Any]


class Unfinished(Exception):
    """The deck did not run through, or its summary is missing something. The message says what."""


class Show:
    """Walks one session through its deck. What the room is shown goes to `tell`, one line each."""

    def __init__(self, server: Remote, session_id: str, tell: Callable[[str], None], world: World) -> None:
        self._server, self._at, self._tell, self._world = server, f"/api/sessions/{session_id}", tell, world
        self._votes: dict[str, int] = {}

    def run(self, phones: int) -> None:
        """From the lobby to the summary. Raises Unfinished, Refused, or OSError when the server is gone."""
        self._watch("joined", phones)
        view = self._do("start")
        for _ in range(MOST_MOVES):
            move = self._next_move(view)
            if move is None:
                return self._end()
            view = self._do(**move)
        raise Unfinished("The deck goes round in circles: it was stopped after two thousand moves.")

    def _next_move(self, view: View) -> dict[str, Any] | None:
        if view["natural"] is None and view["choices"]:
            ways = view["choices"]
            return {"do": "next", "slide": ways[self._world.order(len(ways))[0]]["id"]}
        match view["natural"]:
            case "step" | "next":
                return {"do": "next"}
            case "open":
                return {"do": "open", "confirm": True}
            case None:
                return None
            case "results" if self._has_read(view):
                return {"do": "results"}
            case natural:
                return {"do": natural}

    def _has_read(self, view: View) -> bool:
        """Texts wait for somebody to look at them: here every one is let through before the room sees the result."""
        for item in view["moderation"]:
            if item["state"] == "waiting":
                self._server.post(f"{self._at}/moderate", {"item": item["item"], "do": "approve"})
        return True

    def _do(self, do: str, **fields: Any) -> View:
        view: View = self._server.post(f"{self._at}/commands", {"do": do, **fields})
        if do == "open":
            self._votes[view["ask"]["id"]] = view["ask"]["round"]
            self._watch("answered", view["joined"])
        self._tell(line(do, view))
        return view

    def _watch(self, count: str, wanted: int) -> None:
        """Wait until so many have joined or answered, or until nobody else does."""
        seen, since = -1, self._world.now()
        while seen < wanted and self._world.now() - since < QUIET_S:
            Event().wait(LOOK_S)
            now = self._server.get(self._at)[count]
            if now != seen:
                seen, since = now, self._world.now()

    def _end(self) -> None:
        self._do("end")
        summary = self._server.get(f"{self._at}/summary.json")
        if gaps := list(missing(self._votes, summary)):
            raise Unfinished(f"The summary says nothing for: {', '.join(gaps)}.")
        self._tell(f"Summary: {len(summary['asks'])} questions, {sum(self._votes.values())} votes.")


def line(do: str, view: View) -> str:
    """What the room was shown by this move."""
    slide, ask, results = view["slide"], view["ask"], view["results"]
    if view["session"]["status"] == "ended":
        return "The end."
    match do:
        case "open":
            return f"       vote {ask['round']} of {ask['rounds']} opens"
        case "close":
            return f"       vote {ask['round']} closes: {results['n']} answers"
        case "summary":
            return "       the phones show what the organiser will get"
        case "talk":
            return "       talk"
        case "results":
            return f"       result: {results['says']}{_moved(results['shift'])}"
        case "patterns":
            return f"       pattern: {_newest(results['patterns'])}"
        case _:
            return f"{slide['number']:>3}/{slide['of']:<3}{slide['title']}{_step(slide)}"


def _moved(shift: Mapping[str, Any] | None) -> str:
    return f" {shift['says']}" if shift else ""


def _newest(patterns: Mapping[str, Any]) -> str:
    letter, told = list(patterns.items())[-1]
    return f"{letter} is {told['label']}"


def _step(slide: View) -> str:
    return f" ({slide['step']} of {slide['steps']})" if slide["step"] else ""


def missing(votes: Mapping[str, int], summary: Mapping[str, Any]) -> Iterator[str]:
    """The ids of the asks that were voted on, but of whose votes the summary does not say a sentence each."""
    told = {ask["id"]: [round["says"] for round in ask["rounds"]] for ask in summary["asks"]}
    for ask, rounds in votes.items():
        if len([says for says in told.get(ask, ()) if says]) < rounds:
            yield ask
