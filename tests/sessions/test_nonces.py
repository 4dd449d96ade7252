"""Nonces are drawn many at a time, and each is handed out once."""

from __future__ import annotations

from threading import Thread

from app.world import World
from sessions.ballots import NONCE_BYTES, NONCES, Nonces


def test_no_nonce_is_handed_out_twice_also_where_several_take_at_once() -> None:
    nonces, taken = Nonces(World().token), []
    people = [Thread(target=lambda: taken.extend(nonces.one() for _ in range(3 * NONCES))) for _ in range(4)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert len(taken) == len(set(taken)) == 4 * 3 * NONCES
    assert {len(nonce) for nonce in taken} == {NONCE_BYTES}


def test_the_dice_are_asked_once_for_many() -> None:
    asked: list[int] = []
    nonces = Nonces(lambda size: asked.append(size) or bytes(range(256)) * 3)  # type: ignore[func-returns-value]
    for _ in range(NONCES):
        nonces.one()
    assert asked == [NONCES * NONCE_BYTES]
