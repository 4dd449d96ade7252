"""The one writer serves all rooms: a flood in one keeps nobody else waiting for more than a batch."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from app.engine import select
from sessions.ballots import Ballot
from sessions.errors import ServerBusy
from sessions.store import writer as writing
from sessions.store.ballots import BallotFate
from sessions.store.lanes import Lanes, Waiting
from sessions.store.sqlite import FILE
from sessions.store.work import MOVES, Checkpoint, Work
from sessions.store.writer import LARGEST_BATCH, Writer
from tests.cast import until
from tests.sessions.house import Clock, Core

FLOOD = 5 * LARGEST_BATCH


class Batches:
    """An engine whose native work waits until it may go on, and remembers what it was given."""

    def __init__(self) -> None:
        self._engine = select("threading")
        self.may_go = Event()
        self.seen: list[list[Any]] = []
        self.rests: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.rests.append(seconds)
        self._engine.sleep(seconds)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def run_native(self, act: Callable[..., Any], connection: sqlite3.Connection, items: list[Any]) -> Any:
        self.seen.append(items)
        self.may_go.wait()
        return act(connection, items)


@contextmanager
def giving(writer: Writer, *items: Any) -> Iterator[list[Any]]:
    """Each given by somebody of their own; what they heard. At the end all of them have heard something."""
    heard: list[Any] = []

    def give(item: Any) -> None:
        try:
            heard.append(writer.put(item))
        except ServerBusy as busy:
            heard.append(busy)

    people = [Thread(target=give, args=(item,)) for item in items]
    for one in people:
        one.start()
    yield heard
    for one in people:
        one.join(20)


def ballot(box: str, number: int) -> Ballot:
    return Ballot(box, number.to_bytes(16, "big"), 1, b"n" * 12, b"sealed")


def waiting(item: Any) -> Waiting:
    return Waiting(item, select("threading").result(), 0.0)


def lanes(*of: tuple[str, int]) -> Lanes:
    made = Lanes()
    for lane, many in of:
        for number in range(many):
            made.add(lane, waiting((lane, number)))
    return made


def test_an_answer_of_another_room_is_in_the_next_batch_however_long_the_flood_is() -> None:
    batch = [one.item for one in lanes(("flood", FLOOD), ("small", 1)).take(LARGEST_BATCH)]

    assert ("small", 0) in batch
    assert len(batch) == LARGEST_BATCH


def test_what_came_into_one_room_keeps_its_order_and_nothing_is_left_behind() -> None:
    crowd = lanes(("flood", FLOOD), ("small", 7), (MOVES, 3))
    taken: list[tuple[str, int]] = []
    while crowd:
        taken += [one.item for one in crowd.take(LARGEST_BATCH)]

    assert len(taken) == FLOOD + 10
    for lane in ("flood", "small", MOVES):
        numbers = [number for name, number in taken if name == lane]
        assert numbers == sorted(numbers)


def test_with_more_rooms_than_a_batch_holds_each_has_its_turn() -> None:
    crowd = lanes(*((f"room {number}", 5) for number in range(LARGEST_BATCH + 10)))

    first_two = [one.item for _ in range(2) for one in crowd.take(LARGEST_BATCH)]

    assert len({lane for lane, _ in first_two}) == LARGEST_BATCH + 10


def test_in_the_writer_itself_a_small_room_waits_for_one_batch(tmp_path: Path) -> None:
    engine = Batches()
    core = Core(tmp_path, engine=engine)
    engine.may_go.set()
    flooded, small = (core.opens().at("what-do-you-say") for _ in range(2))
    boxes = [run.says("open").open_box for run in (flooded, small)]
    engine.may_go.clear()
    writer = core.shelf.writer
    with giving(writer, ballot(boxes[0], 10_000)):
        until(lambda: engine.seen[-1][0] == ballot(boxes[0], 10_000))
        with giving(writer, *(ballot(boxes[0], number) for number in range(2 * LARGEST_BATCH))):
            until(lambda: writer.depth() == 2 * LARGEST_BATCH)
            with giving(writer, ballot(boxes[1], 1)) as heard:
                until(lambda: writer.depth() == 2 * LARGEST_BATCH + 1)
                so_far = len(engine.seen)
                engine.may_go.set()
    assert heard == [(BallotFate.FIRST, None)]
    assert ballot(boxes[1], 1) in engine.seen[so_far]
    writer.stop()


def test_whoever_floods_one_box_is_told_to_wait_and_others_are_still_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "LONGEST_LANE", 3)
    core = Core(tmp_path)
    run = core.opens().at("what-do-you-say")
    box = run.says("open").open_box
    writer = core.shelf.writer
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        with giving(writer, ballot(box, 0)):
            until(writer.waits_for_a_lock)
            with giving(writer, *(ballot(box, number) for number in range(1, 9))) as heard:
                until(lambda: writer.depth() == 8)
                other.execute("COMMIT")
    assert sorted(map(type, heard), key=str) == sorted([tuple] * 3 + [ServerBusy] * 5, key=str)
    assert all(refusal.extra["retry_after"] > 0 for refusal in heard if isinstance(refusal, ServerBusy))


def test_whoever_waits_behind_a_locked_database_is_told_together_with_the_first(tmp_path: Path) -> None:
    core = Core(tmp_path)
    box = core.opens().at("what-do-you-say").says("open").open_box
    writer = core.shelf.writer
    writer._connection.execute("PRAGMA busy_timeout=300")
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        with giving(writer, ballot(box, 0)) as first:
            until(writer.waits_for_a_lock)
            with giving(writer, ballot(box, 1), Work(()), Checkpoint()) as heard:
                until(lambda: writer.depth() == 3)
        assert [type(one) for one in first] == [ServerBusy]
        assert sorted(map(repr, map(type, heard))) == sorted(map(repr, (ServerBusy, ServerBusy, bool)))
        assert writer.vitals.failed is ServerBusy
        other.execute("COMMIT")

    assert writer.put(ballot(box, 0)) == (BallotFate.FIRST, None)
    assert writer.vitals.failed is None


def test_answers_that_came_before_the_end_are_in_the_box_although_a_flood_delays_them(tmp_path: Path) -> None:
    engine = Batches()
    core = Core(tmp_path, engine=engine)
    engine.may_go.set()
    box = core.opens().at("what-do-you-say").says("open").open_box
    engine.may_go.clear()
    writer = core.shelf.writer
    with giving(writer, Work(())):
        until(lambda: engine.seen[-1] == [Work(())])
        with giving(writer, *(ballot(box, number) for number in range(LARGEST_BATCH + 1))) as heard:
            until(lambda: writer.depth() == LARGEST_BATCH + 1)
            end = Thread(target=core.shelf.shut, args=(box,))
            end.start()
            until(lambda: writer.depth() == LARGEST_BATCH + 2)
            engine.may_go.set()
    end.join()
    assert {fate for fate, _ in heard} == {BallotFate.FIRST}
    assert writer.put(ballot(box, 9999)) == (BallotFate.SHUT, None)


def test_the_writer_knows_for_how_long_its_oldest_has_been_waiting(tmp_path: Path) -> None:
    clock, engine = Clock(), Batches()
    core = Core(tmp_path, clock, engine=engine)
    writer = core.shelf.writer
    assert writer.oldest() == 0
    with giving(writer, Work(())):
        until(lambda: writer.vitals.since)
        clock.now += 3
        assert writer.oldest() == 3
        engine.may_go.set()
    until(lambda: writer.vitals.since is None)
    assert (writer.oldest(), writer.vitals.last) == (0, 3)
    assert writer.vitals.took.buckets()[-1] == ("+Inf", 1.0)


def test_whoever_came_while_others_were_stored_waits_for_no_more_company(tmp_path: Path) -> None:
    clock, engine = Clock(), Batches()
    writer = Core(tmp_path, clock, engine=engine).shelf.writer
    engine.rests.clear()
    with giving(writer, Work(())):
        until(lambda: engine.seen[-1:] == [[Work(())]] and writer.vitals.since)
        with giving(writer, Work(())):
            until(lambda: writer.depth() == 1)
            clock.now += 1
            engine.may_go.set()

    assert engine.rests == [writing.LINGER, 0]
