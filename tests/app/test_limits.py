"""Budgets forget whoever has not spent anything lately, and nobody else."""

from __future__ import annotations

import pytest

from app.limits import FEW_KEYS, Buckets
from sessions.errors import RateLimited

RATE, BURST = 2.0, 20
HALL = 3_000


class Time:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_halls_that_come_and_go_do_not_add_up() -> None:
    now = Time()
    budget = Buckets(RATE, BURST, now)
    for evening in range(50):
        for phone in range(HALL):
            budget.spend((evening, phone))
        now.seconds += 3600
    assert len(budget) <= 2 * HALL


def test_whoever_has_spent_everything_is_not_forgotten_because_others_come() -> None:
    now = Time()
    budget = Buckets(RATE, BURST, now)
    for _ in range(BURST):
        budget.spend("mallory")
    for phone in range(10 * FEW_KEYS):
        budget.spend(phone)
        with pytest.raises(RateLimited):
            budget.spend("mallory")


def test_a_hall_that_is_there_is_not_looked_through_again_and_again() -> None:
    """Each look goes through all of them; there is one when there are twice as many."""
    looks: list[int] = []

    class Counted(Buckets):
        def _forget_full(self, now: float) -> None:
            looks.append(len(self))
            super()._forget_full(now)

    budget = Counted(RATE, BURST, Time())
    for phone in range(20 * FEW_KEYS):
        budget.spend(phone)
    assert looks == [FEW_KEYS * 2**times for times in range(5)]
