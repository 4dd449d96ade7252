"""F10, F12, F14–F17: lines break, stall, lose, narrow and come back all at once. Every answer counts, and once."""

from __future__ import annotations

import json
import socket
import time
from contextlib import ExitStack
from random import Random
from typing import Any

import pytest

from tests.cast import Evening, until
from tests.faults.busy import allowed, has_time
from tests.faults.conftest import Gather
from tests.faults.deaf import deaf_line
from tests.faults.hall import percentile
from tests.faults.network import BAD_WIFI, Network

STORM, OTHERS = 500, 30
ALL_BACK_S, MOST_BACK_S, BAD_WIFI_S = 10.0, 5.0, 2.0
OTHERS_S, OTHERS_AT_MOST_S = 0.2, 0.5
DEAF, DROPPED_S, LITTLE_LATER = 20, 30.0, 1.1


def test_five_hundred_phones_cut_at_once_are_back_in_ten_seconds_and_the_others_vote_on(
    room: Evening, gather: Gather, network: Network
) -> None:
    hall, others = gather(room, STORM, port=network.port), gather(room, OTHERS, seed=2)
    others.votes("v0", votes=6, over=3.0)
    network.breaks()
    hall.come_back()
    backs = hall.figures()["backs"]
    others.settles()

    assert max(backs) < allowed(ALL_BACK_S)
    assert percentile(backs, 0.95) < allowed(MOST_BACK_S)
    assert percentile(others.figures()["waits"], 0.95) < allowed(OTHERS_S if has_time() else OTHERS_AT_MOST_S)
    assert others.closes(hall)["n"] == OTHERS


def test_on_bad_wifi_nearly_every_vote_is_counted_within_two_seconds(
    room: Evening, gather: Gather, network: Network
) -> None:
    crowd = gather(room, 40, port=network.port)
    network.becomes(**BAD_WIFI)
    crowd.votes("v0", votes=3, over=2.0)
    crowd.settles()
    assert percentile(crowd.figures()["waits"], 0.95) < allowed(BAD_WIFI_S)
    assert crowd.closes()["n"] == 40


def test_lines_that_break_in_every_way_while_everybody_votes_lose_and_double_nothing(
    room: Evening, gather: Gather, network: Network
) -> None:
    """With a goodbye, by a reset, in the middle of what the server says, and by a silence that looks like a line."""
    crowd, chance = gather(room, 40, port=network.port, patience=1.0), Random(3)
    crowd.votes("v0", votes=6, over=3.0)
    for goodbye in (True, False):
        time.sleep(chance.uniform(0.2, 0.5))
        network.breaks(goodbye)
    network.becomes(breaks_after=900)
    time.sleep(1.0)
    network.becomes()
    network.stalls()
    crowd.settles()
    assert crowd.closes()["n"] == 40


def test_answers_whose_acknowledgements_are_lost_are_sent_again_and_counted_once(
    room: Evening, gather: Gather, network: Network
) -> None:
    crowd = gather(room, 40, port=network.port)
    network.loses_replies()
    crowd.votes("v0", votes=1, over=0.1)
    until(lambda: room.ana.sees()["answered"] == 40)
    assert crowd.acknowledged == 0
    network.mends()
    network.breaks()
    crowd.settles()
    assert room.ana.sees()["answered"] == 40
    assert crowd.closes()["n"] == 40


@pytest.mark.parametrize("how", ["twice", "late", "on two lines"])
def test_what_comes_twice_late_or_on_another_line_leaves_the_newest_answer(room: Evening, how: str) -> None:
    phones = room.fills(5)
    first: dict[str, Any] = {**phones[0].next_answer, "value": "A"}
    then = {**first, "seq": first["seq"] + 1, "value": "B"}
    room.answer(dict.fromkeys(phones[1:], "C"))
    if how == "on two lines":
        phones[0].connects()
    older = phones[0].lines[0]
    said = {"twice": (first, first, then, then), "late": (first, then, first), "on two lines": (first, then, first)}
    replies = [(older if one is first else phones[0].lines[-1]).call("answer", one) for one in said[how]]

    assert [reply.get("code") for reply in replies if not reply["ok"]] == ["answer.stale"] * (how != "twice")
    results = room.ana.says("close")["results"]
    assert (results["n"], results["counts"]) == (5, {"A": 0, "B": 1, "C": 4})


def test_whoever_never_reads_slows_nobody_down_and_is_let_go_within_thirty_seconds(
    room: Evening, gather: Gather
) -> None:
    """That they are gone by then the long run measures; here it is what the server tells every line."""
    crowd = gather(room, 40)
    crowd.votes("v0", votes=2, over=1.0)
    crowd.settles()
    before = crowd.figures()["waits"]
    with ExitStack() as stack:
        deaf = [stack.enter_context(deaf_line(room)) for _ in range(DEAF)]
        until(lambda: room.ana.sees()["joined"] == 40 + DEAF)
        for _ in range(20):
            room.ana.says("cover")
            room.ana.says("uncover")
        crowd.votes("v0", votes=2, over=1.0)
        crowd.settles()
        assert percentile(crowd.figures()["waits"], 0.95) < LITTLE_LATER * percentile(before, 0.95) + allowed(0.05)
        assert {seconds_until_let_go(line) for line in deaf} == {DROPPED_S}
    assert crowd.closes()["n"] == 40


def seconds_until_let_go(line: socket.socket) -> float:
    """As the server said it in its first words."""
    line.settimeout(5)
    said = b""
    while b"maxPayload" not in said:
        said += line.recv(4096)
    facts: dict[str, float] = json.loads(said[said.index(b"0{") + 1 :].partition(b"}")[0] + b"}")
    return (facts["pingInterval"] + facts["pingTimeout"]) / 1000
