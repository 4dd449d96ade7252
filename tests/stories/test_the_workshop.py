"""The whole workshop on the shipped deck, with rooms of every usual size: vote, talk, vote again, take home."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from tests.cast import Evening, Phone
from tests.cast.evening import NAMES
from tests.conftest import Begin

DECK = "she-has-other-priorities"
MORGAN, JAMIE = "what-do-you-say-to-morgan", "what-do-you-say-to-jamie"
TAGS = re.compile(r"<[^>]+>")

View = dict[str, Any]


class Workshop:
    """Ana presses "next" from the first slide to the last, and the room answers whatever is open."""

    def __init__(self, evening: Evening, size: int) -> None:
        self.evening = evening
        *self.there, self.late = (getattr(evening, name) for name in NAMES[:size])
        self.cast: dict[tuple[str, int], dict[Phone, Any]] = {}
        evening.fills(size - 1)
        evening.screen.connects()

    def runs(self) -> list[View]:
        """The views that Ana has on the way."""
        views = [self.evening.ana.says("start")]
        while views[-1]["natural"]:
            if views[-1]["natural"] == "close":
                self.answers(views[-1]["ask"])
            if self.is_time_to_change_places(views[-1]["ask"]):
                self.there[-1].leaves()
                self.there[-1] = self.late.joins()
            views.append(self.evening.ana.says("next"))
        return views

    def is_time_to_change_places(self, ask: View | None) -> bool:
        return bool(ask and ask["id"] == MORGAN and ask["phase"] == "talk")

    def answers(self, ask: View) -> None:
        """Round 1 is spread over all answers; in round 2 most come to the third one. One person always passes."""
        unlisted = {"scale": [1, 2, 3, 4, 5], "commit": [True]}
        keys = unlisted.get(ask["kind"]) or [option["key"] for option in ask["options"]]
        chosen = {phone: keys[index % len(keys)] for index, phone in enumerate(self.there)}
        if ask["round"] == 2:
            chosen.update({phone: keys[2] for index, phone in enumerate(self.there) if index % 4})
        chosen[self.there[1]] = None
        self.evening.answer(chosen)
        self.cast[ask["id"], ask["round"]] = chosen

    def counts(self, ask: str, round_number: int) -> Counter[str]:
        return Counter(str(value) for value in self.cast[ask, round_number].values() if value is not None)

    def moments(self, views: list[View], ask: str, phase: str) -> list[View]:
        """What was told of an ask in one phase, view by view."""
        return [
            one["results"] for one in views if one["ask"] and (one["ask"]["id"], one["ask"]["phase"]) == (ask, phase)
        ]


@pytest.mark.parametrize("size", [9, 14, 24, 30])
def test_a_room_votes_talks_and_votes_again(evening: Begin, size: int) -> None:
    workshop = Workshop(evening(DECK, title=f"Thursday with {size}"), size)
    ana, screen = workshop.evening.ana, workshop.evening.screen

    views = workshop.runs()

    screen.sees()
    for ask in (MORGAN, JAMIE):
        (results,) = workshop.moments(views, ask, "results")
        assert_two_columns(results, workshop, ask, size - 1)
        assert_a_true_sentence(results, workshop, ask)
        assert_patterns_come_one_at_a_time(workshop.moments(views, ask, "patterns"))
        assert workshop.moments(screen.views, ask, "results") == [results]
    ana.says("end")
    assert_the_summary_is_what_the_room_saw(ana.summary().json(), screen.views)
    assert ana.summary("csv").text.count("\n") > 5
    assert "<svg" in ana.summary("html").text


def told(counts: dict[str, int]) -> Counter[str]:
    return Counter({key: n for key, n in counts.items() if n})


def assert_two_columns(results: View, workshop: Workshop, ask: str, n: int) -> None:
    rounds = results["rounds"]
    assert [(one["round"], one["n"], one["withheld"]) for one in rounds] == [(1, n, None), (2, n, None)]
    assert [told(one["counts"]) for one in rounds] == [workshop.counts(ask, 1), workshop.counts(ask, 2)]
    assert results["html"].count('class="column"') == 2


def assert_a_true_sentence(results: View, workshop: Workshop, ask: str) -> None:
    """It names the answer whose share of all who answered grew most, with the numbers of both votes."""
    before, after = workshop.counts(ask, 1), workshop.counts(ask, 2)
    n, m = (one["n"] for one in results["rounds"])
    grown = max(after, key=lambda key: after[key] / m - before[key] / n)
    sentence = f"{grown}: {before[grown]} of {n}, then {after[grown]} of {m}."
    assert results["shift"]["says"] == sentence
    assert sentence in results["html"]


def assert_patterns_come_one_at_a_time(several: list[View]) -> None:
    assert [list(one["patterns"]) for one in several] == [list("ABCDE")[:told] for told in range(1, 6)]
    for one in several:
        words = TAGS.sub(" ", one["html"])
        assert one["patterns"]["A"]["says"] in words
        assert not re.search(r"\d", words), "there is a number beside the patterns"


def assert_the_summary_is_what_the_room_saw(summary: View, wall: list[View]) -> None:
    shown = {view["ask"]["id"]: view["results"] for view in wall if view["ask"] and view["results"]}
    told = {ask["id"]: ask for ask in summary["asks"]}
    assert told.keys() == shown.keys() | {"spoken-for"}
    for ask, results in shown.items():
        assert [pick(one) for one in told[ask]["rounds"]] == [pick(one) for one in results["rounds"]]
        assert (told[ask]["patterns"] or {}).keys() == (results["patterns"] or {}).keys()


def pick(published: View) -> View:
    return {name: published.get(name) for name in ("round", "n", "counts", "written", "withheld")}


FLOWS = [
    pytest.param(29, 0, None, id="twenty-nine answer twice"),
    pytest.param(42, 0, 32, id="forty-two answer twice, ten are left out by lot"),
    pytest.param(43, 1, 32, id="one left in between, and cannot be found by subtraction"),
]
MOVES = ("AA",) * 18 + ("AB", "BA", "BB") * 8


@pytest.mark.parametrize(("size", "leaving", "matched"), FLOWS)
def test_who_moved_where_is_drawn_from_thirty_on(evening: Begin, size: int, leaving: int, matched: int | None) -> None:
    room = evening("vote")
    ana, phones = room.ana, room.fills(size)
    ana.says("start")
    ana.says("goto", slide="say")
    ana.says("next")

    ana.votes({phone: move[0] for phone, move in zip(reversed(phones), (*MOVES, "BB"), strict=False)})
    ana.votes({phone: move[1] for phone, move in zip(reversed(phones[leaving:]), (*MOVES, "BB"), strict=False)})
    shift = ana.says("results")["results"]["shift"]

    assert shift["matched"] in (matched, None), (
        "the lot may begin so high, once in a hundred times, that nothing is told"
    )
    assert shift["about"] == (shift["matched"] is not None) == (shift["flows"] is not None)
    if shift["flows"]:
        assert sum(flow["n"] for flow in shift["flows"]) == matched
        assert all(flow["n"] >= 3 for flow in shift["flows"])
    assert ("<figure" in room.ben.sees()["results"]["html"], room.ben.sees()["results"]["shift"]) == (True, shift)
