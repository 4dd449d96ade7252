"""Simulated phones in a process of their own, at a real server's doors."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.rehearsal.troupe import dismiss, send_phones
from tests.app.process import ROOT
from tests.cast import Evening, House, until
from tests.faults.busy import allowed

HURRY = 0.03
CALM = 5
"""A seed whose first person neither drops, nor wavers, nor keeps silent."""


def lives(process: subprocess.Popen[bytes]) -> bool:
    return process.poll() is None


@pytest.fixture
def send() -> Any:
    sent: list[subprocess.Popen[bytes]] = []

    def send(*words: Any) -> subprocess.Popen[bytes]:
        sent.append(send_phones(*words))
        return sent[-1]

    yield send
    for process in sent:
        dismiss(process)
        process.wait(10)


def test_a_phone_sends_the_same_answer_until_it_is_counted_through_refusal_and_a_lost_line(send: Any) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.rehearsal.strict"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout
        phone = send(server.stdout.readline().split()[1], "K7M2PQ", 1, CALM, HURRY)
        until(lambda: not lives(phone), patience=30)
        server.kill()
        heard = [json.loads(line) for line in server.stdout]

    kinds = [name for name, _ in heard]
    answers = [said for name, said in heard if name == "answer"]
    assert kinds == ["/api/join", "connect", "answer", "answer", "connect", "answer"]
    assert heard[0][1] == {"code": "K7M2PQ"}
    assert heard[1][1] == heard[4][1] == {"token": "the-token"}
    assert answers[0] == answers[1] == answers[2]
    assert (answers[0]["ask"], answers[0]["round"], answers[0]["seq"]) == ("say", 1, 1)
    assert answers[0]["value"] in {"A", "B"}


def test_a_whole_room_votes_twice_with_one_arriving_late_and_one_leaving_in_between(
    evening: Callable[..., Evening], send: Any
) -> None:
    show = evening("vote", rehearsal=True)
    phones = send(show.house.url, show.code, 14, 2, HURRY)
    ana = show.ana
    until(lambda: ana.sees()["joined"] >= 13)

    ana.says("start")
    ana.presses_next(3)
    ana.says("open")
    until(lambda: ana.sees()["answered"] >= 12)
    first = ana.says("close")["results"]
    until(lambda: ana.sees()["joined"] == 13)  # the late one has come, one has left
    ana.says("open")
    until(lambda: ana.sees()["answered"] >= 11)
    time.sleep(0.5)
    ana.says("close")
    results = ana.says("results")["results"]

    assert first["n"] >= 12
    assert [round["round"] for round in results["rounds"]] == [1, 2]
    assert sum(results["counts"].values()) <= results["n"] <= 14
    assert results["shift"]["says"]
    assert lives(phones)

    ana.says("end")
    until(lambda: not lives(phones))


def test_phones_that_are_refused_go_home(house: House, send: Any) -> None:
    phones = send(house.url, "A22222", 3, 1, HURRY)
    until(lambda: not lives(phones))


def test_phones_leave_when_they_are_told_to(evening: Callable[..., Evening], send: Any) -> None:
    show = evening("vote", rehearsal=True)
    phones = send(show.house.url, show.code, 5, 1, HURRY)
    until(lambda: show.ana.sees()["joined"] == 5)

    dismiss(phones)
    until(lambda: not lives(phones), patience=allowed(2))
    until(lambda: show.ana.sees()["joined"] == 0)


def test_phones_end_with_whoever_sent_them_however_that_ends(evening: Callable[..., Evening]) -> None:
    show = evening("vote", rehearsal=True)
    code = (
        "import sys; from app.rehearsal.troupe import send_phones; "
        f"print(send_phones({show.house.url!r}, {show.code!r}, 4, 1, 0.03).pid, flush=True); sys.stdin.read()"
    )
    sender = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with sender:
        assert sender.stdout
        phones = int(sender.stdout.readline())
        until(lambda: show.ana.sees()["joined"] == 4)
        assert Path(f"/proc/{phones}").exists()
        os.kill(sender.pid, signal.SIGKILL)
        assert sender.stdin
        sender.stdin.close()
    until(lambda: show.ana.sees()["joined"] == 0)
    until(lambda: not Path(f"/proc/{phones}/fd").is_dir() or not _running(phones))


def _running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_room_of_thirty_is_light(evening: Callable[..., Evening], send: Any) -> None:
    show = evening("vote", rehearsal=True)
    phones = send(show.house.url, show.code, 30, 1, HURRY)
    until(lambda: show.ana.sees()["joined"] >= 27)

    before = _cpu_s(phones.pid)
    time.sleep(2)
    assert _cpu_s(phones.pid) - before < 0.3  # 15 % of a core
    assert _memory_mb(phones.pid) < 120


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
