"""Nobody sees anything before its time: no results, no patterns, no notes, no slide that is still to come."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from decks.deck import Slide
from decks.library import Library
from tests.cast import Evening, Phone, until
from tests.cast.people import Listener
from tests.conftest import Begin

View = dict[str, Any]
TAGS = re.compile(r"<[^>]+>")


def at_the_vote(evening: Begin, phones: int, **facts: Any) -> tuple[Evening, list[Phone]]:
    """The small deck, on its first vote, everything shown but nothing opened; screen and console are there."""
    room = evening("vote", **facts)
    people = room.fills(phones)
    room.screen.connects()
    room.ana.connects()
    room.ana.says("start")
    room.ana.says("goto", slide="say")
    room.ana.says("next")
    return room, people


def test_nobody_sees_results_before_they_are_shown(evening: Begin) -> None:
    room, phones = at_the_vote(evening, 6)
    ana, ben, screen = room.ana, room.ben, room.screen

    ana.says("open")
    room.answer(zip(phones, "AABBCC", strict=True))
    assert (ana.sees()["results"], ben.resyncs()["view"]["results"], screen.resyncs()["view"]["results"]) == (None,) * 3
    ana.says("close")
    assert ana.sees()["results"]["counts"] == {"A": 2, "B": 2, "C": 2}
    assert (ben.sees()["results"], screen.sees()["results"]) == (None, None)
    ana.says("talk")
    assert (ben.sees()["results"], screen.sees()["results"]) == (None, None)
    assert ana.says("open")["results"] is None, "while a round is open even Ana sees only how many have answered"
    room.answer(zip(phones, "CCCCCC", strict=True))
    ana.says("close")
    assert (ben.sees()["results"], screen.sees()["results"]) == (None, None)

    shown = ana.says("results")["results"]
    assert [one["counts"]["C"] for one in shown["rounds"]] == [2, 6]
    assert (ben.sees()["results"], screen.sees()["results"]) == (shown, shown)


def test_no_frame_to_phone_or_wall_carries_counts_before_the_results(evening: Begin) -> None:
    room, phones = at_the_vote(evening, 6)

    room.ana.votes(dict(zip(phones, "AAAABB", strict=True)))
    room.ben.sees(), room.screen.sees()
    listeners = [*phones, room.screen]
    assert all('"counts"' not in one.wire and "<figure" not in one.wire for one in listeners)

    room.ana.says("results")
    assert all(one.sees() and '"counts": {"A": 4, "B": 2, "C": 0}' in one.wire for one in listeners)


def test_a_result_shown_once_hides_the_next_round_until_it_is_shown_too(evening: Begin) -> None:
    room, phones = at_the_vote(evening, 6)
    ana = room.ana
    ana.votes(dict(zip(phones, "AAAABB", strict=True)))
    ana.says("results")
    ana.says("previous")

    ana.votes(dict(zip(phones, "CCCCBB", strict=True)))
    ana.says("patterns")

    assert ana.sees()["results"]["rounds"][1]["counts"]["C"] == 4
    assert [one["round"] for one in room.ben.sees()["results"]["rounds"]] == [1]
    assert '"C": 4' not in room.ben.wire
    ana.says("end")
    assert [one["withheld"] for one in ana.summary().json()["asks"][0]["rounds"]] == [None, "not-shown"]


class Walk:
    """A whole deck is presented; before each press, everything still to come is looked for in what has arrived."""

    def __init__(self, evening: Evening, deck_id: str) -> None:
        deck = Library().get(deck_id).deck
        assert deck is not None
        self.evening, self.slides = evening, deck.slides
        self.beats: dict[str, int] = {}
        """How many beats of each slide have been shown."""
        self.told: set[str] = set()

    def presents(self, phones: list[Phone]) -> None:
        view = self.evening.ana.says("start")
        while view["natural"]:
            self.notes(view)
            for listener in (self.evening.ben, self.evening.screen):
                self.looks_ahead(listener)
            if view["natural"] == "close":
                unlisted = {"scale": [1, 2, 3], "commit": [True]}
                keys = unlisted.get(view["ask"]["kind"]) or [option["key"] for option in view["ask"]["options"]][:3]
                self.evening.answer({phone: keys[index % len(keys)] for index, phone in enumerate(phones)})
            view = self.evening.ana.says("next")

    def notes(self, view: View) -> None:
        here = view["slide"]["id"]
        self.beats[here] = max(view["slide"]["step"] + 1, self.beats.get(here, 0))
        if view["results"] and view["results"]["patterns"]:
            self.told.add(here)

    def looks_ahead(self, listener: Listener) -> None:
        listener.sees()
        news = listener.news()
        assert [text for text in self.still_to_come() if text in news] == [], f"{listener.name} has it already"

    def still_to_come(self) -> set[str]:
        """Later slides, the beats that are hidden, and what the answers of votes without patterns yet do."""
        shown: set[str] = set()
        hidden: set[str] = set()
        for slide in self.slides:
            known = self.beats.get(slide.id, 0)
            shown.update(*map(texts, slide.beats[:known]))
            hidden.update(*map(texts, slide.beats[known:]), set() if slide.id in self.told else does(slide))
        return hidden - shown


@cache
def texts(html: str) -> frozenset[str]:
    """The sentences in a piece of HTML; shorter ones could stand anywhere."""
    return frozenset(text.strip() for text in TAGS.split(html) if len(text.strip()) > 12)


def does(slide: Slide) -> set[str]:
    """What the answers of this slide do."""
    return {option.says for option in slide.ask.options if option.says} if slide.ask else set()


def test_nothing_reaches_a_phone_or_the_wall_before_its_time(evening: Begin) -> None:
    room = evening("she-has-other-priorities")
    phones = room.fills(6)
    room.screen.connects()
    room.ana.connects()
    walk = Walk(room, "she-has-other-priorities")

    walk.presents(phones)

    notes = frozenset().union(*(texts(slide.notes) for slide in walk.slides))
    consoles = room.ana.wire
    assert sum(text in consoles for text in notes) > 100, "there should be something to see"
    assert len(walk.told) == 3, "there should have been patterns to see"
    for listener in (room.ben, room.screen):
        assert listener.sees()["slide"]["id"] == "thank-you"
        heard = listener.wire
        assert [text for text in (*notes, '"notes"', '"next"') if text in heard] == []


def test_what_stands_on_a_phones_pages_is_what_it_has_been_told(evening: Begin) -> None:
    room, phones = at_the_vote(evening, 6)
    ben = room.house.browser(Cookie=f"phone={room.ben.token}")
    pages = [f"/{room.code}", f"/{room.code}/story", f"/screen/{room.screen_key}"]

    room.ana.votes(dict(zip(phones, "AAAABB", strict=True)))
    read = "".join(ben.get(page).text for page in pages)
    assert "Everybody looks at you" in read, "there should be something to see"
    for secret in (
        "NOTE-ONE",
        "NOTE-TWO",
        "NOTE-LAST",
        "LATER-SLIDE",
        "How hard",
        "SAYS-A",
        "Repair",
        "PROMPT-ONE",
        "counts",
    ):
        assert secret not in read

    room.ana.says("talk")
    assert "PROMPT-ONE" in ben.get(f"/{room.code}").text
    assert "PROMPT-TWO" not in ben.get(f"/{room.code}").text


def test_fewer_than_five_answers_are_shown_to_nobody_not_even_ana(evening: Begin) -> None:
    room, phones = at_the_vote(evening, 6)

    room.ana.votes(dict(zip(phones, "AABB", strict=False)))
    results = room.ana.sees()["results"]
    assert (results["n"], results["counts"], results["withheld"]) == (4, None, "few")
    shown = room.ana.says("results")["results"]

    assert (shown["counts"], shown["withheld"]) == (None, "few")
    assert (room.ben.sees()["results"], room.screen.sees()["results"]) == (shown, shown)
    room.ana.says("end")
    (round_one,) = room.ana.summary().json()["asks"][0]["rounds"]
    assert (round_one["counts"], round_one["withheld"]) == (None, "few")
    assert '"counts": {' not in room.ana.wire + room.ben.wire + room.screen.wire


def test_passes_never_lift_a_vote_over_the_floor(evening: Begin) -> None:
    room, phones = at_the_vote(evening, 9)

    first = room.ana.votes(dict(zip(phones, ["A", "A", "B", "B", *[None] * 5], strict=True)))["results"]
    second = room.ana.votes(dict(zip(phones, ["A", "A", "B", "B", "B", *[None] * 4], strict=True)))["results"]

    assert (first["n"], first["counts"], first["withheld"]) == (9, None, "few")
    assert (second["n"], second["counts"], second["withheld"]) == (9, {"A": 2, "B": 3, "C": 0}, None)
    assert second["shift"] is None, "a shift would tell of the round that is withheld"


def test_a_personal_vote_that_is_nearly_unanimous_only_says_at_least(evening: Begin) -> None:
    room = evening("personal")
    phones = room.fills(8)
    room.ana.says("start")

    results = room.ana.votes(dict(zip(phones, "AAAAAABB", strict=True)))["results"]
    assert (results["counts"], results["withheld"]) == (None, "agreement")
    assert "6" in results["says"]
    assert room.ana.cannot("open")["code"] == "move.illegal"


def test_the_wall_says_how_many_have_answered_and_from_all_but_two_on_only_nearly_everyone(evening: Begin) -> None:
    room, phones = at_the_vote(evening, 6)
    ana, screen = room.ana, room.screen
    ana.says("open")

    def on_the_wall() -> tuple[int, int, bool]:
        view = screen.resyncs()["view"]
        return view["joined"], view["answered"], view["nearly"]

    counted = []
    for phone in phones:
        phone.answers("A")
        counted.append(on_the_wall())
    assert counted == [(6, 1, False), (6, 2, False), (6, 3, False), *[(6, 4, True)] * 3]
    assert (ana.sees()["answered"], ana.sees()["needed"]) == (6, 0)
    until(lambda: ana.pulses[-1]["answered"] == 6)
    until(lambda: screen.pulses[-1]["answered"] == 4 and screen.pulses[-1]["nearly"])
    assert max(pulse["answered"] for pulse in screen.pulses) == 4


def test_results_that_the_deck_keeps_to_the_presenter_cannot_be_shown(evening: Begin) -> None:
    room = evening("never")
    phones = room.fills(5)
    room.ana.says("start")

    assert room.ana.votes(dict(zip(phones, "AABBB", strict=True)))["results"]["counts"] == {"A": 2, "B": 3}
    assert room.ana.cannot("results")["code"] == "move.illegal"
    room.ana.says("end")
    (round_one,) = room.ana.summary().json()["asks"][0]["rounds"]
    assert (round_one["counts"], round_one["withheld"]) == (None, "not-shown")
