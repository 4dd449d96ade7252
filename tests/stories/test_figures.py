"""The figures for Prometheus: true, described, and about nobody."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cast import Evening, until
from tests.conftest import Begin

DOCUMENT = (Path(__file__).parents[2] / "docs" / "self-hosting.md").read_text("utf-8")
NAME = re.compile(r"readtheroom_\w+")
MADE_OF_IT = re.compile(r"_(bucket|count|sum|created)$")


def figures(room: Evening) -> dict[str, float]:
    text = room.house.asks("GET", "/metrics").text
    lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


def test_the_figures_follow_what_happens_and_name_nobody(own_evening: Begin) -> None:
    room = own_evening("vote")
    room.fills(3)
    room.ana.says("start")
    room.ana.says("goto", slide="say")
    room.ana.says("next")
    room.ana.says("open")
    room.ben.answers("A")
    assert room.ben.says("answer", {**room.ben.next_answer, "value": "Z"})["code"] == "answer.invalid"
    before = figures(room)

    room.chi.drops()
    until(lambda: figures(room)["readtheroom_phones_lost_total"] == 1)
    room.chi.comes_back()
    after = figures(room)

    assert before['readtheroom_sockets{audience="participant"}'] == 3
    assert before['readtheroom_refusals_total{code="answer.invalid"}'] == 1
    assert before["readtheroom_commit_seconds_count"] >= 5
    assert before['readtheroom_commit_seconds_bucket{le="+Inf"}'] == before["readtheroom_commit_seconds_count"]
    assert before["readtheroom_hub_lag_seconds_count"] > 0
    assert before["readtheroom_disk_free_bytes"] > 0
    assert before["readtheroom_descriptors_left"] > 0
    assert (after["readtheroom_phones"], after["readtheroom_phones_back_total"]) == (3, 1)
    assert not any(secret in name for name in after for secret in (room.id, room.code, "127.0.0.1"))


def test_every_figure_is_described_and_every_described_one_is_there(own_evening: Begin) -> None:
    told = {MADE_OF_IT.sub("", name.partition("{")[0]) for name in figures(own_evening("vote"))}
    described = set(NAME.findall(DOCUMENT)) - {"readtheroom_refusals_total"}

    assert {name for name in described if MADE_OF_IT.sub("", name) not in told} == set()
    assert told - described == set()
