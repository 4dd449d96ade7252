"""What is wrong is told to whoever presents: at once, in one sentence, and never to and fro."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.address import find
from app.config import Config
from app.engine import select
from app.health import Health, machine
from app.health.alarm import CALM_S, NOTHING, RELIEF_S, SAME_S, Alarm
from app.health.away import AT_ONCE_S, MISSED_S, Away
from app.health.figures import registry
from app.health.recent import Recent
from app.health.troubles import FULL, LITTLE, Facts, Kind, Trouble, of_the_machine, worst
from app.health.watch import OF_A_TALK, OF_A_VOTE
from app.identity import Person
from decks.language import language
from sessions.errors import ServerBusy, StorageFull
from sessions.protocol import PARTICIPANT, PRESENTER
from tests.sessions.house import Core, Run

ENGLISH = language("en")
LATER = 1_000.0


def facts(**told: Any) -> Facts:
    return Facts(**{"folder": "/data", "disk_free": 10 * LITTLE, "descriptors_left": 9_000, **told})


def phone(number: int) -> bytes:
    return number.to_bytes(16, "big")


# --- what is wrong


def test_a_machine_that_is_well_has_no_trouble() -> None:
    assert of_the_machine(facts()) is None
    assert of_the_machine(facts(lag=1.2, waited=1.2)) is None


@pytest.mark.parametrize(
    ("told", "kind", "words"),
    [
        ({"disk_free": FULL - 1}, Kind.FULL, "new votes are not taken. Free some space on /data"),
        ({"failed": StorageFull}, Kind.UNWRITABLE, "Look at /data; nothing counted is lost"),
        ({"failed": ServerBusy}, Kind.LOCKED, "locked by another program"),
        ({"locked": True}, Kind.LOCKED, "locked by another program"),
        ({"waited": 2.2}, Kind.SLOW_DISK, "answers take 2 s"),
        ({"lag": 2.1}, Kind.BUSY, "This machine is busy: answers take 2 s. Close other programs."),
        ({"moved_from": "http://10.0.0.7:8000"}, Kind.MOVED, "http://10.0.0.7:8000 leads nowhere. Go back"),
        ({"descriptors_left": 12}, Kind.CROWDED, "room for 12 more"),
        ({"disk_free": LITTLE // 2}, Kind.FILLING, "25 MB are left"),
    ],
)
def test_each_trouble_says_what_it_is_and_what_to_do(told: dict[str, Any], kind: Kind, words: str) -> None:
    found = of_the_machine(facts(**told))

    assert found is not None
    assert found.kind is kind
    assert words in found.says(ENGLISH)
    assert found.level == ("bad" if kind in {Kind.FULL, Kind.UNWRITABLE, Kind.LOCKED} else "look")


def test_of_several_troubles_the_worst_is_told() -> None:
    found = of_the_machine(facts(disk_free=0, lag=9, failed=ServerBusy, descriptors_left=0))

    assert worst(found, Trouble(Kind.LOST, 14), None) == Trouble(Kind.FULL, where="/data")
    assert worst(None, None) is None


# --- phones that vanish


def test_phones_that_vanish_together_are_told_and_their_coming_back_ends_it() -> None:
    away = Away()
    for number in range(14):
        away.lost(phone(number), 100 + number / 10)

    assert away.together(102, here=16, share=OF_A_VOTE) == 14
    for number in range(9):
        assert away.back(phone(number))
    assert away.together(103, here=25, share=OF_A_VOTE) == 14
    away.back(phone(9))
    assert away.together(104, here=26, share=OF_A_VOTE) == 0


def test_phones_that_stay_away_are_told_until_nobody_waits_for_them_any_more() -> None:
    away = Away()
    for number in range(14):
        away.lost(phone(number), 100)

    assert away.together(100 + AT_ONCE_S + 5, here=16, share=OF_A_VOTE) == 0, "it was never looked at"
    assert away.together(101, here=16, share=OF_A_VOTE) == 14
    assert away.together(100 + MISSED_S - 1, here=16, share=OF_A_VOTE) == 14
    assert away.together(100 + MISSED_S + 1, here=16, share=OF_A_VOTE) == 0


@pytest.mark.parametrize(
    ("lost", "here", "share", "told"),
    [(2, 1, OF_A_VOTE, 0), (3, 3, OF_A_VOTE, 3), (5, 30, OF_A_VOTE, 0), (5, 15, OF_A_VOTE, 5), (5, 15, OF_A_TALK, 0)],
)
def test_a_few_who_leave_are_no_trouble(lost: int, here: int, share: float, told: int) -> None:
    away = Away()
    for number in range(lost):
        away.lost(phone(number), 100)

    assert away.together(101, here, share) == told


def test_phones_that_leave_one_after_the_other_are_no_trouble() -> None:
    away = Away()
    found = [
        away.lost(phone(number), 100 + 6 * number) or away.together(100 + 6 * number, 10, 0.2) for number in range(9)
    ]

    assert found == [0] * 9


def test_a_page_that_is_loaded_again_is_not_missed() -> None:
    away = Away()
    for number in range(20):
        away.lost(phone(number), 100)
        assert away.back(phone(number))

    assert away.together(101, here=20, share=OF_A_VOTE) == 0


# --- when it is told


BUSY, SLOWER, LOCK = Trouble(Kind.BUSY, 2), Trouble(Kind.BUSY, 5), Trouble(Kind.LOCKED, where="/data")


def test_a_trouble_is_told_at_once_and_its_end_once_after_a_calm() -> None:
    alarm, at = Alarm(), LATER

    assert alarm.hears(BUSY, at)
    assert alarm.says(ENGLISH) == {"level": "look", "says": BUSY.says(ENGLISH)}
    assert not alarm.hears(None, at + CALM_S / 2)
    assert alarm.hears(None, at + CALM_S)
    assert alarm.says(ENGLISH) == {"level": "good", "says": "All is well again."}
    assert not alarm.hears(None, at + CALM_S + RELIEF_S / 2)
    assert alarm.hears(None, at + CALM_S + RELIEF_S)
    assert alarm.says(ENGLISH) == {"level": "good", "says": ""}


def test_after_the_end_an_alarm_says_nothing_of_phones_and_all_else_as_before() -> None:
    away, machine = Alarm(), Alarm()
    away.hears(Trouble(Kind.QUIET, 14), LATER)
    machine.hears(BUSY, LATER)
    assert away.says(ENGLISH)["says"] != ""

    assert away.says_after_the_end(ENGLISH) == NOTHING
    assert machine.says_after_the_end(ENGLISH) == machine.says(ENGLISH)
    away.hears(None, LATER + CALM_S)
    machine.hears(None, LATER + CALM_S)
    assert away.says_after_the_end(ENGLISH) == NOTHING
    assert machine.says_after_the_end(ENGLISH)["says"] == "All is well again."


def test_what_comes_and_goes_is_told_once() -> None:
    alarm = Alarm()
    told = [alarm.hears(BUSY if beat % 4 == 0 else None, LATER + beat / 2) for beat in range(60)]

    assert told.count(True) == 1


def test_something_worse_is_told_at_once_and_something_less_bad_after_the_calm() -> None:
    alarm = Alarm()
    alarm.hears(BUSY, LATER)

    assert alarm.hears(LOCK, LATER + 0.5)
    assert alarm.says(ENGLISH)["says"] == LOCK.says(ENGLISH)
    assert not alarm.hears(BUSY, LATER + 1)
    assert alarm.hears(BUSY, LATER + 0.5 + CALM_S)
    assert alarm.says(ENGLISH)["says"] == BUSY.says(ENGLISH)


def test_a_figure_changes_no_more_often_than_it_can_be_read() -> None:
    alarm = Alarm()
    alarm.hears(BUSY, LATER)

    assert not alarm.hears(SLOWER, LATER + SAME_S / 2)
    assert alarm.hears(SLOWER, LATER + SAME_S)
    assert not alarm.hears(SLOWER, LATER + 3 * SAME_S)


# --- figures of the last seconds


def test_the_latest_figures_count_and_older_ones_do_not() -> None:
    recent = Recent(10)
    for number in range(200):
        recent.add(number / 20, 0.5 if number == 20 else 0.001 * number)
    assert recent.worst(10) == 0.5
    assert recent.p99(10) < 0.2
    assert recent.worst(25) == 0
    assert recent.p99(25) == 0


# --- the watch


@pytest.fixture
def core(tmp_path: Path) -> Core:
    return Core(tmp_path)


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def health(core: Core, told: list[str]) -> Health:
    health = Health(
        core.folder,
        find(Config(core.folder, b""), 8000),
        select("threading"),
        core.stage.house.world,
        core.shelf.writer,
    )
    health._find, health._tell = core.stage.find, told.append
    return health


def present(health: Health, run: Run, phones: int) -> None:
    health.arrived(Person(PRESENTER, run.id))
    for number in range(phones):
        health.arrived(Person(PARTICIPANT, run.id, phone(number)))


def leave(health: Health, run: Run, *numbers: int) -> None:
    for number in numbers:
        health.left(Person(PARTICIPANT, run.id, phone(number)), last=True)


def says(health: Health, run: Run) -> str:
    return health.of(run.session)["says"]


def test_a_presenter_is_told_of_the_phones_of_this_room_alone(core: Core, health: Health, told: list[str]) -> None:
    run, other = (core.opens().at("what-do-you-say") for _ in range(2))
    run.says("open")
    for room in (run, other):
        present(health, room, 20)

    leave(health, run, *range(14))
    health.looks(core.stage.house.world.now())

    assert told == [run.id]
    assert says(health, run).startswith("Wi-Fi lost 14 phones in 10 s; votes already counted are safe.")
    assert says(health, other) == ""


def test_while_nobody_is_asked_phones_may_fall_asleep(core: Core, health: Health, told: list[str]) -> None:
    run = core.opens().at("what-do-you-say")
    present(health, run, 20)
    now = core.stage.house.world.now

    leave(health, run, *range(8))
    health.looks(now())
    assert told == []

    leave(health, run, *range(8, 14))
    health.looks(now())
    assert says(health, run).startswith("14 phones went quiet in 10 s: asleep, or the Wi-Fi.")


def test_a_machine_that_leaves_its_network_is_told_of(core: Core, health: Health, told: list[str], lan: Any) -> None:
    lan(wlan0="192.168.77.5")
    health._address = find(Config(core.folder, b"", public_url="http://192.168.77.5:8000"), 8000)
    run = core.opens()
    present(health, run, 1)

    health._look_closely()
    health.looks(core.stage.house.world.now())
    assert told == []

    lan(wlan0="10.1.1.9")
    health._look_closely()
    health.looks(core.stage.house.world.now())
    assert "http://192.168.77.5:8000 leads nowhere" in says(health, run)


def test_after_the_end_nobody_is_missed(core: Core, health: Health, told: list[str]) -> None:
    run = core.opens().at("goodbye")
    present(health, run, 20)
    run.says("end")

    leave(health, run, *range(20))
    health.looks(core.stage.house.world.now())

    assert told == []


def test_with_the_end_nothing_more_is_said_of_phones_not_even_that_all_is_well(core: Core, health: Health) -> None:
    run, now = core.opens().at("goodbye"), core.stage.house.world.now
    present(health, run, 20)
    leave(health, run, *range(14))
    health.looks(now())
    assert says(health, run).startswith("14 phones went quiet")

    run.says("end")

    assert health.of(run.session) == NOTHING
    core.clock.now += CALM_S
    health.looks(now())
    assert health.of(run.session) == NOTHING


def test_with_the_end_a_trouble_of_the_machine_is_still_told(core: Core, health: Health) -> None:
    run, now = core.opens().at("goodbye"), core.stage.house.world.now
    present(health, run, 20)
    leave(health, run, *range(14))
    health.looks(now())
    run.says("end")

    health.disk_free = lambda: 0  # type: ignore[method-assign]
    health.looks(now())

    assert says(health, run).startswith("The disk is full")


def test_a_session_that_was_deleted_disturbs_no_other(core: Core, health: Health, told: list[str]) -> None:
    gone, run = (core.opens().at("what-do-you-say") for _ in range(2))
    run.says("open")
    for room in (gone, run):
        present(health, room, 10)
        leave(health, room, *range(10))
    core.stage.delete(gone.id)

    health.looks(core.stage.house.world.now())

    assert told == [run.id]


def test_nothing_is_remembered_of_a_room_that_everybody_left(core: Core, health: Health) -> None:
    run = core.opens().at("what-do-you-say")
    present(health, run, 5)
    leave(health, run, *range(5))
    health.left(Person(PRESENTER, run.id), last=False)

    health.looks(core.stage.house.world.now())

    assert not health._here
    assert not health._away
    assert not health._alarms


def test_the_room_on_the_disk_is_told_so_coarsely_that_nobody_counts_answers_by_it(
    core: Core, health: Health, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = set()
    for answers in range(8):
        monkeypatch.setattr(health, "disk_free", lambda taken=8192 * answers: 1000 * LITTLE + LITTLE // 2 - taken)
        told.add(registry(core.stage, health).get_sample_value("readtheroom_disk_free_bytes"))
    assert told == {1000 * LITTLE}


def test_a_disk_that_does_not_keep_what_is_written_is_found_out(tmp_path: Path) -> None:
    assert machine.takes_what_is_written(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not machine.takes_what_is_written(tmp_path / "gone")
    assert machine.disk_free(tmp_path) > 0
    assert machine.disk_free(tmp_path / "gone") == 0
    assert machine.descriptors_left() > 0
