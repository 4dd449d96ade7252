"""The outbox of a simulated phone keeps the same rules as the real one."""

from __future__ import annotations

from typing import Any

import pytest

from app.rehearsal.outbox import KEPT_FOR_LATER, Answer, Outbox


def refused(code: str, **extra: Any) -> dict[str, Any]:
    return {"ok": False, "code": code, "says": "", **extra}


@pytest.fixture
def outbox() -> Outbox:
    outbox = Outbox()
    outbox.put("say", 1, "A")
    return outbox


def waiting(outbox: Outbox) -> Answer:
    assert outbox.waiting
    return outbox.waiting


def test_an_answer_waits_until_it_is_counted(outbox: Outbox) -> None:
    assert waiting(outbox).message == {"ask": "say", "round": 1, "seq": 1, "value": "A"}
    assert outbox.settle(waiting(outbox), {"ok": True, "seq": 1}) is None
    assert outbox.waiting is None


@pytest.mark.parametrize("code", sorted(KEPT_FOR_LATER))
def test_what_may_work_later_is_sent_again_as_it_was(outbox: Outbox, code: str) -> None:
    sent = waiting(outbox)
    assert outbox.settle(sent, refused(code)) == 0.5
    assert waiting(outbox) == sent


def test_it_waits_as_long_as_it_is_told_to(outbox: Outbox) -> None:
    assert outbox.settle(waiting(outbox), refused("rate.limited", retry_after=3.5)) == 3.5


def test_without_being_told_it_waits_longer_each_time_and_never_longer_than_eight_seconds(outbox: Outbox) -> None:
    waits = [outbox.settle(waiting(outbox), refused("no.reply")) for _ in range(7)]
    assert waits == [0.5, 1, 2, 4, 8, 8, 8]


@pytest.mark.parametrize("code", ["ask.closed", "answer.invalid", "token.unknown", "session.ended"])
def test_what_will_never_work_is_given_up(outbox: Outbox, code: str) -> None:
    assert outbox.settle(waiting(outbox), refused(code)) is None
    assert outbox.waiting is None


def test_a_stale_answer_goes_again_at_once_with_a_higher_number(outbox: Outbox) -> None:
    assert outbox.settle(waiting(outbox), refused("answer.stale", seq=7)) == 0
    assert (waiting(outbox).seq, waiting(outbox).value) == (8, "A")


def test_a_newer_choice_replaces_one_that_waits(outbox: Outbox) -> None:
    sent = waiting(outbox)
    outbox.put("say", 1, "B")
    outbox.settle(sent, {"ok": True, "seq": 1})
    assert (waiting(outbox).seq, waiting(outbox).value) == (2, "B")


def test_a_round_that_is_asked_afresh_has_no_answer_yet(outbox: Outbox) -> None:
    outbox.put("say", 2, "C")
    outbox.put("hard", 2, 4)
    outbox.forget("say", 2)
    assert outbox.of("say", 2) is None
    assert outbox.of("say", 1)
    assert outbox.of("hard", 2)
