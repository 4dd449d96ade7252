"""F4–F6: the disk is full, fails, is slow, or somebody else holds the database. Nothing is said to be saved that is
not, and what waits is saved when it can be."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import pytest

from sessions.errors import ServerBusy, StorageFull
from tests.cast import Evening, Phone, until
from tests.faults.busy import allowed
from tests.faults.conftest import Gather
from tests.faults.disks import full, held, injected, on_a_small_disk, watched
from tests.faults.hall import hall

PHONES = 30
NEVER_BLOCKED_S, LONGEST_LOCKED_S = 0.2, 5.0
SYNCS = "fsync,fdatasync"


def test_on_a_full_disk_nothing_is_said_to_be_counted_until_there_is_room_again(
    tmp_path: Path, another_house: Any, gather: Gather
) -> None:
    inside = on_a_small_disk(tmp_path / "house-0" / "data", "4m")
    house = another_house(inside=inside, READTHEROOM_SECRET_KEY="a secret for both sides of the wall")
    room = hall(house)
    crowd = gather(room, PHONES)
    crowd.votes("v0", votes=1, over=0.2)
    crowd.settles()
    with full(house):
        already = until(lambda: counted_while_full(crowd))
        codes = crowd.figures()["codes"]
        refusal = room.ana.tries("close").json()
        assert crowd.acknowledged == already
        assert room.ana.sees()["ask"]["phase"] == "open"
    assert set(codes) == {StorageFull.code}
    assert refusal["detail"] == StorageFull.says
    crowd.settles()
    assert crowd.closes()["n"] == PHONES


def counted_while_full(crowd: Any) -> int:
    """Answers go on until none is taken any more; how many were acknowledged."""
    crowd.votes("v0", votes=1, over=0.1)
    time.sleep(0.4)
    before = crowd.acknowledged
    time.sleep(0.2)
    return before if crowd.acknowledged == before else 0


def test_a_disk_that_fails_acknowledges_nothing(room: Evening, gather: Gather) -> None:
    crowd = gather(room, PHONES)
    with injected(room.house, SYNCS, "error=EIO"):
        crowd.votes("v0", votes=1, over=0.2)
        until(lambda: len(crowd.figures()["codes"]) > 0)
        time.sleep(0.3)
        assert crowd.acknowledged == 0
        assert set(crowd.figures()["codes"]) <= {StorageFull.code}
    crowd.settles()
    assert crowd.closes()["n"] == PHONES


def test_a_slow_disk_holds_up_answers_and_nothing_else(room: Evening, gather: Gather) -> None:
    crowd, looks = gather(room, PHONES), list[float]()
    with injected(room.house, SYNCS, "delay_enter=500000"), watched(room.house, looks):
        crowd.votes("v0", votes=2, over=1.0)
        crowd.settles()
    assert max(crowd.figures()["waits"]) > 0.5
    assert max(looks) < allowed(NEVER_BLOCKED_S)
    assert crowd.closes()["n"] == PHONES


@pytest.mark.parametrize("is_short", [True, False])
def test_while_the_database_is_held_an_answer_waits_at_most_five_seconds(room: Evening, is_short: bool) -> None:
    """Whoever comes while others wait already waits no longer than that either."""
    phones = room.fills(5)
    with ThreadPoolExecutor(len(phones)) as pool:
        with held(room.house):
            replies = []
            for phone in phones:
                replies.append(pool.submit(timed_answer, phone))
                time.sleep(0.1)
            if not is_short:
                wait(replies)
        waits, codes = zip(*(reply.result() for reply in replies), strict=True)
    assert max(waits) < allowed(LONGEST_LOCKED_S)
    assert set(codes) == {None if is_short else ServerBusy.code}
    room.answer(dict.fromkeys(phones, "B"))
    results = room.ana.says("close")["results"]
    assert (results["n"], results["counts"]["B"]) == (5, 5)


def timed_answer(phone: Phone) -> tuple[float, str | None]:
    """How long it took until this phone was told what became of its answer, and what."""
    began = time.monotonic()
    code = phone.tries("A").get("code")
    return time.monotonic() - began, code
