"""Every kind of question in one evening: presented by keys alone, answered by simulated phones, seen by a real one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect

from app.rehearsal.troupe import dismiss, send_phones
from decks.asks import kinds
from tests.browser.conftest import Windows
from tests.browser.windows import BOUNCE_S, NEEDS_CHROMIUM, SMALL_PHONE, Desk
from tests.cast import Evening, House
from tests.conftest import Begin

pytestmark = NEEDS_CHROMIUM

SAMPLE = Path(__file__).parents[1] / "decks/samples/ally-mistakes.md"
SIMULATED = 16
HURRY = 0.03
PATIENCE_S = 180


@contextmanager
def simulated(evening: Evening, phones: int) -> Iterator[None]:
    process = send_phones(evening.house.url, evening.code, phones, seed=7, pace=HURRY)
    try:
        yield
    finally:
        dismiss(process)
        process.wait(timeout=10)


def test_every_kind_is_presented_by_keys_alone(house: House, evening: Begin, windows: Windows) -> None:
    house.writes("ally-mistakes", SAMPLE.read_text())
    room = evening("ally-mistakes")
    desk, wall = windows.desk(room), windows.wall(room)
    phone = windows.phone(viewport=SMALL_PHONE).joins(room.code)
    asked: set[str] = set()
    with simulated(room, SIMULATED):
        expect(desk.at("[data-part=joined]")).to_have_text(str(SIMULATED + 1), timeout=30_000)
        for view in walk(room, desk):
            if view["ask"]:
                asked.add(view["ask"]["kind"])
                wall.is_in(view["ask"]["phase"])
                wall.picture(f"kind-{view['ask']['kind']}-{view['ask']['phase']}")
                phone.picture(f"kind-{view['ask']['kind']}-{view['ask']['phase']}")

    assert asked == set(kinds())
    wall.is_in("ended")
    phone.is_in("ended")
    summary = room.ana.summary().json()
    assert {ask["kind"] for ask in summary["asks"]} == asked - {"discuss"}
    assert all(ask["rounds"][-1]["says"] for ask in summary["asks"])


def walk(room: Evening, desk: Desk) -> Iterator[dict]:
    """Space until the last slide, then the button that ends it: a view for each new place on the way."""
    until, before = time.monotonic() + PATIENCE_S, ""
    while time.monotonic() < until:
        view = room.ana.sees()
        place = desk.place + str((view["ask"] or {}).get("phase"))
        if place != before:
            before = place
            yield view
        if is_over(view):
            return ends(desk)
        press(room, desk, view)
    raise AssertionError(f"It stood still at {view['slide']['id']}.")


def is_over(view: dict) -> bool:
    return view["natural"] is None and not view["choices"] and (view["ask"] or {}).get("phase") != "open"


def press(room: Evening, desk: Desk, view: dict) -> None:
    ask = view["ask"] or {}
    if ask.get("closing") is not None:
        room.ana.says("close")  # hurries the grace that the key began
        return
    if ask.get("phase") != "open" or view["answered"] >= view["joined"] - 3:
        desk.page.keyboard.press("Space")
    if view["natural"] is None and view["choices"]:
        desk.page.keyboard.press("Enter")
    time.sleep(BOUNCE_S)


def ends(desk: Desk) -> None:
    """Nothing final happens by walking: the button itself has to be pressed, twice."""
    desk.at("#next-action").focus()
    for _ in range(2):
        desk.page.keyboard.press("Enter")
        time.sleep(BOUNCE_S)
