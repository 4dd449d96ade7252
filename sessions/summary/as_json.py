"""The summary as JSON, schema `readtheroom.summary/1` (docs/summary.schema.json)."""

from __future__ import annotations

import json
from typing import Any

from decks.language import Language
from sessions.state import Published, Shift
from sessions.summary.asked import ROUGHLY, Asked, Told
from sessions.summary.charts import label
from sessions.summary.content import Content
from sessions.summary.format import Format

SCHEMA = "readtheroom.summary/1"


def write(content: Content, words: Language) -> bytes:
    return json.dumps(facts(content, words), ensure_ascii=False, indent=2).encode() + b"\n"


def facts(content: Content, words: Language) -> dict[str, Any]:
    """The summary as plain values."""
    return {
        "schema": SCHEMA,
        "session": {
            "title": content.title,
            "deck": content.deck,
            "deck_title": content.deck_title,
            "date": content.day,
            "participants": content.participants,
            "rehearsal": content.rehearsal,
            "released": content.released or None,
        },
        "lines": list(content.lines),
        "asks": [_ask(one, words) for one in content.asks],
        "method": "\n".join(content.method),
    }


def _ask(one: Asked, words: Language) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "kind": one.kind,
        "privacy": one.privacy,
        "floor": one.floor,
        "options": [{"key": choice.key, "text": choice.text} for choice in one.choices],
        "rounds": [_round(published) for published in one.rounds],
        "voided": one.voided,
        "shift": _shift(one.shift),
        "pair": one.earlier.id if one.earlier else None,
        "patterns": {told.choice.key: _told(told, words) for told in one.told} or None,
        "right": list(one.right) or None,
        "hands": dict(one.hands) or None,
        "by": one.split.id if one.split else None,
        "words": [dict(word) for word in one.words],
        "texts": [item.text for item in one.texts],
    }


def _round(published: Published) -> dict[str, Any]:
    n = None if published.withheld == ROUGHLY else published.n
    facts: dict[str, Any] = {"round": published.round, "n": n, "counts": None, **(published.tally or {})}
    if published.sure is not None:
        facts["sure"] = {"counts": dict(published.sure)}
    if published.segments is not None:
        facts["segments"] = {name: dict(counts) for name, counts in published.segments.items()}
    return {**facts, "withheld": published.withheld, "says": published.says}


def _shift(shift: Shift | None) -> dict[str, Any] | None:
    if shift is None:
        return None
    flows = [{"from": before, "to": after, "n": n} for before, after, n in shift.flows or ()]
    return {
        "n": shift.n,
        "matched": shift.matched,
        "flows": None if shift.flows is None else flows,
        "about": shift.about,
        "says": shift.says,
    }


def _told(told: Told, words: Language) -> dict[str, str]:
    """An answer with several patterns goes by the key of the first and the names of all."""
    return {
        "key": told.patterns[0].key if told.patterns else "",
        "label": ", ".join(label(pattern, words) for pattern in told.patterns),
        "says": told.says,
    }


FORMAT = Format("json", "application/json", "json", write)
