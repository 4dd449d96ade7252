"""What of a follow-up its pages may show. While it is open nothing here depends on how many have answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decks.asks import kind_of
from sessions.followup.invitation import Invitation
from sessions.followup.state import FollowupState, Question

PASS = "pass"
"""What a form says for passing: no answer has that key."""


def for_participants(state: FollowupState, address: str, chosen: Mapping[str, str]) -> dict[str, Any]:
    """The page behind the link; `chosen` is what the form shows as chosen, by the question's name."""
    words, said = state.words, Invitation(state, address)
    return {
        "title": state.title,
        "stand": str(state.stand),
        "asks": said.asks,
        "opens": words.day(state.opens),
        "last": words.day(state.last),
        "anew": words.day(state.anew) if state.anew else "",
        "promises": said.promises,
        "questions": [_asked(one, chosen.get(one.name, "")) for one in state.questions],
    }


def _asked(one: Question, chosen: str) -> dict[str, Any]:
    kind = kind_of(one.ask)
    return {
        "name": one.name,
        "title": one.title,
        "floor": one.floor,
        "steps": kind.picture == "steps",
        "options": [{"key": option.key, "html": option.html} for option in kind.offers(one.ask)],
        "chosen": chosen,
    }


def as_chosen(mine: Mapping[str, Any]) -> dict[str, str]:
    """Stored answers as the form says them."""
    return {name: PASS if value is None else str(value) for name, value in mine.items()}


def as_said(state: FollowupState, form: Mapping[str, str]) -> dict[str, Any]:
    """The form's fields as answers: None is a pass, and what was not chosen is not there."""
    told = {one.name: (one, form.get(one.name, "")) for one in state.questions}
    return {
        name: None if said == PASS else kind_of(one.ask).from_form([said]) for name, (one, said) in told.items() if said
    }


def for_organisers(state: FollowupState) -> dict[str, Any]:
    """One line of the organiser's pages, which say in words what programs work out from the days."""
    return {**listed(state), "never_open": state.never_open}


def listed(state: FollowupState) -> dict[str, Any]:
    """One line of the organiser's list."""
    return {
        "id": state.id,
        "session": state.session,
        "title": state.title,
        "day": state.day,
        "stand": str(state.stand),
        "opens": state.opens,
        "last": state.last,
        "ended": state.ended,
        "questions": [one.title for one in state.questions],
    }
