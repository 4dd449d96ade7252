"""Time never goes back, and codes can be read aloud."""

from __future__ import annotations

from random import Random

from app.world import EASY_TO_READ_ALOUD, World


def test_now_follows_the_clock_that_nobody_sets() -> None:
    clock, calendar = [100.0], [1_000_000.0]
    world = World(clock=lambda: clock[0], calendar=lambda: calendar[0])

    first = world.now()
    calendar[0] -= 3600
    clock[0] += 5

    assert (first, world.now()) == (1_000_000.0, 1_000_005.0)


def test_today_follows_the_calendar() -> None:
    assert World(calendar=lambda: 1_795_021_200.0).today() == "2026-11-18"


def test_codes_have_a_digit_in_the_middle_and_no_letter_that_looks_like_another() -> None:
    world = World()

    codes = [world.code() for _ in range(2000)]

    assert {len(code) for code in codes} == {6}
    assert set("".join(codes)) == set(EASY_TO_READ_ALOUD)
    assert all(any(middle.isdigit() for middle in code[2:4]) for code in codes)
    assert len(set(codes)) == 2000


def test_each_middle_place_may_hold_a_letter() -> None:
    codes = [World(Random(seed)).code() for seed in range(200)]

    assert any(code[2].isalpha() for code in codes)
    assert any(code[3].isalpha() for code in codes)


def test_ids_are_safe_to_type_after_a_command() -> None:
    world = World()

    ids = {world.id() for _ in range(1000)}

    assert len(ids) == 1000
    assert all(name.isascii() and name.isalnum() and name == name.lower() and len(name) >= 16 for name in ids)


def test_tokens_are_random_bytes() -> None:
    world = World()

    assert len(world.token(16)) == 16
    assert len({world.token(16) for _ in range(1000)}) == 1000


def test_an_order_holds_each_number_once() -> None:
    world = World()

    orders = [tuple(world.order(4)) for _ in range(500)]

    assert {tuple(sorted(order)) for order in orders} == {(0, 1, 2, 3)}
    assert len(set(orders)) == 24
    assert world.order(0) == []


def test_the_same_dice_fall_the_same_way() -> None:
    def fate(world: World) -> tuple[object, ...]:
        return world.code(), world.id(), world.order(9), world.uniform(1, 2), world.token(8)

    assert fate(World(Random(7))) == fate(World(Random(7)))
    assert fate(World(Random(7))) != fate(World(Random(8)))


def test_uniform_stays_between_its_bounds() -> None:
    world = World()

    assert all(2 <= world.uniform(2, 3) <= 3 for _ in range(200))
