"""What can become of a follow-up: it opens, begins anew, ends. Pure values; days and names come in as arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sessions.followup.state import FollowupState, Stand
from sessions.state import Published


def is_due(state: FollowupState, today: str) -> bool:
    """Its first day has come, and its last is not over."""
    return state.stand is Stand.PLANNED and state.opens <= today <= state.last


def is_over(state: FollowupState, today: str) -> bool:
    """Its last day is over, whether it was ever open or not."""
    return state.stand is not Stand.ENDED and today > state.last


def opened(state: FollowupState, name: Callable[[], str]) -> FollowupState:
    """It takes answers: each question has a ballot box and a link group of its own, so nothing joins the two."""
    boxes, groups = ({one.name: name() for one in state.questions} for _ in range(2))
    return replace(state.asking(box=boxes, group=groups), stand=Stand.OPEN)


def begun_anew(state: FollowupState, name: Callable[[], str], today: str) -> FollowupState:
    """The keys are gone: nobody can read the answers so far, so it asks for them again."""
    return replace(opened(state, name), anew=today)


def ended(state: FollowupState, told: Mapping[str, Published], today: str, unread: bool = False) -> FollowupState:
    """Only totals are left."""
    nothing = dict.fromkeys(told)
    done = state.asking(told=told, box=nothing, group=nothing)
    return replace(done, stand=Stand.ENDED, ended=today, unread=unread)
