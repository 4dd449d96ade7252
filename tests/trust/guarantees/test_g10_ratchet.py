"""G10: once somebody has joined, what people were promised only gets stricter."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decks.asks import kinds
from sessions.errors import SessionError
from sessions.playbill import PUBLICITY, STRICTNESS
from sessions.protocol import COMMANDS
from tests.sessions.house import Core, Run, voter
from tests.trust.guarantees.rooms import Steps, deck_of, slide

CHOICE = kinds()["choice"]
WAYS = list(product(STRICTNESS, PUBLICITY, ("show", "at-least")))


def deck(privacy: str, results: str, agreement: str) -> str:
    return deck_of(slide(CHOICE, privacy, "ask", f"results: {results}", f"agreement: {agreement}"))


def may_run(privacy: str, results: str, agreement: str) -> bool:
    return results != "live" or (privacy != "personal" and agreement == "show")


ALLOWED = [way for way in WAYS if may_run(*way)]


def promise(run: Run) -> tuple[int, int, int, bool]:
    """How strict the ask is: its class, its floor, who may see it, and whether agreement is hidden."""
    found = run.session.slide("ask")
    assert found is not None
    assert found.ask is not None
    ask = found.ask
    hides = ask.agreement != "show" or ask.privacy == "personal"
    return STRICTNESS.index(ask.privacy), run.session.floor(ask), PUBLICITY.index(ask.results), hides


@pytest.mark.parametrize("before", ALLOWED, ids="-".join)
def test_no_edit_of_the_deck_weakens_what_phones_were_told(before: tuple[str, str, str], tmp_path: Path) -> None:
    taken = 0
    for after in ALLOWED:
        if after == before:
            continue
        core = Core(_folder(tmp_path), deck=deck(*before), engine=Steps())
        run = core.opens()
        run.says("start")
        core.stage.presence.arrived(run.id, voter("ben"))
        promised = promise(run)
        core.deck_file.write_text(deck(*after))
        taken += core.stage.reload(run.id)
        assert all(now >= then for now, then in zip(promise(run), promised, strict=True)), (before, after)
    assert taken or before == ("personal", "never", "at-least") or before == ("personal", "never", "show")


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    return folder


values = st.one_of(
    st.integers(-5, 100), st.booleans(), st.sampled_from(["ask", "open", "standard", "live", "A"]), st.just({"A": 3})
)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moves=st.lists(st.tuples(st.sampled_from(sorted(COMMANDS)), st.lists(values, min_size=4, max_size=4)), max_size=25)
)
def test_no_command_weakens_anything(moves: list[tuple[str, list[Any]]], tmp_path: Path) -> None:
    """Whatever the presenter's console, or a program in its place, may say."""
    run = Core(_folder(tmp_path), deck=deck("standard", "after", "at-least"), engine=Steps()).opens(min_answers=7)
    promised, start = promise(run), run.session.state.start
    for do, given_values in [("start", []), *moves]:
        args = dict(zip(COMMANDS[do], given_values, strict=False))
        try:
            run.says(do, **args)
        except (SessionError, TypeError, AttributeError, KeyError, ValueError):
            continue
        assert promise(run) == promised
        assert (run.session.state.min_answers, run.session.state.start) == (7, start)


def test_the_fewest_answers_can_only_be_set_when_a_session_is_made() -> None:
    assert [
        name for name, fields in COMMANDS.items() if {"min_answers", "privacy", "floor", "results"} & {*fields}
    ] == []
