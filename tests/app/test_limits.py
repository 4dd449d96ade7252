"""Budgets forget whoever has everything to spend again, and nobody else."""

from __future__ import annotations

import pytest

from app.limits import FORGET_EVERY_S, Buckets, Limits
from sessions.errors import RateLimited
from tests.sessions.memory import kept_in_mind

RATE, BURST = 2.0, 20
HALL = 3_000


class Time:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_whoever_sends_no_more_is_forgotten_within_two_minutes_whatever_they_sent() -> None:
    now = Time()
    limits = Limits(HALL, now, b"salt")
    for phone in range(HALL):
        limits.answers.spend(b"phone %d" % phone)
        limits.texts.spend((b"phone %d" % phone, "words"))
    for _ in range(20):
        limits.wrong_code("192.0.2.7")
        limits.wrong_link("192.0.2.7")
    secrets = {b"phone 7", limits.hidden("192.0.2.7")}
    assert secrets <= set(kept_in_mind(limits))
    for _ in range(2):
        now.seconds += FORGET_EVERY_S
        limits.forget()
    assert secrets.isdisjoint(kept_in_mind(limits))
    assert (limits.answers.known, limits.texts.known) == (0, 0)


def test_whoever_has_spent_everything_is_not_forgotten_before_it_is_there_again() -> None:
    now = Time()
    budget = Buckets(RATE, BURST, now)
    for _ in range(BURST):
        budget.spend("mallory")
    budget.spend("ben")
    now.seconds += BURST / RATE - 1
    budget.forget()
    assert budget.known == 1, "Ben has everything again"
    for _ in range(round(BURST - RATE)):
        budget.spend("mallory")
    with pytest.raises(RateLimited):
        budget.spend("mallory")
