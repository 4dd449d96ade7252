"""Answers: the newest counts, once for each phone, and only while the vote is open."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.cast import Evening, House, Phone, until
from tests.conftest import Begin

HALL = 60


def opened(evening: Begin, phones: int) -> tuple[Evening, list[Phone]]:
    """The small deck with its first vote open."""
    room = evening("vote")
    people = room.fills(phones)
    room.ana.says("start")
    room.ana.says("goto", slide="say")
    room.ana.says("next")
    room.ana.says("open")
    return room, people


def test_the_newest_answer_of_a_phone_counts_and_only_once(evening: Begin) -> None:
    room, phones = opened(evening, 5)
    room.answer(zip(phones, "AABBC", strict=True))

    assert room.ben.answers("C") == {"ok": True, "seq": 2}
    assert room.ben.answers("B") == {"ok": True, "seq": 3}

    assert room.ana.sees()["answered"] == 5
    assert room.ana.says("close")["results"]["counts"] == {"A": 1, "B": 3, "C": 1}


def test_sending_an_answer_again_is_safe(evening: Begin) -> None:
    room, _ = opened(evening, 1)
    room.ben.answers("A", seq=4)

    assert room.ben.answers("A", seq=4) == {"ok": True, "seq": 4}
    assert room.ben.answers("A", seq=2) == {"ok": True, "seq": 4}, "it is already so"
    assert room.ana.sees()["answered"] == 1


def test_an_answer_that_is_not_newer_is_refused_with_the_number_that_stands(evening: Begin) -> None:
    room, phones = opened(evening, 5)
    room.answer(zip(phones, "AAAAA", strict=True))
    room.ben.answers("B", seq=7)

    for seq in (7, 6, 1):
        refusal = room.ben.cannot_answer("C", seq=seq)
        assert (refusal["code"], refusal["seq"]) == ("answer.stale", 7)
    assert room.ana.says("close")["results"]["counts"] == {"A": 4, "B": 1, "C": 0}


def test_a_pass_is_an_answer_that_can_be_changed(evening: Begin) -> None:
    room, phones = opened(evening, 6)
    room.answer(zip(phones, ["A", "A", "A", "A", None, None], strict=True))
    room.eli.answers(None)
    room.fay.answers("B")
    room.gus.answers("B")

    results = room.ana.says("close")["results"]
    assert (results["n"], results["counts"]) == (6, {"A": 3, "B": 2, "C": 0})


def test_a_phone_is_told_its_own_answer_and_nobody_elses(evening: Begin) -> None:
    room, _ = opened(evening, 2)
    others = (room.ana.connects(), room.screen.connects())
    room.ben.answers("A")
    room.ben.answers("B")
    room.chi.answers(None)

    mine = {"ask": "say", "round": 1, "answered": True, "value": "B", "seq": 2}
    assert room.ben.resyncs()["mine"] == mine
    assert room.chi.resyncs()["mine"] == {**mine, "value": None, "seq": 1}
    room.ben.drops()
    room.ben.mines.clear()
    room.ben.comes_back()
    until(lambda: room.ben.mines)
    assert room.ben.mines == [mine]
    room.ana.says("lock"), room.chi.sees()
    assert not any('"mine"' in other.wire for other in others)
    assert {one["value"] for one in room.chi.mines} == {None}
    room.ana.says("unlock")
    assert room.dee.joins().resyncs()["mine"] == {**mine, "answered": False, "value": None, "seq": 0}


def test_closed_means_closed(evening: Begin) -> None:
    room, phones = opened(evening, 6)
    said = room.ben.next_answer
    room.answer(zip(phones, "AAABB", strict=False))
    room.ana.says("close")

    refusal = room.gus.says("answer", {**said, "value": "C"})
    assert (refusal["ok"], refusal["code"]) == (False, "ask.closed")
    assert room.ben.says("answer", {**said, "seq": 9, "value": "C"})["code"] == "ask.closed"
    assert room.ana.says("results")["results"]["counts"] == {"A": 3, "B": 2, "C": 0}


def test_while_the_vote_is_closing_answers_count_and_it_closes_by_itself(evening: Begin) -> None:
    room, phones = opened(evening, 6)
    room.answer(zip(phones, "AAAA", strict=False))

    view = room.ana.says("close", grace=1)
    assert (view["ask"]["phase"], view["ask"]["closing"]) == ("open", 1)
    assert room.ben.sees()["ask"]["closing"] == 1
    room.fay.answers("B")
    room.ben.answers("C")
    until(lambda: room.ben.views[-1]["ask"]["phase"] == "closed")
    assert room.ana.sees()["results"]["counts"] == {"A": 3, "B": 1, "C": 1}


def test_whatever_else_ana_does_while_it_is_closing_it_closes_in_time(evening: Begin) -> None:
    room, phones = opened(evening, 5)
    room.answer(zip(phones, "AAABB", strict=True))
    room.ana.says("close", grace=1)

    assert room.ana.says("cover")["ask"]["phase"] == "open"
    room.ana.says("lock")
    until(lambda: room.ana.sees()["ask"]["phase"] == "closed")
    assert (room.ana.sees()["stage"], room.ana.sees()["locked"]) == ("covered", True)
    assert room.ana.sees()["results"]["counts"] == {"A": 3, "B": 2, "C": 0}


def test_a_second_press_cancels_the_closing(evening: Begin) -> None:
    room, _ = opened(evening, 1)
    room.ana.says("close", grace=0.3)
    assert room.ana.says("open")["ask"]["closing"] is None
    begin = time.monotonic()
    room.ana.says("close", grace=1.2)

    until(lambda: room.ana.sees()["ask"]["phase"] == "closed")

    assert time.monotonic() - begin > 1, "the closing that was cancelled has closed it"


def test_the_second_round_takes_only_its_own_answers_and_knows_who_answered_before(evening: Begin) -> None:
    room, phones = opened(evening, 6)
    before = {**room.ben.next_answer, "seq": 5, "value": "B"}
    room.answer(zip(phones, "AAABBC", strict=True))
    room.ana.says("close")
    room.ana.says("open")

    assert room.ben.says("answer", before)["code"] == "ask.closed"
    mine = {"ask": "say", "round": 2, "answered": False, "value": None, "seq": 0}
    assert room.ben.resyncs()["mine"] == {**mine, "before": {"value": "A", "sure": None}}
    assert room.hal.joins().resyncs()["mine"] == mine
    room.answer(zip(phones, "CCCBBC", strict=True))
    results = room.ana.says("close")["results"]
    assert [one["counts"] for one in results["rounds"]] == [{"A": 3, "B": 2, "C": 1}, {"A": 0, "B": 2, "C": 4}]


def test_a_phone_with_two_windows_is_one_phone(evening: Begin) -> None:
    room, _ = opened(evening, 2)
    room.ben.answers("A")

    room.ben.connects()
    assert room.ana.sees()["joined"] == 2
    assert room.ben.answers("B")["seq"] == 2
    assert room.ana.sees()["answered"] == 1
    room.ben.drops()
    assert room.ana.sees()["joined"] == 2, "its first window is still there"


def test_whoever_drops_is_missed_and_whoever_comes_back_is_where_the_room_is(evening: Begin) -> None:
    room, _ = opened(evening, 3)

    room.ben.drops()
    until(lambda: room.ana.sees()["joined"] == 2)
    room.ana.says("close")
    room.ana.says("results")
    room.ben.comes_back()

    assert room.ben.sees() == {**room.chi.sees(), "joined": 3}
    assert room.ben.sees()["ask"]["phase"] == "results"
    assert room.ana.sees()["joined"] == 3


@pytest.fixture(scope="module")
def hall(house: House) -> Iterator[tuple[Evening, list[Phone]]]:
    """Sixty phones, the projector and a console."""
    room = Evening(house, "vote")
    phones = room.fills(HALL)
    room.screen.connects()
    room.ana.connects()
    room.ana.says("start")
    yield room, phones
    room.goes_home()


def test_a_burst_of_answers_reaches_console_and_wall_as_few_pulses(hall: tuple[Evening, list[Phone]]) -> None:
    room, phones = hall
    room.ana.says("goto", slide="hard")
    room.ana.says("open")
    before = len(room.ana.pulses), len(room.screen.pulses)

    room.answer((phone, 3) for phone in phones)
    until(lambda: room.ana.pulses[-1]["answered"] == HALL)
    until(lambda: room.screen.pulses[-1]["nearly"])

    for listener, already in zip((room.ana, room.screen), before, strict=True):
        times = listener.pulsed[already:]
        assert 1 <= len(times) <= HALL / 2
        assert most_in_a_second(times) <= 11, "ten a second, and one that was late"
    assert room.screen.pulses[-1]["answered"] == HALL - 2
    assert all(not phone.pulses for phone in phones), "phones get the counts inside views"
    room.ana.says("close")


def most_in_a_second(times: list[float]) -> int:
    return max(sum(begin <= one < begin + 1 for one in times) for begin in times)


def test_in_a_race_with_the_closing_every_counted_answer_counts_and_no_refused_one_does(
    hall: tuple[Evening, list[Phone]],
) -> None:
    room, phones = hall
    room.ana.says("goto", slide="say")
    room.ana.says("next")
    room.ana.says("open")
    counted: list[str] = []
    refused: list[str] = []

    def answers(pair: tuple[int, Phone]) -> None:
        value = "ABC"[pair[0] % 3]
        said: dict[str, Any] = {**pair[1].next_answer, "value": value}
        reply = pair[1].says("answer", said)
        (counted if reply["ok"] else refused).append(value if reply["ok"] else reply["code"])
        if len(counted) == HALL // 3:
            room.ana.commands("close")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(answers, enumerate(phones)))
    results = room.ana.sees()["results"]

    assert counted, "there should have been a race"
    assert set(refused) == {"ask.closed"}
    assert (results["n"], Counter(results["counts"])) == (len(counted), Counter(counted))
