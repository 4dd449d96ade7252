"""The result of a follow-up as JSON, schema `readtheroom.followup/1`."""

from __future__ import annotations

import json
from typing import Any

from sessions.followup.notes import method
from sessions.followup.result import Answered, answered
from sessions.followup.state import FollowupState
from sessions.summary.charts.columns import Column

SCHEMA = "readtheroom.followup/1"


def as_json(state: FollowupState) -> bytes:
    return json.dumps(result(state), ensure_ascii=False, indent=2).encode() + b"\n"


def result(state: FollowupState) -> dict[str, Any]:
    """An ended follow-up as plain values: nothing finer than its page."""
    return {
        "schema": SCHEMA,
        "followup": {
            "title": state.title,
            "session_date": state.day,
            "opened": state.opens,
            "ended": state.ended,
            "began_anew": state.anew,
        },
        "asks": [_ask(one) for one in answered(state)],
        "method": "\n".join(method(state)),
    }


def _ask(one: Answered) -> dict[str, Any]:
    ask = one.question
    return {
        "id": ask.name,
        "title": ask.title,
        "kind": ask.ask.kind,
        "privacy": ask.ask.privacy,
        "floor": ask.floor,
        "options": [{"key": choice.key, "text": choice.text} for choice in one.columns[-1].choices],
        "totals": [_total(column) for column in one.columns],
    }


def _total(column: Column) -> dict[str, Any]:
    told = column.published
    return {
        "when": column.name,
        "n": told.n or None,
        "counts": None,
        **(told.tally or {}),
        "withheld": told.withheld,
        "says": told.says,
    }
